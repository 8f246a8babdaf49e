package org.stillwatch.core.reading;

import java.time.Instant;

/**
 * One value of one channel at one instant: measured or missing. Absent is never a number: a
 * sentinel of the device becomes {@link Missing} in its driver, with the reason.
 *
 * <p>The key of a reading is (channel, time, ordinal).
 */
public sealed interface Reading {

  ChannelId channel();

  /** When the device took it, by the device's clock, in UTC. */
  Instant time();

  /** Its place among this channel's rows of this instant in its source, from 0. */
  int ordinal();

  /**
   * A value that the device reported.
   *
   * @param value in the unit of the channel; for a channel of states the index of the state. Always
   *     finite.
   */
  record Measured(ChannelId channel, Instant time, int ordinal, double value, Quality quality)
      implements Reading {
    public Measured {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            channel + " at " + time + ": " + value + " is no measured value; report it as missing");
      }
    }
  }

  /**
   * No value, and why.
   *
   * @param reason for the reader at the machine: {@code sensor off}, {@code over range (> 1000
   *     mbar)}
   */
  record Missing(ChannelId channel, Instant time, int ordinal, String reason) implements Reading {}

  static Reading measured(ChannelId channel, Instant time, int ordinal, double value) {
    return new Measured(channel, time, ordinal, value, Quality.GOOD);
  }

  static Reading missing(ChannelId channel, Instant time, int ordinal, String reason) {
    return new Missing(channel, time, ordinal, reason);
  }
}
