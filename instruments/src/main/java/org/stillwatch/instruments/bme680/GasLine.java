package org.stillwatch.instruments.bme680;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Seconds;
import org.stillwatch.link.lane.Answer;

/** What came of one request. */
sealed interface GasLine {

  /**
   * {@code 294.53;100712;38.21;51234}: a measurement.
   *
   * @param kelvin temperature (K)
   * @param pascal pressure (Pa)
   * @param percent relative humidity (%)
   * @param ohm gas resistance (Ohm); 0 when the heater was not warm
   */
  record Measured(double kelvin, double pascal, double percent, double ohm) implements GasLine {}

  /**
   * The Arduino says that the sensor does not work.
   *
   * @param why one clause
   */
  record SensorFault(String why) implements GasLine {}

  /** Something came that is no answer to this request. */
  record Bad(Unreadable why) implements GasLine {}

  /** Nothing came. */
  record Silent(String why) implements GasLine {}

  /**
   * The port is not there.
   *
   * @param why one clause, beginning with the port
   */
  record Lost(String why, Duration retryIn) implements GasLine {}

  /** With the decimals that the sketch prints, so that a number that was cut off is seen. */
  Pattern SHAPE = Pattern.compile("(\\d{3}\\.\\d{2});(\\d{5,6});(\\d{1,3}\\.\\d{2});(\\d{1,9})");

  /** The line after each good one of the sister sketch. */
  String PANDA = "PANDA";

  String NO_SENSOR = "Could not find a valid BME680 sensor, check wiring!";

  /** The heater alone takes 150 ms; what comes much sooner answers an earlier request. */
  Duration SOONEST = Duration.ofMillis(100);

  /**
   * Reads an answer.
   *
   * @param surplus what came after it without being asked for
   * @param terminator how good answers end
   */
  static GasLine read(Answer answer, byte[] surplus, Terminator terminator) {
    return switch (answer) {
      case Answer.Silent silent -> new Silent("the Arduino " + silent.why());
      case Answer.Lost(String why, Duration retryIn, boolean _) -> new Lost(why, retryIn);
      case Answer.Cut _, Answer.Broken _ -> bad("cut", "the Arduino " + answer.why());
      case Answer.Complete complete -> read(complete, surplus, terminator);
    };
  }

  private static GasLine read(Answer.Complete answer, byte[] surplus, Terminator terminator) {
    var line = answer.text();
    var fault =
        switch (line) {
          case NO_SENSOR -> "the Arduino finds no BME680; check the wiring";
          case "Failed to begin reading :(" -> "the sensor did not start a measurement";
          case "Failed to complete reading :(" -> "the sensor did not end its measurement";
          default -> "";
        };
    if (!fault.isEmpty()) {
      return new SensorFault(fault);
    }
    var shown = Answer.shown(answer.frame());
    var match = SHAPE.matcher(line);
    if (!match.matches()) {
      return bad(
          "shape",
          "the Arduino answered "
              + shown
              + ", expected four numbers such as 294.53;100712;38.21;51234");
    }
    if (answer.took().compareTo(SOONEST) < 0) {
      return bad(
          "too soon",
          "the Arduino answered "
              + shown
              + " after "
              + Seconds.text(answer.took())
              + ", sooner than the sensor can measure: it answers an earlier request");
    }
    var after = new String(surplus, StandardCharsets.ISO_8859_1).strip();
    if (!terminator.allows(after)) {
      return bad(
          "surplus",
          "the Arduino answered "
              + shown
              + " and then "
              + Answer.shown(surplus)
              + ", expected "
              + terminator.expected());
    }
    double kelvin = Double.parseDouble(match.group(1));
    double pascal = Double.parseDouble(match.group(2));
    double percent = Double.parseDouble(match.group(3));
    double ohm = Double.parseDouble(match.group(4));
    if (kelvin < 233.15 || kelvin > 358.15) {
      return impossible(shown, "temperature", "233.15 to 358.15 K");
    }
    if (pascal < 30_000 || pascal > 110_000) {
      return impossible(shown, "pressure", "30000 to 110000 Pa");
    }
    if (percent > 100) {
      return impossible(shown, "humidity", "0 to 100 %");
    }
    if (ohm != 0 && (ohm < 100 || ohm > 1e8)) {
      return impossible(shown, "gas resistance", "100 to 1e8 Ohm");
    }
    return new Measured(kelvin, pascal, percent, ohm);
  }

  private static GasLine impossible(String shown, String quantity, String range) {
    return bad(
        "range of " + quantity,
        "the Arduino answered "
            + shown
            + ", whose "
            + quantity
            + " is none that the sensor has, expected "
            + range);
  }

  private static GasLine bad(String kind, String why) {
    return new Bad(new Unreadable(kind, why + "; it is left out"));
  }
}
