package org.stillwatch.cos.gain;

/** Pulse heights that a gain map tells apart. */
public enum PlaneGroup {
  LOWEST("cnt00_00", 0, 0),
  SECOND("cnt01_01", 1, 1),
  FITTED("cnt02_30", 2, 30),
  HIGHEST("cnt31_31", 31, 31);

  private final String label;
  private final int first;
  private final int last;

  PlaneGroup(String label, int first, int last) {
    this.label = label;
    this.first = first;
    this.last = last;
  }

  /** The name of its image in the file. */
  public String label() {
    return label;
  }

  public int first() {
    return first;
  }

  public int last() {
    return last;
  }
}
