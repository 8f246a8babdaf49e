package org.stillwatch.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured as rows of a Markdown table. */
final class Table {

  private Table() {}

  static void head(String... columns) {
    row((Object[]) columns);
    row(Arrays.stream(columns).map(column -> "---").toArray());
  }

  static void row(Object... cells) {
    var line = new StringBuilder("|");
    for (var cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    System.out.println(line);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }

  static String perSecond(long count, Duration time) {
    return String.format(Locale.ROOT, "%,.0f", (double) count / (time.toNanos() / 1e9));
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
