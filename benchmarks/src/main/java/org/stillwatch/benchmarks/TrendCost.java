package org.stillwatch.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.stores.sqlite.SqliteStore;

/** The size of imported days on the disk, and the time of a curve of 1000 points over them. */
final class TrendCost {

  private static final int RUNS = 15;
  private static final int POINTS = 1000;

  private TrendCost() {}

  static void run(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var data = scratch.fresh("data");
    var run = ImportCost.into(data, scratch.station(days.folder()), List.of(), List.of());
    try (var store = SqliteStore.openReadOnly(data)) {
      System.out.printf(
          Locale.ROOT,
          "%d readings in %s: %.1f bytes a reading%n",
          run.readings(),
          Table.megabytes(store.bytes()),
          (double) store.bytes() / run.readings());
      var channel = ChannelId.of("fridge", "50k/temperature");
      var last =
          store.latest().stream()
              .filter(reading -> reading.channel().equals(channel))
              .map(reading -> reading.time())
              .findFirst()
              .orElseThrow();
      var ranges =
          new TreeMap<>(
              Map.of(
                  Duration.ofHours(1), "1 hour",
                  Duration.ofDays(1), "1 day",
                  Duration.ofDays(6), "6 days"));
      Table.head("1000-point curve of " + channel, "readings", "points", "best of " + RUNS);
      ranges.forEach((length, words) -> show(words, store, channel, last, length));
    }
  }

  private static void show(
      String words, SqliteStore store, ChannelId channel, Instant last, Duration length) {
    var to = last.plusNanos(1);
    var from = last.minus(length);
    double best = Double.MAX_VALUE;
    long readings = 0;
    int points = 0;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      var trend = store.trend(channel, from, to, POINTS);
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
      points = trend.size();
      readings = trend.stream().mapToLong(bucket -> bucket.count() + bucket.missing()).sum();
    }
    Table.row(words, readings, points, Table.millis(best));
  }
}
