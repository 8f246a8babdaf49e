package org.stillwatch.instruments.bluefors.controller;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.stillwatch.core.instrument.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the controller writes. Never fails: what cannot be read is {@link Unreadable}. */
final class ControllerJson {

  /** A text that was read, or why not. */
  sealed interface Result<T> {
    record Read<T>(T value) implements Result<T> {}

    record Bad<T>(Unreadable why) implements Result<T> {}

    /** There was no answer to be read. */
    record Failed<T>(String why) implements Result<T> {}
  }

  /**
   * A part of the history of one sensor.
   *
   * @param overLimit there is more in this time than the controller gives at once
   */
  record Past(List<Measurement> measurements, boolean overLimit) {}

  private static final int LONGEST_MESSAGE = 64 << 10;

  /** The controller's clock was never set before this; seconds since 1970 after it. */
  private static final double EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final double LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private ControllerJson() {}

  /** Raised and caught within this class alone. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Unreadable unreadable;

    Fault(String kind, String why) {
      super(why, null, false, false);
      unreadable = new Unreadable(kind, why);
    }
  }

  private interface Reader<T> {
    T read(JsonNode root);
  }

  private static <T> Result<T> read(String text, Reader<T> reader) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      return notJson(text);
    }
    if (!root.isObject()) {
      return notJson(text);
    }
    try {
      ok(root);
      return new Result.Read<>(reader.read(root));
    } catch (Fault fault) {
      return new Result.Bad<>(fault.unreadable);
    }
  }

  private static <T> Result<T> notJson(String text) {
    return new Result.Bad<>(
        new Unreadable("json", Unreadable.shown(text) + " is no JSON object; it is left out"));
  }

  /** Errors come with a good HTTP status, too. */
  private static void ok(JsonNode root) {
    var status = root.path("status");
    if (status.isString() && !status.asString().equalsIgnoreCase("OK")) {
      var message = root.path("error").path("message").asString("");
      throw new Fault(
          "status",
          "the controller reports "
              + Unreadable.shown(status.asString())
              + (message.isEmpty() ? "" : ": " + Unreadable.shown(message)));
    }
  }

  /** A message of the topic, or the answer to {@code latest}. */
  static Result<Measurement> measurement(byte[] payload) {
    if (payload.length > LONGEST_MESSAGE) {
      return new Result.Bad<>(
          new Unreadable(
              "length",
              "a message has "
                  + payload.length
                  + " bytes, expected at most "
                  + LONGEST_MESSAGE
                  + "; it is left out"));
    }
    return measurement(new String(payload, StandardCharsets.UTF_8));
  }

  static Result<Measurement> measurement(String text) {
    return read(
        text,
        root ->
            new Measurement(
                sensor(root.path("channel_nr")),
                time(present(root, "timestamp")),
                number(present(root, "temperature"), "temperature"),
                number(root.path("resistance"), "resistance"),
                flags(root.path("status_flags"))));
  }

  /** The answer to a question for the history of a sensor. */
  static Result<Past> past(int sensor, String text) {
    return read(
        text,
        root -> {
          var columns = root.path("measurements");
          var times = column(columns, "timestamp");
          var kelvin = column(columns, "temperature");
          var ohm = column(columns, "resistance");
          if (kelvin.size() != times.size() || ohm.size() != times.size()) {
            throw new Fault(
                "columns",
                "the history of sensor "
                    + sensor
                    + " has "
                    + times.size()
                    + " times, "
                    + kelvin.size()
                    + " temperatures and "
                    + ohm.size()
                    + " resistances; expected as many of each");
          }
          var measurements = new ArrayList<Measurement>();
          for (int i = 0; i < times.size(); i++) {
            measurements.add(
                new Measurement(
                    sensor,
                    time(times.get(i)),
                    number(kelvin.get(i), "temperature"),
                    number(ohm.get(i), "resistance"),
                    List.of()));
          }
          return new Past(measurements, root.path("over_limit").asBoolean(false));
        });
  }

  private static JsonNode column(JsonNode columns, String name) {
    var column = columns.path(name);
    if (!column.isArray()) {
      throw new Fault("column " + name, "the history has no list of '" + name + "'");
    }
    return column;
  }

  /** The sensors that the controller has: whether each is switched on, by number. */
  static Result<Map<Integer, Boolean>> sensors(String text) {
    return read(
        text,
        root -> {
          var sensors = new TreeMap<Integer, Boolean>();
          for (var entry : root.path("data")) {
            sensors.put(sensor(entry.path("channel_nr")), entry.path("active").asBoolean(true));
          }
          if (sensors.isEmpty()) {
            throw new Fault("channels", "the controller names no channels");
          }
          return sensors;
        });
  }

  private static JsonNode present(JsonNode root, String field) {
    var value = root.path(field);
    if (value.isMissingNode()) {
      throw new Fault("no " + field, "a message has no '" + field + "'; it is left out");
    }
    return value;
  }

  private static int sensor(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new Fault(
          "channel_nr",
          "channel_nr is "
              + Unreadable.shown(node.toString())
              + ", expected a number from 1 to "
              + Measurement.SENSORS
              + "; the message is left out");
    }
    int sensor = node.intValue();
    if (sensor < 1 || sensor > Measurement.SENSORS) {
      throw new Fault(
          "channel_nr",
          "channel_nr is "
              + sensor
              + ", expected 1 to "
              + Measurement.SENSORS
              + "; the message is left out");
    }
    return sensor;
  }

  private static Instant time(JsonNode node) {
    double seconds = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(seconds >= EARLIEST && seconds < LATEST)) {
      throw new Fault(
          "timestamp",
          "timestamp is "
              + Unreadable.shown(node.toString())
              + ", expected seconds since 1970 such as 1717236000.25; the message is left out");
    }
    // a double of this size is exact to less than half a microsecond
    long micros = Math.round(seconds * 1e6);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  /** Null and what is not finite are no number. */
  private static OptionalDouble number(JsonNode node, String field) {
    if (node.isNull() || node.isMissingNode()) {
      return OptionalDouble.empty();
    }
    if (!node.isNumber()) {
      throw new Fault(
          field,
          field
              + " is "
              + Unreadable.shown(node.toString())
              + ", expected a number or null; the message is left out");
    }
    double value = node.doubleValue();
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static List<Integer> flags(JsonNode node) {
    var flags = new ArrayList<Integer>();
    for (var flag : node) {
      if (flag.isIntegralNumber() && flag.canConvertToInt() && flags.size() < 10) {
        flags.add(flag.intValue());
      }
    }
    return flags;
  }
}
