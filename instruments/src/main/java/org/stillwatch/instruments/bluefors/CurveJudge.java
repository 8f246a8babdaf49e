package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.RowJudge;

/**
 * Finds temperatures that are none because the sensor has left its calibration curve, by looking at
 * the temperature and the resistance of one sensor together, for each day folder by itself.
 *
 * <p>A temperature becomes missing when it has not changed for {@link #STILL_SECONDS} while the
 * resistance moved by more than {@link #MOVED}, until it changes; when the resistance of its second
 * is impossible; when the Errors log says so in its second. When a sensor's temperature rows stop
 * for more than {@link #SILENT_SECONDS} while its resistance goes on, every row of resistance also
 * says that the temperature is missing. All is judged by the time of rows, never by their number:
 * between two scans a healthy sensor repeats its last value.
 */
final class CurveJudge implements RowJudge {

  /** How long a temperature must stand still before it is doubted, seconds. */
  static final long STILL_SECONDS = 120;

  /**
   * Relative move of the resistance that a temperature must follow. In real logs a healthy sensor
   * that repeats its temperature moves by 0.00006 at most, one off its curve by 0.05.
   */
  static final double MOVED = 0.001;

  /** How long temperature rows may be absent, seconds. */
  static final long SILENT_SECONDS = 30;

  /** A sensor of which no row came for so long is forgotten, seconds. */
  private static final long FORGOTTEN_SECONDS = 2 * 86_400L;

  private record Key(LocalDate day, int sensor) {}

  /** What is known of a sensor in one day folder. */
  private static final class Sensor {
    final ChannelId channel;
    final CurveMemory at;
    // of the rows of the instant that is judged now
    boolean rowOfT;
    boolean rowOfR;
    String edge = "";
    String impossible = "";

    Sensor(ChannelId channel, CurveMemory at) {
      this.channel = channel;
      this.at = at;
    }
  }

  private record Source(BlueforsFile file, @Nullable Sensor sensor) {}

  private final BlueforsNames names;
  private final Map<Key, Sensor> sensors = new LinkedHashMap<>();
  private final Map<String, Source> sources = new HashMap<>();
  private final List<Sensor> touched = new ArrayList<>();

  private CurveJudge(BlueforsNames names) {
    this.names = names;
  }

  static CurveJudge decode(BlueforsNames names, String memory) {
    var judge = new CurveJudge(names);
    for (var part : memory.split(";", -1)) {
      if (!part.isEmpty()) {
        var fields = part.split(" ", 3);
        var key = new Key(LocalDate.parse(fields[0]), Integer.parseInt(fields[1]));
        judge.sensors.put(
            key, new Sensor(names.temperature(key.sensor).id(), CurveMemory.decode(fields[2])));
      }
    }
    return judge;
  }

  @Override
  public String memory() {
    var out = new StringBuilder();
    sensors.forEach(
        (key, sensor) ->
            out.append(out.isEmpty() ? "" : ";")
                .append(key.day)
                .append(' ')
                .append(key.sensor)
                .append(' ')
                .append(sensor.at.encode()));
    return out.toString();
  }

  @Override
  public List<List<Reading>> judge(List<Filed> rows) {
    for (var row : rows) {
      look(row);
    }
    var out = new ArrayList<List<Reading>>(rows.size());
    for (var row : rows) {
      out.add(readings(row));
    }
    for (var sensor : touched) {
      sensor.rowOfT = false;
      sensor.rowOfR = false;
      sensor.edge = "";
      sensor.impossible = "";
    }
    touched.clear();
    return out;
  }

  /** Learns what the row says about the sensor, before any row of the instant is judged. */
  private void look(Filed row) {
    var source = source(row);
    var sensor = source.sensor;
    long time = row.row().time().getEpochSecond();
    switch (source.file.kind()) {
      case TEMPERATURE -> {
        if (sensor != null) {
          touched.add(sensor);
          sensor.at.row(time);
          sensor.rowOfT = true;
        }
      }
      case RESISTANCE -> {
        if (sensor != null) {
          touched.add(sensor);
          sensor.at.row(time);
          sensor.rowOfR = true;
          switch (row.row().readings().getFirst()) {
            case Reading.Measured measured -> sensor.at.resistance(measured.value());
            case Reading.Missing missing -> sensor.impossible = missing.reason();
          }
        }
      }
      case ERRORS -> edges(source.file.day(), row);
      default -> {}
    }
  }

