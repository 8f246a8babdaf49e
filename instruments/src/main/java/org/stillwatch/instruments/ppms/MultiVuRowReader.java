package org.stillwatch.instruments.ppms;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.InstantClock;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.LogText;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowMemory;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FileRecord;

/** Reads the rows of one MultiVu file. */
final class MultiVuRowReader implements RowReader {

  private final MultiVuHead head;
  private final List<MultiVuHead.Column> columns;
  private final TimeBase base;
  private final InstantClock utc;
  private final LocalClock wall;

  MultiVuRowReader(String instrument, ZoneId zone, Duration every, byte[] head, String memory) {
    this.head = MultiVuHead.read(head);
    this.columns =
        this.head instanceof MultiVuHead.Rows rows ? rows.columns(instrument, every) : List.of();
    Optional<FileOpened> opened =
        this.head instanceof MultiVuHead.Rows rows ? rows.opened() : Optional.empty();
    this.base = new TimeBase(opened, zone);
    int split = memory.indexOf(';');
    this.utc =
        new InstantClock(
            InstantClock.Memory.decode(split < 0 ? memory : memory.substring(0, split)));
    this.wall =
        new LocalClock(
            zone, LocalClock.Memory.decode(split < 0 ? memory : memory.substring(split + 1)));
  }

  @Override
  public List<Channel> channels() {
    return columns.stream().map(MultiVuHead.Column::channel).toList();
  }

  @Override
  public Row read(FileRecord record) {
    return switch (head) {
      case MultiVuHead.Rows rows ->
          record.offset() < rows.rowsAt() ? nothing() : row(LogText.line(record.bytes()), rows);
      case MultiVuHead.Refused refused ->
          record.number() == 1 ? unreadable(refused.why()) : nothing();
      case MultiVuHead.Incomplete _ -> nothing();
    };
  }

  private Row row(String line, MultiVuHead.Rows rows) {
    if (line.isBlank()) {
      return nothing();
    }
    var fields = CommaFields.split(line);
    for (int i = rows.labels().size(); i < fields.size(); i++) {
      if (!fields.get(i).isEmpty()) {
        return unreadable(
            "%d fields, more than the %d columns of the header; field %d is %s"
                .formatted(
                    fields.size(), rows.labels().size(), i + 1, LogText.quote(fields.get(i))));
      }
    }
    boolean comment =
        rows.comment().isPresent() && !field(fields, rows.comment().getAsInt()).isEmpty();
    if (comment
        && fields.size() > 1
        && columns.stream().allMatch(c -> field(fields, c.index()).isEmpty())) {
      return nothing();
    }
    var time = field(fields, rows.time());
    var seconds = LogText.number(time);
    if (seconds.isEmpty()) {
      return unreadable(
          LogText.quote(time)
              + " is no time; expected seconds in column "
              + LogText.quote(rows.labels().get(rows.time())));
    }
    return switch (base.moment(seconds.getAsDouble())) {
      case TimeBase.Moment.Unknown unknown -> unreadable(unknown.why());
      case TimeBase.Moment.Utc moment -> values(fields, utc.stamp(moment.time()));
      case TimeBase.Moment.Wall moment -> values(fields, wall.stamp(moment.time()));
    };
  }

  private Row values(List<String> fields, LocalClock.Stamp at) {
    var readings = new ArrayList<Reading>(columns.size());
    for (var column : columns) {
      readings.add(reading(column, fields, at));
    }
    return new Row.Values(at.time(), readings, memory());
  }

  private static Reading reading(
      MultiVuHead.Column column, List<String> fields, LocalClock.Stamp at) {
    var id = column.channel().id();
    if (column.index() >= fields.size()) {
      return Reading.missing(id, at.time(), at.ordinal(), "row ends before this field");
    }
    var text = fields.get(column.index());
    if (text.isEmpty()) {
      return Reading.missing(id, at.time(), at.ordinal(), "empty field");
    }
    var value = LogText.number(text);
    if (value.isEmpty()) {
      return Reading.missing(id, at.time(), at.ordinal(), LogText.quote(text) + " is no number");
    }
    return Double.isFinite(value.getAsDouble())
        ? Reading.measured(id, at.time(), at.ordinal(), value.getAsDouble())
        : Reading.missing(id, at.time(), at.ordinal(), text);
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  private Row nothing() {
    return new Row.Nothing(memory());
  }

  private Row unreadable(String why) {
    return new Row.Unreadable(why, memory());
  }

  private RowMemory memory() {
    var utcMemory = utc.memory();
    var wallMemory = wall.memory();
    return () -> utcMemory.encode() + ";" + wallMemory.encode();
  }
}
