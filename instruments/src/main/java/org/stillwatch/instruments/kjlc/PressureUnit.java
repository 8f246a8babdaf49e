package org.stillwatch.instruments.kjlc;

import java.util.Arrays;
import java.util.Optional;
import org.stillwatch.core.reading.Unit;

/** The units that a gauge may show. */
enum PressureUnit {
  TORR("TORR    ", "Torr"),
  MBAR("MBAR    ", "mbar"),
  PASCAL("PASCAL  ", "Pa");

  private final String field;
  private final String symbol;

  PressureUnit(String field, String symbol) {
    this.field = field;
    this.symbol = symbol;
  }

  Unit unit() {
    return Unit.of(symbol);
  }

  /** The unit that RU answers. */
  static Optional<PressureUnit> answered(String field) {
    return Arrays.stream(values()).filter(unit -> unit.field.equals(field)).findFirst();
  }

  /**
   * The unit of the station file.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static PressureUnit named(String symbol) {
    return Arrays.stream(values())
        .filter(unit -> unit.symbol.equals(symbol))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unit: '"
                        + symbol
                        + "' is no unit of these gauges; expected Torr, mbar or Pa"));
  }
}