  private void edges(LocalDate day, Filed row) {
    for (var reading : row.row().readings()) {
      for (var entry : sensors.entrySet()) {
        var sensor = entry.getValue();
        if (entry.getKey().day.equals(day)
            && sensor.channel.equals(reading.channel())
            && reading instanceof Reading.Missing missing) {
          touched.add(sensor);
          sensor.edge = missing.reason();
        }
      }
    }
  }

  private List<Reading> readings(Filed row) {
    var source = source(row);
    var sensor = source.sensor;
    var readings = row.row().readings();
    return switch (source.file.kind()) {
      case TEMPERATURE -> sensor == null ? readings : temperature(sensor, readings);
      case RESISTANCE ->
          sensor == null || sensor.rowOfT ? readings : resistanceAlone(sensor, readings);
      case ERRORS -> List.of();
      default -> readings;
    };
  }

  private static List<Reading> temperature(Sensor sensor, List<Reading> readings) {
    var reading = readings.getFirst();
    long time = reading.time().getEpochSecond();
    sensor.at.rowOfT(time);
    if (!(reading instanceof Reading.Measured measured)) {
      sensor.at.nothing();
      return readings;
    }
    boolean off = sensor.at.temperature(measured.value(), time, sensor.rowOfR);
    var reason =
        !sensor.edge.isEmpty()
            ? sensor.edge
            : !sensor.impossible.isEmpty() ? sensor.impossible : off ? offCurve(sensor) : "";
    return reason.isEmpty()
        ? readings
        : List.of(Reading.missing(reading.channel(), reading.time(), reading.ordinal(), reason));
  }

  private static List<Reading> resistanceAlone(Sensor sensor, List<Reading> readings) {
    var reading = readings.getFirst();
    if (!sensor.at.silent(reading.time().getEpochSecond())) {
      return readings;
    }
    var reason = sensor.impossible.isEmpty() ? offCurve(sensor) : sensor.impossible;
    return List.of(
        reading, Reading.missing(sensor.channel, reading.time(), reading.ordinal(), reason));
  }

  /** Rounded to three digits, so that reasons repeat. */
  private static String offCurve(Sensor sensor) {
    double ohm = sensor.at.resistance();
    var text =
        Double.isNaN(ohm)
            ? "unknown"
            : ohm >= 1e6
                ? Numbers.rounded(ohm / 1e6, 3) + " MOhm"
                : ohm >= 1e3
                    ? Numbers.rounded(ohm / 1e3, 3) + " kOhm"
                    : Numbers.rounded(ohm, 3) + " Ohm";
    return "off its curve (R " + text + ")";
  }

  static String impossible(double ohm) {
    return "impossible resistance " + Numbers.plain(ohm) + " Ohm";
  }

  private Source source(Filed row) {
    var known = sources.get(row.file());
    if (known == null) {
      known = newSource(row);
      sources.put(row.file(), known);
    }
    return known;
  }

  private Source newSource(Filed row) {
    var file =
        BlueforsFile.of(row.file())
            .orElseThrow(() -> new IllegalArgumentException(row.file() + " is no Bluefors log"));
    if (file.kind() != BlueforsFile.Kind.TEMPERATURE
        && file.kind() != BlueforsFile.Kind.RESISTANCE) {
      return new Source(file, null);
    }
    var key = new Key(file.day(), file.sensor());
    var sensor = sensors.get(key);
    if (sensor == null) {
      forget(row.row().time());
      sensor = new Sensor(names.temperature(file.sensor()).id(), CurveMemory.start());
      sensors.put(key, sensor);
    }
    return new Source(file, sensor);
  }

  private void forget(Instant now) {
    long before = now.getEpochSecond() - FORGOTTEN_SECONDS;
    if (sensors.values().removeIf(sensor -> sensor.at.lastRow() < before)) {
      sources.clear();
    }
  }
}
