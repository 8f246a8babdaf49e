package org.stillwatch.core.reading;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
public final class Numbers {

  private Numbers() {}

  /**
   * The shortest text that reads back as the same number, without trailing zeros: {@code 4}, {@code
   * 0.0093}, {@code 2.94E-6}, {@code 16954.29}.
   */
  public static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    var number = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= 1e-4 && size < 1e15) {
      return number.toPlainString();
    }
    var digits = number.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - number.scale();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "") + mantissa + "E" + exponent;
  }

  /** Rounded to so many significant digits, then as {@link #plain}. */
  public static String rounded(double value, int digits) {
    return value == 0
        ? "0"
        : plain(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
  }
}
