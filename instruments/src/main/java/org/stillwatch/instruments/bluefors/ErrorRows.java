package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/**
 * The Errors log: keys and texts, several records may share a line. Only {@code ChN,T. UNDER} and
 * {@code ChN,T. OVER} are of use: they become a missing temperature, which {@link CurveJudge} lets
 * take the place of the temperature of that second. They do not go out themselves.
 */
final class ErrorRows implements RowFields {

  private static final Pattern SENSOR =
      Pattern.compile("ch\\s?([1-9]|1[0-6])", Pattern.CASE_INSENSITIVE);
  private static final Pattern EDGE = Pattern.compile("T\\.?\\s*(UNDER|OVER).*");

  private final BlueforsNames names;

  ErrorRows(BlueforsNames names) {
    this.names = names;
  }

  @Override
  public List<Reading> read(Fields fields, Instant time, int ordinal) {
    var edges = new ArrayList<Reading>(1);
    for (int field = FIRST; field + 1 < fields.count(); field++) {
      var sensor = SENSOR.matcher(fields.text(field));
      if (!sensor.matches()) {
        continue;
      }
      var edge = EDGE.matcher(fields.text(field + 1).toUpperCase(Locale.ROOT));
      if (edge.matches()) {
        var side = edge.group(1).equals("UNDER") ? "under" : "over";
        edges.add(
            Reading.missing(
                names.temperature(Integer.parseInt(sensor.group(1))).id(),
                time,
                ordinal,
                side + " its calibration curve (Errors log)"));
      }
    }
    return edges;
  }

  @Override
  public List<Channel> channels() {
    return List.of();
  }
}
