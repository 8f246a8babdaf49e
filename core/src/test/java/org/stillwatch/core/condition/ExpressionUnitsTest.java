package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.reading.Unit;

class ExpressionUnitsTest {

  private final ScriptedFacts facts =
      new ScriptedFacts()
          .measured("fridge/p3", 2)
          .measured("fridge/p4", 5)
          .measured("fridge/p6", 50)
          .measured("fridge/4k/temperature", 4)
          .measured("fridge/compressor/water-in", 20)
          .measured("fridge/compressor/water-out", 30)
          .measured("fridge/compressor/starts", 7)
          .measured("gas/air/humidity", 45)
          .measured("hv1/ch0/vmon", 800)
          .measured("hv1/ch0/imon", 2);

  private double value(String text) {
    return assertInstanceOfKnown(Lab.expression(text).value(facts)).value();
  }

  private static Value.Known assertInstanceOfKnown(Value value) {
    return org.junit.jupiter.api.Assertions.assertInstanceOf(Value.Known.class, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fridge/p4 - fridge/p3                      | 3       | mbar
          fridge/p4 - fridge/p6                      | 4.5     | mbar
          fridge/p6 + fridge/p4                      | 550     | Pa
          fridge/p4 - 100 Pa                         | 4       | mbar
          fridge/p4 + 1                              | 6       | mbar
          2 * fridge/p4 - fridge/p3                  | 8       | mbar
          fridge/p4 - (fridge/p3 - 1)                | 4       | mbar
          -(fridge/p4)                               | -5      | mbar
          fridge/p4 / fridge/p6                      | 10      | ''
          fridge/p4 / 2                              | 2.5     | mbar
          fridge/compressor/water-out - fridge/compressor/water-in | 10 | K
          fridge/compressor/water-out - 5 K          | 25      | degC
          fridge/compressor/water-out + 5            | 35      | degC
          fridge/compressor/water-out - 5            | 25      | degC
          fridge/compressor/water-out - fridge/4k/temperature | 299.15 | K
          300 K - fridge/compressor/water-out        | -3.15   | K
          mean(fridge/compressor/water-in, fridge/compressor/water-out) | 25 | degC
          max(fridge/compressor/water-in, 300 K)     | 26.85   | degC
          hv1/ch0/vmon * hv1/ch0/imon                | 0.0016  | W
          hv1/ch0/vmon / hv1/ch0/imon                | 4e8     | Ohm
          gas/air/humidity * fridge/4k/temperature   | 1.8     | K
          1 / (2 ms)                                 | 500     | Hz
          fridge/p4 / 10 s                           | 0.5     | mbar/s
          sum(fridge/p3, fridge/p4, fridge/p6)       | 7.5     | mbar
          min(fridge/p3, fridge/p6, 3)               | 0.5     | mbar
          abs(fridge/p3 - fridge/p4)                 | 3       | mbar
          sqrt(fridge/compressor/starts + 2)         | 3       | ''
          log10(fridge/p6 / 0.5 mbar)                | 0       | ''
          fridge/4k/temperature * 1 min / 1 s        | 240     | K
          """)
  void unitsFollowFromTheNumbers(String text, double expected, String unit) {
    assertEquals(expected, value(text), Math.abs(expected) * 1e-12 + 1e-12);
    assertEquals(unit, Lab.expression(text).unit().orElseThrow().symbol());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fridge/compressor/water-out > 303.14 K                                 | true
          fridge/compressor/water-out > 303.16 K                                 | false
          fridge/compressor/water-out - fridge/compressor/water-in > 9.99 K      | true
          fridge/compressor/water-out - fridge/compressor/water-in > 10.01       | false
          gas/air/humidity < 46 %                                                | true
          gas/air/humidity < 44                                                  | false
          fridge/p3 / fridge/p4 > 39 %                                           | true
          fridge/p3 / fridge/p4 > 41 %                                           | false
          hv1/ch0/vmon * hv1/ch0/imon > 1.5 mW                                   | true
          fridge/compressor/starts == 7                                          | true
          fridge/compressor/starts != 7                                          | false
          """)
  void limitsAreConverted(String text, boolean expected) {
    assertEquals(Truth.of(expected), Lab.truth(text, facts));
  }

  @Test
  void everyPairOfUnitsOfADimensionConvertsAsByHand() {
    // pascals in one unit, NIST SP 811
    var pascals =
        new String[][] {
          {"Pa", "1"},
          {"kPa", "1000"},
          {"mbar", "100"},
          {"bar", "100000"},
          {"Torr", "133.32236842105263"},
          {"psi", "6894.757293168361"}
        };
    for (var from : pascals) {
      for (var to : pascals) {
        double expected = 7 * Double.parseDouble(from[1]) / Double.parseDouble(to[1]);
        var text = "7 " + from[0] + " + 0 Pa";
        var value = Expression.parse(text).bind(Lab::channel).in(Unit.of(to[0])).value(facts);
        assertEquals(expected, assertInstanceOfKnown(value).value(), expected * 1e-12, text);
      }
    }
  }

  @Test
  void aRateHasAUnitOfItsOwn() {
    assertEquals(
        "K/s", Lab.expression("rate(fridge/4k/temperature, 1m)").unit().orElseThrow().symbol());
    var rate = Lab.expression("rate(fridge/compressor/water-in, 1m)");
    assertEquals("K/s", rate.unit().orElseThrow().symbol());
    assertEquals(1.0 / 60, Unit.of("K/min").convert(1, Unit.of("K/s")), 1e-15);
    assertEquals(3.6, Unit.of("mK/s").convert(1, Unit.of("K/h")), 1e-12);
    assertTrue(Unit.known("furlong/s").isEmpty());
    assertEquals("Oe/s", Lab.expression("rate(magnet/field, 1m)").unit().orElseThrow().symbol());
    facts.measured("magnet/field", 1);
  }

  @Test
  void aSlopeIsThatOfTheStraightLineNearestToTheValues() {
    var some = new ScriptedFacts();
    double[] values = {1, 4, 2, 8, 3, 9, 5};
    for (int i = 0; i < values.length; i++) {
      some.at(i * i + "S").measured("fridge/p3", values[i]);
    }
    // (n sum xy - sum x sum y) / (n sum xx - (sum x)^2) with x = 0 1 4 9 16 25 36
    double n = 7;
    double sx = 91;
    double sy = 32;
    double sxy = 4 + 8 + 72 + 48 + 225 + 180;
    double sxx = 1 + 16 + 81 + 256 + 625 + 1296;
    double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    var value = Lab.expression("rate(fridge/p3, 36s)").value(some);
    assertEquals(slope, assertInstanceOfKnown(value).value(), 1e-12);
    assertEquals(32.0 / 7, windowed("mean(fridge/p3, 36s)", some), 1e-12);
    assertEquals(1, windowed("minimum(fridge/p3, 36s)", some));
    assertEquals(9, windowed("maximum(fridge/p3, 36s)", some));
    assertEquals(
        new Value.Unknown("fridge/p3 has values for 36s of 1m"),
        Lab.expression("rate(fridge/p3, 1m)").value(some));
  }

  private static double windowed(String text, Facts facts) {
    return assertInstanceOfKnown(Lab.expression(text).value(facts)).value();
  }

  @Test
  void aResultThatIsNoFiniteNumberIsUnknown() {
    var value = Lab.expression("fridge/p4 * 1e308 * 1e308").value(facts);
    assertEquals(new Value.Unknown("the result is too large for a number"), value);
  }

  @Test
  void aUnitThatDoesNotFitIsRefused() {
    var difference = Lab.expression("fridge/compressor/water-out - fridge/compressor/water-in");
    assertThrows(ExpressionProblem.class, () -> difference.in(Unit.CELSIUS));
    assertThrows(ExpressionProblem.class, () -> difference.in(Unit.MBAR));
    assertEquals(new Value.Known(10_000), difference.in(Unit.of("mK")).value(facts));
  }
}
