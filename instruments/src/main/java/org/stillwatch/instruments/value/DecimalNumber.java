package org.stillwatch.instruments.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as devices write them: decimal digits, a point, an exponent, and nothing else. */
public final class DecimalNumber {

  /** No device writes a longer one. */
  private static final int LONGEST = 64;

  private static final Pattern SHAPE =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private DecimalNumber() {}

  /**
   * The number that a text is as a whole, blanks around it aside.
   *
   * @return empty when it is none, or too large to be held
   */
  public static OptionalDouble parse(String text) {
    var bare = text.strip();
    if (bare.length() > LONGEST || !SHAPE.matcher(bare).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(bare);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * {@code number * scale + offset} as on paper: 3 times 0.1 is 0.3, not 0.30000000000000004.
   *
   * @return infinite when it is too large to be held
   */
  static double scaled(double number, double scale, double offset) {
    return BigDecimal.valueOf(number)
        .multiply(BigDecimal.valueOf(scale))
        .add(BigDecimal.valueOf(offset))
        .doubleValue();
  }

  /** The number that is the value when it is scaled, to sixteen digits. */
  static double unscaled(double value, double scale) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(scale), MathContext.DECIMAL64)
        .doubleValue();
  }
}
