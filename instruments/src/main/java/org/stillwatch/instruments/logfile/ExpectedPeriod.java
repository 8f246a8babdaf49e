package org.stillwatch.instruments.logfile;

import java.time.Duration;
import java.util.Optional;

/** The key {@code every} of log instruments: how often a row is expected at least. */
public final class ExpectedPeriod {

  private ExpectedPeriod() {}

  /**
   * @param every as configured
   * @param usual when nothing is configured
   * @throws IllegalArgumentException with one sentence when it is not greater than 0
   */
  public static Duration of(Optional<Duration> every, Duration usual) {
    var period = every.orElse(usual);
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "every: " + period + " is no period; expected one such as 60s");
    }
    return period;
  }
}
