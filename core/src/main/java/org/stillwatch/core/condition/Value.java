package org.stillwatch.core.condition;

/** A number, or why there is none. Never a NaN or an infinity. */
public sealed interface Value {

  /** A finite number, in the unit that goes with it. */
  record Known(double value) implements Value {
    public Known {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(value + " is no value");
      }
    }
  }

  /**
   * No number.
   *
   * @param reason for people, naming the channel: {@code fridge/p3 is stale}
   */
  record Unknown(String reason) implements Value {}
}
