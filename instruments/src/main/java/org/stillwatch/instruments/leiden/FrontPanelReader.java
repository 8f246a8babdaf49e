package org.stillwatch.instruments.leiden;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.logfile.ChannelNames;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.LogText;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FileRecord;

/** Reads the rows of one {@code logFP} file: pressures, flow, gauges, compressor, state bits. */
final class FrontPanelReader implements RowReader {

  /** The columns behind the date, for files without a header. */
  private static final List<String> NAMES =
      List.of(
          "P1",
          "P2",
          "P3",
          "P4",
          "P5",
          "P6",
          "P7",
          "Flow",
          "MG0",
          "MG1",
          "MG2",
          "MG3",
          "MG4",
          "MG5",
          "PT on",
          "W_in",
          "W_out",
          "He",
          "Oil",
          "P_low",
          "P_high",
          "PT current",
          "State0",
          "State1",
          "State2");

  private final LeidenHead head;
  private final List<Channel> columns;
  private final LocalClock clock;

  FrontPanelReader(LeidenHead head, List<Channel> columns, ZoneId zone, String memory) {
    this.head = head;
    this.columns = List.copyOf(columns);
    this.clock = new LocalClock(zone, LocalClock.Memory.decode(memory));
  }

  /** One channel for each column behind the date. */
  static List<Channel> columns(LeidenHead head, String instrument, Duration every) {
    var names = new ChannelNames();
    var columns = new ArrayList<Channel>();
    for (int i = 0; i < NAMES.size(); i++) {
      var told = i + 1 < head.names().size() ? head.names().get(i + 1) : "";
      var label = told.isEmpty() ? NAMES.get(i) : told;
      columns.add(
          Channel.number(ChannelId.of(instrument, names.name(label)), Unit.NONE, label, every));
    }
    return columns;
  }

  @Override
  public List<Channel> channels() {
    return columns;
  }

  @Override
  public Row read(FileRecord record) {
    var line = LogText.line(record.bytes());
    var fields = LeidenHead.fields(line);
    var date = LeidenHead.date(fields.getFirst());
    if (date.isEmpty()) {
      return head.isHeaderLine(line, record.offset())
          ? new Row.Nothing(clock.memory())
          : unreadable(
              LogText.quote(fields.getFirst())
                  + " is no date; expected one like 2021-02-26 09:58:05");
    }
    int expected = columns.size() + 1;
    if (fields.size() < expected
        || fields.subList(expected, fields.size()).stream().anyMatch(f -> !f.isEmpty())) {
      return unreadable(fields.size() + " fields; expected " + expected + " between tabs");
    }
    var stamp = clock.stamp(date.get());
    var readings = new ArrayList<Reading>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      readings.add(reading(columns.get(i).id(), fields.get(i + 1), stamp));
    }
    return new Row.Values(stamp.time(), readings, clock.memory());
  }

  private Row unreadable(String why) {
    return new Row.Unreadable(why, clock.memory());
  }

  private static Reading reading(ChannelId id, String field, LocalClock.Stamp at) {
    var number = LogText.number(field);
    if (number.isEmpty()) {
      return Reading.missing(
          id,
          at.time(),
          at.ordinal(),
          field.isEmpty() ? "empty field" : LogText.quote(field) + " is no number");
    }
    double value = number.getAsDouble();
    return Double.isFinite(value)
        ? Reading.measured(id, at.time(), at.ordinal(), value)
        : Reading.missing(id, at.time(), at.ordinal(), field);
  }
}
