package org.stillwatch.instruments.oxford;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.InstantClock;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FileRecord;

/** Reads the rows of one VCL file. */
final class VclRowReader implements RowReader {

  /** A thermometer's reading time before 1972 (Unix seconds) means: never read. */
  private static final double NEVER = 63_072_000;

  private final VclHead head;
  private final VclColumns columns;
  private final InstantClock clock;

  VclRowReader(String instrument, Duration every, byte[] head, String memory) {
    this.head = VclHead.read(head);
    this.columns =
        this.head instanceof VclHead.Rows rows
            ? VclColumns.of(instrument, rows, every)
            : new VclColumns(List.of());
    this.clock = new InstantClock(InstantClock.Memory.decode(memory));
  }

  @Override
  public List<Channel> channels() {
    return columns.columns().stream().map(VclColumns.Column::channel).toList();
  }

  @Override
  public Row read(FileRecord record) {
    return switch (head) {
      case VclHead.Rows rows -> record.offset() == 0 ? nothing() : row(record, rows.rowBytes());
      case VclHead.Refused refused ->
          record.offset() == 0 ? new Row.Unreadable(refused.why(), clock.memory()) : nothing();
      case VclHead.Incomplete _ ->
          new Row.Unreadable(
              "not a VCL file: it ends within its header of 12288 bytes", clock.memory());
    };
  }

  private Row nothing() {
    return new Row.Nothing(clock.memory());
  }

  private Row row(FileRecord record, int rowBytes) {
    var bytes = ByteBuffer.wrap(record.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < rowBytes
        && bytes.limit() >= Double.BYTES
        && bytes.getDouble(0) == rowBytes) {
      return new Row.Unreadable(
          "the row at byte %d is cut off after %d of its %d bytes"
              .formatted(record.offset(), bytes.limit(), rowBytes),
          clock.memory());
    }
    if (bytes.limit() != rowBytes || bytes.getDouble(0) != rowBytes) {
      return new Row.Unreadable(
          "no row at byte %d: it begins with %s, expected the row size %d; skipped %d bytes"
              .formatted(
                  record.offset(),
                  bytes.limit() < Double.BYTES ? "too few bytes" : number(bytes.getDouble(0)),
                  rowBytes,
                  bytes.limit()),
          clock.memory());
    }
    double seconds = bytes.getDouble(16);
    if (!VclRecords.isTime(seconds)) {
      return new Row.Unreadable(
          "Time(secs) is " + number(seconds) + "; expected seconds since 1970", clock.memory());
    }
    double line = bytes.getDouble(8);
    if (!VclRecords.isLineNumber(line)) {
      return new Row.Unreadable(
          "LineNumber is " + number(line) + "; expected a count from 1", clock.memory());
    }
    var stamp = clock.stamp(Instant.ofEpochMilli(Math.round(seconds * 1000)));
    var readings = new ArrayList<Reading>(columns.columns().size());
    for (var column : columns.columns()) {
      readings.add(reading(column, bytes, stamp));
    }
    return new Row.Values(stamp.time(), readings, clock.memory());
  }

  private static Reading reading(VclColumns.Column column, ByteBuffer bytes, LocalClock.Stamp at) {
    var id = column.channel().id();
    double value = bytes.getDouble(column.index() * Double.BYTES);
    double readAt =
        column.readingTime().isPresent()
            ? bytes.getDouble(column.readingTime().getAsInt() * Double.BYTES)
            : Double.POSITIVE_INFINITY;
    if (readAt < NEVER) {
      return Reading.missing(id, at.time(), at.ordinal(), "never measured");
    }
    if (!Double.isFinite(value)) {
      return Reading.missing(id, at.time(), at.ordinal(), Double.isNaN(value) ? "NaN" : "infinite");
    }
    if (value == 0 && column.sort() == VclColumns.Sort.TEMPERATURE) {
      return Reading.missing(id, at.time(), at.ordinal(), "0 K, no reading");
    }
    if (value == 0 && column.sort() == VclColumns.Sort.RESISTANCE) {
      return Reading.missing(id, at.time(), at.ordinal(), "0 Ohm, no reading");
    }
    // a thermometer whose reading time is unknown may show an old value
    var quality = Double.isNaN(readAt) ? Quality.SUSPECT : Quality.GOOD;
    return new Reading.Measured(id, at.time(), at.ordinal(), value, quality);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Numbers.rounded(value, 6) : String.valueOf(value);
  }
}
