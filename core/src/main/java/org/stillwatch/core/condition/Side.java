package org.stillwatch.core.condition;

import java.util.Locale;

/** Where a value is with respect to a pair of limits. */
public enum Side {
  LOW,
  HIGH,
  /** Not known: no value has been seen, or none beyond either limit. */
  UNKNOWN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Side opposite() {
    return switch (this) {
      case LOW -> HIGH;
      case HIGH -> LOW;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
