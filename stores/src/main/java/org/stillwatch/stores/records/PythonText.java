package org.stillwatch.stores.records;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Numbers and rows as Python writes them, to the last digit: scripts that read these files compare
 * and parse text. Numbers are finite.
 */
final class PythonText {

  private PythonText() {}

  /**
   * The number as {@code repr} writes it: the fewest digits that read back as the same number, with
   * an exponent below 1e-4 and from 1e16 on (CPython, float_repr_style short).
   */
  static String repr(double value) {
    var sign = isNegative(value) ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    var shortest = shortest(Math.abs(value));
    var digits = shortest.unscaledValue().toString();
    // the number is 0.digits times ten to this power
    int point = digits.length() - shortest.scale();
    if (point <= -4 || point > 16) {
      return sign + mantissa(digits) + exponent(point - 1);
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    return digits.length() <= point
        ? sign + digits + "0".repeat(point - digits.length()) + ".0"
        : sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  /** Java writes two digits where one would do: 4.9E-324 for 5e-324. */
  private static BigDecimal shortest(double value) {
    var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      var one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      return one.doubleValue() == value ? one : digits;
    }
    return digits;
  }

  /** As {@code %.<decimals>e}: rounded from the exact binary value, half to even. */
  static String scientific(double value, int decimals) {
    var sign = isNegative(value) ? "-" : "";
    if (value == 0) {
      return sign + mantissa("0".repeat(decimals + 1)) + exponent(0);
    }
    var rounded =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    var digits = rounded.unscaledValue().toString();
    var padded = digits + "0".repeat(Math.max(0, decimals + 1 - digits.length()));
    return sign + mantissa(padded) + exponent(digits.length() - rounded.scale() - 1);
  }

  /** As {@code %.<decimals>f}: rounded from the exact binary value, half to even. */
  static String fixed(double value, int decimals) {
    var text =
        new BigDecimal(Math.abs(value)).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return isNegative(value) ? "-" + text : text;
  }

  private static boolean isNegative(double value) {
    return Math.copySign(1, value) < 0;
  }

  private static String mantissa(String digits) {
    return digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
  }

  private static String exponent(int power) {
    int size = Math.abs(power);
    return (power < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  /** Fields as the csv module writes them, without the line's end: quoted where they must be. */
  static String row(List<String> fields) {
    return fields.stream().map(PythonText::field).collect(Collectors.joining(","));
  }

  private static String field(String text) {
    return text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
