package org.stillwatch.instruments.bluefors;

/** What {@link CurveJudge} remembers of one sensor in one day folder. Times in epoch seconds. */
final class CurveMemory {

  private static final long NEVER = Long.MIN_VALUE;

  /** Rows of one scan can be so many seconds apart. */
  private static final long SAME_SCAN_SECONDS = 5;

  /** The temperature that is repeated, K; NaN when there is none. */
  private double value;

  private long since;

  /** The resistance when the temperature took its value, Ohm; NaN until it is known. */
  private double first;

  private boolean off;
  private long lastOfT;

  /** The resistance went on after the last row of temperature. */
  private boolean wentOn;

  /** The last resistance, Ohm; NaN when there was none. */
  private double last;

  private long lastRow;

  private CurveMemory(
      double value,
      long since,
      double first,
      boolean off,
      long lastOfT,
      boolean wentOn,
      double last,
      long lastRow) {
    this.value = value;
    this.since = since;
    this.first = first;
    this.off = off;
    this.lastOfT = lastOfT;
    this.wentOn = wentOn;
    this.last = last;
    this.lastRow = lastRow;
  }

  static CurveMemory start() {
    return new CurveMemory(Double.NaN, 0, Double.NaN, false, NEVER, false, Double.NaN, NEVER);
  }

  String encode() {
    return value + " " + since + " " + first + " " + off + " " + lastOfT + " " + wentOn + " " + last
        + " " + lastRow;
  }

  /**
   * @throws IllegalArgumentException when the text is not from {@link #encode}
   */
  static CurveMemory decode(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != 8) {
      throw new IllegalArgumentException("'" + text + "' is no memory of a sensor");
    }
    return new CurveMemory(
        Double.parseDouble(parts[0]),
        Long.parseLong(parts[1]),
        Double.parseDouble(parts[2]),
        Boolean.parseBoolean(parts[3]),
        Long.parseLong(parts[4]),
        Boolean.parseBoolean(parts[5]),
        Double.parseDouble(parts[6]),
        Long.parseLong(parts[7]));
  }

  /** A row of temperature or resistance came. */
  void row(long time) {
    lastRow = Math.max(lastRow, time);
  }

  long lastRow() {
    return lastRow;
  }

  double resistance() {
    return last;
  }

  void resistance(double ohm) {
    last = ohm;
    if (Double.isNaN(first)) {
      first = ohm;
    }
  }

  void rowOfT(long time) {
    lastOfT = time;
    wentOn = false;
  }

  /** The row of temperature held no value. */
  void nothing() {
    value = Double.NaN;
    first = Double.NaN;
    off = false;
  }

  /**
   * Takes the next temperature.
   *
   * @param withResistance a row of resistance of the same second came before this call
   * @return whether it has stood still while the resistance moved
   */
  boolean temperature(double kelvin, long time, boolean withResistance) {
    if (kelvin != value) {
      value = kelvin;
      since = time;
      first = withResistance ? last : Double.NaN;
      off = false;
    }
    if (time - since >= CurveJudge.STILL_SECONDS
        && Math.abs(last - first) > CurveJudge.MOVED * Math.abs(first)) {
      off = true;
    }
    return off;
  }

  /**
   * A row of resistance came without one of temperature.
   *
   * @return whether rows of temperature have been absent for too long
   */
  boolean silent(long time) {
    if (lastOfT == NEVER) {
      return false;
    }
    boolean silent = wentOn && time - lastOfT > CurveJudge.SILENT_SECONDS;
    wentOn |= time - lastOfT > SAME_SCAN_SECONDS;
    return silent;
  }
}
