package org.stillwatch.cos.detector;

/** Levels of the detector's high voltage, as DETHV of a CCI says them. */
public final class HighVoltage {
  /** What a level of -1 was once renamed to, in the names of files. */
  private static final int RENAMED_UNKNOWN = 999;

  private HighVoltage() {}

  /** Not -1, 999 or -999, which stand for a level that nobody knows. */
  public static boolean known(int level) {
    return level >= 0 && level < RENAMED_UNKNOWN;
  }
}
