package org.stillwatch.stores.sqlite;

import java.time.Instant;

/**
 * Instants as nanoseconds since 1970 in 64 bits: exact, and enough for the years 1678 to 2261 (the
 * range of a long is 1677-09-21 to 2262-04-11).
 */
final class Nanos {

  private static final long PER_SECOND = 1_000_000_000;
  private static final Instant FIRST = Instant.parse("1678-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2262-01-01T00:00:00Z");

  private Nanos() {}

  /**
   * @param what has this time: begins the sentence when the time cannot be kept
   * @throws IllegalArgumentException with one sentence
   */
  static long of(Instant time, Object what) {
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new IllegalArgumentException(
          what
              + ": the time "
              + time
              + " cannot be stored; expected a time in the years 1678 to 2261; nothing of this"
              + " batch was stored");
    }
    return exact(time);
  }

  /** The nearest time that can be stored: for the edges of ranges. */
  static long clamp(Instant time) {
    return exact(time.isBefore(FIRST) ? FIRST : time.isAfter(END) ? END : time);
  }

  /** Likewise, but nothing is before what cannot be stored: somebody may have written anything. */
  static long lowest(Instant time) {
    return time.isBefore(FIRST) ? Long.MIN_VALUE : clamp(time);
  }

  /** The last time before another, likewise. */
  static long before(Instant time) {
    return time.isAfter(END) ? Long.MAX_VALUE : clamp(time) - 1;
  }

  private static long exact(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }
}
