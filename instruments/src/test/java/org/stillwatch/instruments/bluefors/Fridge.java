package org.stillwatch.instruments.bluefors;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FilePosition;
import org.stillwatch.link.file.FileRecord;

/** A fridge with the usual wiring, for tests that read single lines. */
final class Fridge {

  static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private Fridge() {}

  static BlueforsNames names(Map<String, BlueforsSettings.Sensor> sensors) {
    return new BlueforsNames("fridge", sensors, List.of("mxc", "still"), Duration.ofSeconds(60));
  }

  static BlueforsFormat format() {
    return new BlueforsFormat(names(Map.of()), ZURICH);
  }

  static RowReader reader(String file) {
    return format().open(file, new byte[0], "");
  }

  static FileRecord record(String file, byte[] bytes, long number) {
    return new FileRecord(file, 0, number, bytes, new FilePosition(file, "", 0, number, ""));
  }

  /** What a file gives for these lines. */
  static List<Row> rows(String file, String... lines) {
    var reader = reader(file);
    var out = new ArrayList<Row>();
    for (var line : lines) {
      out.add(
          reader.read(
              record(file, (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1), out.size() + 1)));
    }
    return out;
  }

  /** The readings of one line: the value, or {@code missing: why}, by the channel's name. */
  static Map<String, String> read(String file, String line) {
    var out = new LinkedHashMap<String, String>();
    switch (rows(file, line).getFirst()) {
      case Row.Values values ->
          values.readings().forEach(r -> out.put(r.channel().name(), text(r)));
      case Row.Nothing nothing -> out.put("nothing", "");
      case Row.Unreadable bad -> out.put("unreadable", bad.why());
    }
    return out;
  }

  static String text(Reading reading) {
    return switch (reading) {
      case Reading.Measured measured -> String.valueOf(measured.value());
      case Reading.Missing missing -> "missing: " + missing.reason();
    };
  }

  static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(ZURICH).toInstant();
  }
}
