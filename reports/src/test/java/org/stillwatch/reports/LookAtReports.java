package org.stillwatch.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes reports into a folder to be looked at, with their sizes and how long each took after the
 * first: {@code LookAtReports FOLDER}.
 */
final class LookAtReports {

  private static final int TIMES = 20;

  private LookAtReports() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    var records =
        new TreeMap<>(
            Map.of(
                "cooldown", Records.cooldown(),
                "brief", Records.brief(),
                "blind", Records.blind(),
                "crowded", Records.crowded(200, 900),
                "odd", Records.saying(ReportsTest.ODD)));
    for (var record : records.entrySet()) {
      var reporter = new RunReporter();
      long first = System.nanoTime();
      var files = reporter.report(record.getValue());
      long begin = System.nanoTime();
      for (int i = 0; i < TIMES; i++) {
        reporter.report(record.getValue());
      }
      long each = (System.nanoTime() - begin) / TIMES;
      for (var file : files) {
        var ending = file.name().substring(file.name().lastIndexOf('.'));
        Files.write(folder.resolve(record.getKey() + ending), file.bytes());
      }
      System.out.printf(
          "%-9s html %7d bytes, pdf %7d bytes, first %5d ms, then %4d ms%n",
          record.getKey(),
          files.get(0).bytes().length,
          files.get(1).bytes().length,
          (begin - first) / 1_000_000,
          each / 1_000_000);
    }
  }
}
