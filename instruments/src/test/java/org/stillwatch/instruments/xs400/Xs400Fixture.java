package org.stillwatch.instruments.xs400;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowMemory;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.simulators.xs400.XlsxLogWriter;

/** A folder of workbooks in memory, and what the tests do with it. */
class Xs400Fixture {

  static final Instant NOW = Instant.parse("2026-06-26T12:00:00Z");
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  final Path folder = Jimfs.newFileSystem(Configuration.unix()).getPath("/logs");
  long version;

  Xs400Fixture() throws IOException {
    Files.createDirectories(folder);
  }

  Xs400Log log() {
    return log(Optional.empty());
  }

  Xs400Log log(Optional<String> timeFormat) {
    return new Xs400Log(
        folder,
        new SheetLog.Manner("xs", ZONE, Duration.ofSeconds(60), new TimeStamps(timeFormat)));
  }

  XlsxLogWriter writer(String name) {
    return XlsxLogWriter.create(folder.resolve(name), XlsxLogWriter.LABELS);
  }

  /** Writes a file with a time of its own, later than all before. */
  void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    Files.setLastModifiedTime(
        folder.resolve(name), FileTime.from(NOW.minusSeconds(10_000).plusSeconds(++version)));
  }

  static void rows(XlsxLogWriter writer, int from, int to) {
    for (int i = from; i < to; i++) {
      writer.hold("2026/6/26 %d:%02d:00".formatted(8 + i / 60, i % 60), 4 + i, 0, 300);
    }
  }

  /** Turns until there is no more; the T1 of each new row. */
  static List<String> t1(Xs400Log log) {
    var out = new ArrayList<String>();
    Turn turn;
    do {
      turn = log.turn(NOW);
      turn.scans().forEach(scan -> out.add(text(scan, "t1")));
    } while (turn.more());
    return out;
  }

  static String text(Scan scan, String name) {
    return WholeFile.texts(new Row.Values(scan.time(), scan.readings(), RowMemory.EMPTY))
        .getOrDefault(name, "absent");
  }

  static byte[] zip(Map<String, String> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
