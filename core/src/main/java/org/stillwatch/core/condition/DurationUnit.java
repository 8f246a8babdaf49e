package org.stillwatch.core.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** The units of lengths of time in expressions. */
enum DurationUnit {
  MILLISECOND("0.001"),
  SECOND("1"),
  MINUTE("60"),
  HOUR("3600"),
  DAY("86400");

  private final BigDecimal seconds;

  DurationUnit(String seconds) {
    this.seconds = new BigDecimal(seconds);
  }

  static Optional<DurationUnit> of(String symbol) {
    return switch (symbol) {
      case "ms" -> Optional.of(MILLISECOND);
      case "s" -> Optional.of(SECOND);
      case "m", "min" -> Optional.of(MINUTE);
      case "h" -> Optional.of(HOUR);
      case "d" -> Optional.of(DAY);
      default -> Optional.empty();
    };
  }

  /** Rounded to whole nanoseconds. */
  Duration times(BigDecimal number) {
    var exact = number.multiply(seconds).setScale(9, RoundingMode.HALF_EVEN);
    var whole = exact.setScale(0, RoundingMode.DOWN);
    return Duration.ofSeconds(
        whole.longValueExact(), exact.subtract(whole).movePointRight(9).longValueExact());
  }
}
