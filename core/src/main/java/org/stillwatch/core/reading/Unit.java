package org.stillwatch.core.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of measurement: {@code K}, {@code mbar}, {@code mmol/s}. Symbols are case-sensitive. Known
 * units convert within their dimension; any other symbol is a unit of its own, which converts to
 * nothing else.
 *
 * @param symbol as written, empty for a plain number
 * @param dimension what it measures; two units convert when this is equal
 * @param scale how many base units one of these is
 * @param offset the base value at zero of this unit (273.15 for degC)
 */
public record Unit(String symbol, String dimension, double scale, double offset) {

  private static final Map<String, Double> PREFIXES =
      Map.of("p", 1e-12, "n", 1e-9, "u", 1e-6, "m", 1e-3, "k", 1e3, "M", 1e6, "G", 1e9);

  /** Base symbols that take a prefix, with dimension and size in the dimension's base unit. */
  private record Base(String symbol, String dimension, double scale) {}

  private static final List<Base> PREFIXED =
      List.of(
          new Base("K", "temperature", 1),
          new Base("Pa", "pressure", 1),
          new Base("bar", "pressure", 1e5),
          new Base("V", "voltage", 1),
          new Base("A", "current", 1),
          new Base("W", "power", 1),
          new Base("Ohm", "resistance", 1),
          new Base("Hz", "frequency", 1),
          new Base("s", "time", 1),
          new Base("mol/s", "molar flow", 1));

  /** Units without prefix. 1 Torr = 101325/760 Pa; 1 psi = 6894.757 Pa (NIST SP 811). */
  private static final List<Unit> PLAIN =
      List.of(
          new Unit("degC", "temperature", 1, 273.15),
          new Unit("Torr", "pressure", 101325.0 / 760, 0),
          new Unit("psi", "pressure", 6894.757293168361, 0),
          new Unit("min", "time", 60, 0),
          new Unit("h", "time", 3600, 0),
          new Unit("%", Dimension.NUMBER, 0.01, 0));

  /** A plain number. */
  public static final Unit NONE = new Unit("", Dimension.NUMBER, 1, 0);

  /** The unit of channels whose values are states. */
  public static final Unit STATE = new Unit("", "state", 1, 0);

  public static final Unit KELVIN = of("K");
  public static final Unit CELSIUS = of("degC");
  public static final Unit OHM = of("Ohm");
  public static final Unit WATT = of("W");
  public static final Unit MBAR = of("mbar");

  /** The unit of this symbol; a symbol that is not known becomes a unit of its own. */
  public static Unit of(String symbol) {
    return known(symbol).orElseGet(() -> new Unit(symbol, symbol, 1, 0));
  }

  /** The unit of this symbol if Stillwatch can convert it. */
  public static Optional<Unit> known(String symbol) {
    if (symbol.isEmpty()) {
      return Optional.of(NONE);
    }
    for (var unit : PLAIN) {
      if (unit.symbol.equals(symbol)) {
        return Optional.of(unit);
      }
    }
    for (var base : PREFIXED) {
      if (symbol.equals(base.symbol)) {
        return Optional.of(new Unit(symbol, base.dimension, base.scale, 0));
      }
      if (symbol.endsWith(base.symbol)) {
        var prefix = PREFIXES.get(symbol.substring(0, symbol.length() - base.symbol.length()));
        if (prefix != null) {
          return Optional.of(new Unit(symbol, base.dimension, prefix * base.scale, 0));
        }
      }
    }
    return rate(symbol);
  }

  /** A known unit per second, minute or hour: {@code K/min}. */
  private static Optional<Unit> rate(String symbol) {
    int slash = symbol.lastIndexOf('/');
    if (slash < 1 || !List.of("s", "min", "h").contains(symbol.substring(slash + 1))) {
      return Optional.empty();
    }
    var time = of(symbol.substring(slash + 1));
    return known(symbol.substring(0, slash))
        .map(
            unit ->
                new Unit(
                    symbol,
                    Dimension.per(unit.dimension, time.dimension),
                    unit.scale / time.scale,
                    0));
  }

  /** The unit of differences of values in this one: K for degC, else itself. */
  public Unit ofDifferences() {
    return hasOffset() ? new Unit("K", dimension, scale, 0) : this;
  }

  /** Whether its zero is not that of its dimension, as for degC. */
  public boolean hasOffset() {
    return offset != 0;
  }

  /**
   * A unit for products: V times A gives W. The value in it is the product times {@code scale *
   * other.scale / result.scale}.
   */
  public Unit times(Unit other) {
    return composed(
        other,
        new Unit(
            symbol + "*" + other.symbol,
            Dimension.times(dimension, other.dimension),
            scale * other.scale,
            0));
  }

  /**
   * A unit for quotients: V per A gives Ohm, K per s gives K/s. The value in it is the quotient
   * times {@code scale / other.scale / result.scale}.
   */
  public Unit per(Unit other) {
    return composed(
        other,
        new Unit(
            (symbol.isEmpty() ? "1" : symbol) + "/" + other.symbol,
            Dimension.per(dimension, other.dimension),
            scale / other.scale,
            0));
  }

  /** The unit as people would name it, of the same dimension as {@code composed}. */
  private Unit composed(Unit other, Unit composed) {
    if (composed.dimension.equals(dimension)) {
      return ofDifferences();
    }
    if (composed.dimension.equals(other.dimension)) {
      return other.ofDifferences();
    }
    if (composed.dimension.equals(NONE.dimension)) {
      return NONE;
    }
    return PREFIXED.stream()
        .filter(base -> base.dimension.equals(composed.dimension))
        .findFirst()
        .map(base -> of(base.symbol))
        .orElse(composed);
  }

  public boolean convertsTo(Unit other) {
    return dimension.equals(other.dimension);
  }

  /**
   * The value of this unit in another.
   *
   * @throws IllegalArgumentException when the dimensions differ
   */
  public double convert(double value, Unit to) {
    if (!convertsTo(to)) {
      throw new IllegalArgumentException(
          "'" + symbol + "' (" + dimension + ") is no unit of " + to.dimension);
    }
    if (symbol.equals(to.symbol)) {
      return value;
    }
    return (value * scale + offset - to.offset) / to.scale;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
