package org.stillwatch.instruments.logfile;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.file.FilePosition;
import org.stillwatch.link.file.FileRecord;
import org.stillwatch.link.file.RecordFormat;

/** Reads a file in one go through a format's cutter and reader, for tests of formats. */
public final class WholeFile {

  private WholeFile() {}

  /** A folder of real files, or the test is skipped. */
  public static Path realFiles(String folder) {
    var path = Path.of("../../shared/data").resolve(folder);
    Assumptions.assumeTrue(
        path.toFile().isDirectory(), "the real files of " + path + " are not here");
    return path;
  }

  public static List<FileRecord> cut(RecordFormat format, String file, byte[] bytes) {
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, format.headBytes()));
    var records = new ArrayList<FileRecord>();
    if (format.identityBytes(head) < 0) {
      return records;
    }
    var cutter = format.cutter(head);
    int at = 0;
    while (at < bytes.length) {
      int length =
          cutter.next(
              ByteBuffer.wrap(bytes, at, Math.min(cutter.window(), bytes.length - at)).slice(), at);
      if (length == 0) {
        break;
      }
      int number = records.size() + 1;
      records.add(
          new FileRecord(
              file,
              at,
              number,
              Arrays.copyOfRange(bytes, at, at + length),
              new FilePosition(file, "-", at + length, number, "-")));
      at += length;
    }
    return records;
  }

  /** All rows, the reader being opened again from its memory after each of them. */
  public static List<Row> rows(LogFormat format, String file, byte[] bytes) {
    var records = format.records(file);
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, records.headBytes()));
    var rows = new ArrayList<Row>();
    var memory = "";
    for (var record : cut(records, file, bytes)) {
      var row = format.open(file, head, memory).read(record);
      memory = row.after().encode();
      rows.add(row);
    }
    return rows;
  }

  /** All rows by one reader. */
  public static List<Row> rowsAtOnce(LogFormat format, String file, byte[] bytes) {
    var records = format.records(file);
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, records.headBytes()));
    var reader = format.open(file, head, "");
    return cut(records, file, bytes).stream().map(reader::read).toList();
  }

  public static List<Row.Values> values(List<Row> rows) {
    return rows.stream().filter(Row.Values.class::isInstance).map(Row.Values.class::cast).toList();
  }

  public static List<String> problems(List<Row> rows) {
    return rows.stream()
        .filter(Row.Unreadable.class::isInstance)
        .map(row -> ((Row.Unreadable) row).why())
        .toList();
  }

  /** The readings of a row as text by channel name: {@code 4.2}, {@code missing: NaN}. */
  public static Map<String, String> texts(Row.Values row) {
    var texts = new TreeMap<String, String>();
    for (var reading : row.readings()) {
      texts.put(
          reading.channel().name(),
          switch (reading) {
            case Reading.Measured m ->
                Numbers.plain(m.value()) + (m.quality() == Quality.GOOD ? "" : " suspect");
            case Reading.Missing m -> "missing: " + m.reason();
          });
    }
    return texts;
  }
}
