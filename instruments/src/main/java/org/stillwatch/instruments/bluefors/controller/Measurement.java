package org.stillwatch.instruments.bluefors.controller;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;

/**
 * One measurement of one sensor.
 *
 * @param sensor channel of the controller, 1 to 12
 * @param time by the controller's clock, to the microsecond
 * @param kelvin empty when the controller gives none
 * @param ohm empty when the controller gives none
 * @param flags status flags, see {@link StatusFlags}
 */
record Measurement(
    int sensor, Instant time, OptionalDouble kelvin, OptionalDouble ohm, List<Integer> flags) {

  static final int SENSORS = 12;

  Measurement {
    flags = List.copyOf(flags);
  }

  /** A temperature of 0 K is what controllers write for none. */
  Reading temperature(Channel channel) {
    if (kelvin.isEmpty() || StatusFlags.noTemperature(flags)) {
      var why = StatusFlags.words(flags);
      return Reading.missing(
          channel.id(), time, 0, why.isEmpty() ? "the controller gives no temperature" : why);
    }
    if (kelvin.getAsDouble() <= 0) {
      return Reading.missing(channel.id(), time, 0, "sensor off, over range or not scanned (0 K)");
    }
    return measured(channel, kelvin.getAsDouble());
  }

  Reading resistance(Channel channel) {
    if (ohm.isEmpty() || StatusFlags.noResistance(flags)) {
      var why = StatusFlags.words(flags);
      return Reading.missing(
          channel.id(), time, 0, why.isEmpty() ? "the controller gives no resistance" : why);
    }
    return measured(channel, ohm.getAsDouble());
  }

  private Reading measured(Channel channel, double value) {
    return new Reading.Measured(
        channel.id(), time, 0, value, StatusFlags.doubtful(flags) ? Quality.SUSPECT : Quality.GOOD);
  }

  List<Reading> readings(Channel temperature, Channel resistance) {
    var readings = new ArrayList<Reading>();
    readings.add(temperature(temperature));
    readings.add(resistance(resistance));
    return readings;
  }
}
