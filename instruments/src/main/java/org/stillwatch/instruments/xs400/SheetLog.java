package org.stillwatch.instruments.xs400;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.ChannelNames;
import org.stillwatch.instruments.logfile.ColumnLabel;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.LogText;

/**
 * The rows of one workbook as readings, from the first row on. The row of labels may be missing;
 * then the columns are those of the original.
 */
final class SheetLog implements Closeable {

  /** How the rows of an instrument are read. */
  record Manner(String instrument, ZoneId zone, Duration every, TimeStamps times) {}

  /** One row of the log. */
  sealed interface Entry {
    /** The row's number in the sheet. */
    long number();

    /** A hash of what the row holds. */
    String hash();

    record Values(long number, String hash, Instant time, List<Reading> readings)
        implements Entry {}

    record Unreadable(long number, String hash, String why) implements Entry {}
  }

  private record Column(int index, Channel channel) {}

  private static final List<String> LABELS =
      List.of(
          "Time Stamp",
          "T1(K)",
          "T2(K)",
          "T3(K)",
          "T4(K)",
          "T51(K)",
          "T52(K)",
          "flow(ml/min)",
          "P1(bar)",
          "P2(bar)",
          "P3(mbar)",
          "P5(bar)",
          "Chamber(Pa)");

  private final Manner manner;
  private final SheetReader rows;
  private final LocalClock clock;
  private List<Column> columns = List.of();
  private int timeColumn = -1;

  SheetLog(Manner manner, SheetReader rows) {
    this.manner = manner;
    this.rows = rows;
    this.clock = new LocalClock(manner.zone(), LocalClock.Memory.START);
  }

  List<Channel> channels() {
    return columns.stream().map(Column::channel).toList();
  }

  /** The next row that is no label and not empty; empty after the last. */
  Optional<Entry> next() throws IOException {
    for (var row = rows.next(); row.isPresent(); row = rows.next()) {
      if (row.get().cells().isEmpty() || isLabels(row.get())) {
        continue;
      }
      return Optional.of(entry(row.get()));
    }
    return Optional.empty();
  }

  private boolean isLabels(SheetReader.SheetRow row) {
    if (timeColumn >= 0) {
      return false;
    }
    for (var cell : row.cells()) {
      if (cell.sort() == SheetReader.Sort.TEXT
          && cell.text().toLowerCase(Locale.ROOT).startsWith("time")) {
        timeColumn = cell.column();
        columns = columns(row.cells());
        return true;
      }
    }
    return false;
  }

  private List<Column> columns(List<SheetReader.Cell> labels) {
    var names = new ChannelNames();
    var out = new ArrayList<Column>();
    for (var cell : labels) {
      if (cell.column() == timeColumn || cell.text().equalsIgnoreCase("LineNumber")) {
        continue;
      }
      var label = ColumnLabel.parse(cell.text());
      out.add(
          new Column(
              cell.column(),
              Channel.number(
                  ChannelId.of(manner.instrument(), names.name(label.name())),
                  label.unit(),
                  label.text(),
                  manner.every())));
    }
    return out;
  }

  private Entry entry(SheetReader.SheetRow row) {
    var hash = hash(row);
    int shift = 0;
    int column = Math.max(timeColumn, 0);
    var time = time(row, column);
    if (time.isEmpty() && column > 0 && time(row, column - 1).isPresent()) {
      // the labels name the line number, which is no cell
      time = time(row, column - 1);
      shift = -1;
    }
    if (time.isEmpty()) {
      return new Entry.Unreadable(
          row.number(),
          hash,
          LogText.quote(row.cell(column).map(SheetReader.Cell::text).orElse(""))
              + " is no known form of a time stamp; expected one like 2026/6/26 15:55:02, or set"
              + " time-format");
    }
    if (timeColumn < 0) {
      timeColumn = 0;
      var labels = new ArrayList<SheetReader.Cell>();
      for (int i = 0; i < LABELS.size(); i++) {
        labels.add(new SheetReader.Cell(i, SheetReader.Sort.TEXT, LABELS.get(i)));
      }
      columns = columns(labels);
    }
    var stamp = clock.stamp(time.get());
    var readings = new ArrayList<Reading>(columns.size());
    for (var one : columns) {
      readings.add(reading(one.channel().id(), row.cell(one.index() + shift), stamp));
    }
    return new Entry.Values(row.number(), hash, stamp.time(), readings);
  }

  private Optional<LocalDateTime> time(SheetReader.SheetRow row, int column) {
    return row.cell(column).flatMap(manner.times()::parse);
  }

  private static Reading reading(
      ChannelId id, Optional<SheetReader.Cell> cell, LocalClock.Stamp at) {
    if (cell.isEmpty()) {
      return Reading.missing(id, at.time(), at.ordinal(), "empty cell");
    }
    var value = LogText.number(cell.get().text());
    if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      return Reading.missing(
          id, at.time(), at.ordinal(), LogText.quote(cell.get().text()) + " is no number");
    }
    return value.getAsDouble() == 0
        ? Reading.missing(id, at.time(), at.ordinal(), "0 = no value")
        : Reading.measured(id, at.time(), at.ordinal(), value.getAsDouble());
  }

  private static String hash(SheetReader.SheetRow row) {
    var text = new StringBuilder().append(row.number());
    for (var cell : row.cells()) {
      text.append('\n').append(cell.column()).append(' ').append(cell.text());
    }
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
