package org.stillwatch.core.polling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as seconds for a person. */
public final class Seconds {

  private Seconds() {}

  /** {@code 1.62 s}, to a hundredth; to a tenth of a millisecond below 0.1 s. */
  public static String text(Duration duration) {
    var seconds = BigDecimal.valueOf(duration.toNanos(), 9);
    int digits = seconds.compareTo(new BigDecimal("0.1")) < 0 ? 4 : 2;
    var rounded = seconds.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.toPlainString() + " s";
  }

  /** {@code 5 s}, {@code 1 s}: how long to wait, in whole seconds and never none. */
  public static String ahead(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds()) + " s";
  }
}
