package org.stillwatch.core.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * A number with a unit, as people write it: {@code 50 mK}, {@code 29degC}, {@code 4}. A plain
 * number has no unit of its own and takes that of the channel it is compared with.
 */
public record Quantity(double value, Unit unit) {

  private static final Pattern SHAPE =
      Pattern.compile("\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*(\\S*)\\s*");

  /**
   * Reads a number, an optional blank and a unit.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static Quantity parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no quantity; expected a number and a unit, such as 50 mK");
    }
    var unit =
        Unit.known(match.group(2))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + match.group(2)
                            + "' is no known unit; expected K, Pa, bar, V, A, W, Ohm, Hz, s or"
                            + " mol/s with a prefix p n u m k M G, or mbar, degC, Torr, psi, %"));
    double value = Double.parseDouble(match.group(1));
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("'" + text.strip() + "' is too large a number");
    }
    return new Quantity(value, unit);
  }

  public boolean fits(Unit other) {
    return unit.equals(Unit.NONE) || unit.convertsTo(other);
  }

  /**
   * The number in another unit; a plain number is taken to be in that unit already.
   *
   * @throws IllegalArgumentException when the dimensions differ
   */
  public double in(Unit other) {
    if (unit.equals(Unit.NONE) || unit.symbol().equals(other.symbol())) {
      return value;
    }
    double exact = unit.convert(value, other);
    if (!Double.isFinite(exact)) {
      throw new IllegalArgumentException("'" + this + "' is too large a number in " + other);
    }
    // decimal fractions as people mean them: 29 degC is 302.15 K, not 302.15000000000003
    return new BigDecimal(exact).round(new MathContext(15)).doubleValue();
  }

  @Override
  public String toString() {
    return unit.symbol().isEmpty()
        ? Numbers.plain(value)
        : Numbers.plain(value) + " " + unit.symbol();
  }
}
