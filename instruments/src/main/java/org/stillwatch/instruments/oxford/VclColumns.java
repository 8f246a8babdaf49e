package org.stillwatch.instruments.oxford;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.logfile.ChannelNames;
import org.stillwatch.instruments.logfile.ColumnLabel;

/**
 * The columns of a VCL file as channels. A thermometer has two or three columns: {@code X t(s)},
 * the time of its reading (Unix seconds), {@code X T(K)} and {@code X R(Ohm)}; they are the
 * channels {@code x/time}, {@code x/temperature} and {@code x/resistance}. The columns LineSize,
 * LineNumber and Time are no channels.
 */
record VclColumns(List<Column> columns) {

  /** How the numbers of a column are judged. */
  enum Sort {
    READING_TIME,
    TEMPERATURE,
    RESISTANCE,
    OTHER
  }

  /**
   * @param index place in the row from 0
   * @param readingTime the column that tells when this thermometer was read, if there is one
   */
  record Column(int index, Channel channel, Sort sort, OptionalInt readingTime) {}

  private static final Pattern THERMOMETER =
      Pattern.compile("(.*\\S)\\s*(t\\(s\\)|T\\(K\\)|R\\(Ohm\\))");

  VclColumns {
    columns = List.copyOf(columns);
  }

  static VclColumns of(String instrument, VclHead.Rows head, Duration every) {
    var names = new ChannelNames();
    var columns = new ArrayList<Column>();
    var readingTimes = new HashMap<String, Integer>();
    int count = head.rowBytes() / Double.BYTES;
    for (int i = VclHead.LEAST_COLUMNS; i < count; i++) {
      var text = i < head.labels().size() ? head.labels().get(i).strip() : "";
      var label = text.isEmpty() ? "column " + (i + 1) : text;
      var match = THERMOMETER.matcher(label);
      if (!match.matches()) {
        var plain = ColumnLabel.parse(label);
        columns.add(
            new Column(
                i,
                channel(instrument, names.name(plain.name()), plain.unit(), label, every),
                Sort.OTHER,
                OptionalInt.empty()));
        continue;
      }
      var thing = match.group(1);
      var sort =
          switch (match.group(2)) {
            case "t(s)" -> Sort.READING_TIME;
            case "T(K)" -> Sort.TEMPERATURE;
            default -> Sort.RESISTANCE;
          };
      if (sort == Sort.READING_TIME) {
        readingTimes.put(thing, i);
      }
      var readingTime = readingTimes.get(thing);
      columns.add(
          new Column(
              i,
              channel(instrument, names.name(thing, quantity(sort)), unit(sort), label, every),
              sort,
              readingTime == null ? OptionalInt.empty() : OptionalInt.of(readingTime)));
    }
    return new VclColumns(columns);
  }

  private static Channel channel(
      String instrument, String name, Unit unit, String label, Duration every) {
    return Channel.number(ChannelId.of(instrument, name), unit, label, every);
  }

  private static String quantity(Sort sort) {
    return switch (sort) {
      case READING_TIME -> "time";
      case TEMPERATURE -> "temperature";
      case RESISTANCE -> "resistance";
      case OTHER -> "value";
    };
  }

  private static Unit unit(Sort sort) {
    return switch (sort) {
      case READING_TIME -> Unit.of("s");
      case TEMPERATURE -> Unit.KELVIN;
      case RESISTANCE -> Unit.OHM;
      case OTHER -> Unit.NONE;
    };
  }
}
