package org.stillwatch.instruments.caen;

import java.util.Arrays;
import java.util.Locale;

/** States of an output, from good to bad; the gravest of the bits of STAT counts. */
enum OutputState {
  OFF(0),
  ON(1),
  RAMPING_UP(1 << 1),
  RAMPING_DOWN(1 << 2),
  CURRENT_LIMIT(1 << 3),
  OVER_VOLTAGE(1 << 4),
  UNDER_VOLTAGE(1 << 5),
  MAX_VOLTAGE(1 << 6),
  TRIPPED(1 << 7),
  OVER_POWER(1 << 8),
  OVER_TEMPERATURE(1 << 9),
  DISABLED(1 << 10),
  KILLED(1 << 11),
  INTERLOCKED(1 << 12),
  NOT_CALIBRATED(1 << 13);

  private final int bit;

  OutputState(int bit) {
    this.bit = bit;
  }

  boolean isIn(int status) {
    return (status & bit) != 0;
  }

  /** {@code ramping-up}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static OutputState gravest(int status) {
    var found = OFF;
    for (var state : values()) {
      found = state.isIn(status) ? state : found;
    }
    return found;
  }

  /** The gravest cause: that a voltage is too low says only that there is one. */
  static OutputState cause(int status) {
    return gravest(status & ~UNDER_VOLTAGE.bit);
  }

  static String[] words() {
    return Arrays.stream(values()).map(OutputState::word).toArray(String[]::new);
  }

  /** Whether the output is off, or on its way there by itself. */
  static boolean isGoingOff(int status) {
    return !ON.isIn(status) || RAMPING_DOWN.isIn(status);
  }

  /** Whether a board with this says OK to settings and does not carry them out. */
  static boolean isDeaf(int status) {
    return DISABLED.isIn(status) || KILLED.isIn(status) || INTERLOCKED.isIn(status);
  }
}
