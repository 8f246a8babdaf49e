package org.stillwatch.instruments.kjlc;

import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Unit;

/** What a field of the shape {@code d.ddE±dd} says about the pressure at a sensor. */
sealed interface PressureText {

  /** In the unit that was asked for. */
  record Value(double value, Quality quality) implements PressureText {}

  /** The ion gauge is off, is starting, or had a fault. */
  record Off() implements PressureText {}

  /**
   * No value.
   *
   * @param reason for the reading
   */
  record None(String reason) implements PressureText {}

  /**
   * No pressure that this sensor could have.
   *
   * @param why one clause
   */
  record Impossible(String why) implements PressureText {}

  String OFF = "9.90E+09";

  /** What models of the 300 series show instead of {@link #OVER_RANGE} (not confirmed for each). */
  String OVER_RANGE_300 = "9.99E+09";

  String OVER_RANGE = "1.01E+03";

  Unit TORR = PressureUnit.TORR.unit();

  /** From here on a convection gauge in mbar or Pa may mean that it is over its range (Torr). */
  double DOUBTFUL_TORR = 757;

  /**
   * @param shown the unit of the gauge
   * @param wanted the unit of the value
   */
  static PressureText read(Sensor sensor, String field, PressureUnit shown, PressureUnit wanted) {
    if (sensor == Sensor.ION && field.equals(OFF)) {
      return new Off();
    }
    if (sensor != Sensor.ION) {
      if (field.equals(OFF) || field.equals(OVER_RANGE_300)) {
        return new None("over range, or no sensor (the gauge reads " + field + ")");
      }
      if (field.equals(OVER_RANGE) && shown == PressureUnit.TORR) {
        return new None("over range (> 1000 Torr), or no sensor");
      }
      if (field.startsWith("0.00E")) {
        return new None("under range (the gauge reads 0)");
      }
    }
    double value = Double.parseDouble(field);
    double torr = shown.unit().convert(value, TORR);
    if (field.startsWith("0")
        || torr < sensor.leastTorr()
        || torr > sensor.mostTorr() * limit(shown)) {
      return new Impossible(
          field
              + " "
              + shown.unit()
              + " is no pressure of "
              + (sensor == Sensor.ION ? "an ion gauge" : "a convection gauge")
              + ", expected "
              + sensor.leastTorr()
              + " to "
              + sensor.mostTorr()
              + " Torr; it is left out");
    }
    boolean doubtful =
        sensor != Sensor.ION
            && shown != PressureUnit.TORR
            && (field.equals(OVER_RANGE) || torr >= DOUBTFUL_TORR);
    return new Value(
        shown.unit().convert(value, wanted.unit()), doubtful ? Quality.SUSPECT : Quality.GOOD);
  }

  /** How the over range value reads in other units is not confirmed: it may be converted. */
  private static double limit(PressureUnit shown) {
    return shown == PressureUnit.TORR ? 1 : 1.02;
  }
}
