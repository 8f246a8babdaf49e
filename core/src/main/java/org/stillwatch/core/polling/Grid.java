package org.stillwatch.core.polling;

import java.time.Duration;

/**
 * The times of polls: every period from the first, without drift. A poll that takes longer than the
 * period leaves out the times that it slept through; they are counted and not made up for.
 */
final class Grid {

  private final long periodNanos;
  private final long first;
  private long number;

  /**
   * @param first when the first poll is due, by a clock that never jumps
   */
  Grid(Duration period, long first) {
    this.periodNanos = period.toNanos();
    this.first = first;
  }

  /** When the next poll is due. */
  long due() {
    return first + number * periodNanos;
  }

  /**
   * Goes on to the first time that is not over.
   *
   * @return how many times were left out
   */
  long advance(long now) {
    long before = number;
    long over = now - first;
    number = Math.max(before + 1, over < 0 ? 0 : (over + periodNanos - 1) / periodNanos);
    return number - before - 1;
  }
}
