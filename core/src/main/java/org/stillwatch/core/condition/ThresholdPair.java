package org.stillwatch.core.condition;

/**
 * Two limits with memory (hysteresis): high above the high limit, low below the low limit, between
 * them what it was. A value equal to a limit changes nothing.
 *
 * @param low in the unit of the channel
 * @param high in the unit of the channel, not below {@code low}
 */
public record ThresholdPair(double low, double high) {

  public ThresholdPair {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "the low limit " + low + " is above the high limit " + high);
    }
  }

  public Side step(Side side, double value) {
    return value > high ? Side.HIGH : value < low ? Side.LOW : side;
  }
}
