package org.stillwatch.cos.detector;

/**
 * Levels of the detector's high voltage, as DETHV of a CCI says them. A level that nobody knows is
 * -1, or 999 as names of files once had it, or -999.
 */
public final class HighVoltage {
  /** The lowest level that is one. */
  public static final int LOWEST = 0;

  /** The highest level that is one. */
  public static final int HIGHEST = 998;

  private HighVoltage() {}

  public static boolean known(int level) {
    return level >= LOWEST && level <= HIGHEST;
  }
}
