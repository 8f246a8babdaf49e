package org.stillwatch.instruments.caen;

import java.util.Optional;
import org.stillwatch.core.reading.Numbers;

/**
 * Watches whether one output arrives where it was sent. It has no clock and no thread: each poll
 * tells it where the output is.
 */
final class RampWatch {

  /** An output may take so many times what its rate says, and so much longer (s). */
  private static final double PATIENCE = 1.3;

  private static final double EXTRA_SECONDS = 5;

  /** It has arrived within so many volts, or this share of where it goes. */
  private static final double NEAR_VOLT = 2;

  private static final double NEAR_SHARE = 0.01;

  private double target = Double.NaN;
  private long began;
  private double from;

  /**
   * One look.
   *
   * @param goal where the output should go (V)
   * @param volt where it is (V)
   * @param rate that it should have (V/s), more than 0
   * @param excused whether the supply tells itself why it does not arrive
   * @param nanos of the steady clock
   * @return that it did not arrive, a clause about the output
   */
  Optional<String> look(double goal, double volt, double rate, boolean excused, long nanos) {
    boolean arrived = Math.abs(volt - goal) <= Math.max(NEAR_VOLT, NEAR_SHARE * Math.abs(goal));
    if (arrived || excused || goal != target) {
      target = goal;
      from = volt;
      began = nanos;
      return Optional.empty();
    }
    double seconds = (nanos - began) / 1e9;
    return seconds <= PATIENCE * Math.abs(goal - from) / rate + EXTRA_SECONDS
        ? Optional.empty()
        : Optional.of(
            "is at "
                + Numbers.plain(volt)
                + " V and should have come to "
                + Numbers.plain(goal)
                + " V from "
                + Numbers.plain(from)
                + " V by now, at "
                + Numbers.plain(rate)
                + " V/s within "
                + (long) seconds
                + " s");
  }
}
