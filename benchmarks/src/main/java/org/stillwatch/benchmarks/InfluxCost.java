package org.stillwatch.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore.Arrivals;
import org.stillwatch.simulators.wire.Influxd;
import org.stillwatch.stores.influx.ChannelNames;
import org.stillwatch.stores.influx.InfluxServer;
import org.stillwatch.stores.influx.InfluxSettings;
import org.stillwatch.stores.influx.InfluxSink;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * How fast a sink catches up into a real InfluxDB, beside a loop that posts one point at a time, as
 * the tools did that it replaces; and what the store pays for being followed.
 */
final class InfluxCost {

  private static final int CHANNELS = 20;
  private static final int COMMIT = 1_000;
  private static final int SINGLE = 5_000;
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private InfluxCost() {}

  /**
   * @param size in 100,000 readings
   */
  static void run(int size, Scratch scratch) throws Exception {
    if (Influxd.program().isEmpty()) {
      System.err.println(Influxd.INSTALL);
      return;
    }
    int count = size * 100_000;
    index(count, scratch);
    System.out.println();
    try (var influxd = Influxd.start(scratch.fresh("influxd"));
        var store = filled(count, scratch.fresh("store"), true)) {
      catchUp(influxd, store.store(), count);
    }
  }

  private record Filled(SqliteStore store, Duration took) implements AutoCloseable {
    @Override
    public void close() {
      store.close();
    }
  }

  private static Filled filled(int count, Path folder, boolean followed) {
    var store = SqliteStore.open(folder);
    if (followed) {
      var made = store.arrivals(Arrivals.BEGINNING, 1);
    }
    var channels = new ArrayList<Channel>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(
          Channel.number(
              new ChannelId("lab/c" + i + "/temperature"),
              Unit.KELVIN,
              "C" + i,
              Duration.ofSeconds(1)));
    }
    long begin = System.nanoTime();
    for (int done = 0; done < count; done += COMMIT) {
      var readings = new ArrayList<Reading>(COMMIT);
      for (int i = done; i < Math.min(count, done + COMMIT); i++) {
        readings.add(
            Reading.measured(
                channels.get(i % CHANNELS).id(),
                START.plusSeconds(i / CHANNELS),
                0,
                Math.round(1e4 * (4 + Math.sin(i / 1e4))) / 1e4));
      }
      var stored = store.commit(Commit.ofReadings(channels, readings));
    }
    return new Filled(store, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static void index(int count, Scratch scratch) throws IOException {
    Table.head(
        String.format(Locale.ROOT, "%,d readings, commits of %,d", count, COMMIT),
        "commits took",
        "bytes a reading");
    for (boolean followed : List.of(false, true, false, true)) {
      try (var filled = filled(count, scratch.fresh("index"), followed)) {
        Table.row(
            followed ? "a sink follows" : "no sink",
            Table.seconds(filled.took()),
            String.format(Locale.ROOT, "%.1f", (double) filled.store().bytes() / count));
      }
    }
    try (var filled = filled(count, scratch.fresh("index"), false)) {
      long begin = System.nanoTime();
      var first = filled.store().arrivals(Arrivals.BEGINNING, 1);
      Table.row(
          "the first sink comes: the index is made",
          Table.seconds(Duration.ofNanos(System.nanoTime() - begin)),
          String.format(Locale.ROOT, "%.1f", (double) filled.store().bytes() / count));
    }
  }

  private static void catchUp(Influxd influxd, SqliteStore store, int count) throws Exception {
    Table.head("into influxd", "points", "took", "points/s", "ratio");
    double single = single(influxd);
    Table.row(
        "one request a point, kept connection",
        String.format(Locale.ROOT, "%,d", SINGLE),
        Table.seconds(Duration.ofNanos((long) (SINGLE / single * 1e9))),
        String.format(Locale.ROOT, "%,.0f", single),
        "1");
    for (int i = 0; i < 3; i++) {
      var database = "bench" + i;
      influxd.command("CREATE DATABASE " + database);
      var took = sink(influxd, store, database);
      long there = influxd.count(database, "temperature", "value");
      if (there != count) {
        throw new IllegalStateException(there + " of " + count + " points are there");
      }
      Table.row(
          "a sink that catches up",
          String.format(Locale.ROOT, "%,d", count),
          Table.seconds(took),
          Table.perSecond(count, took),
          String.format(Locale.ROOT, "%.0f", count / (took.toNanos() / 1e9) / single));
    }
    long begin = System.nanoTime();
    long position = Arrivals.BEGINNING;
    Arrivals page;
    do {
      page = store.arrivals(position, 5_000);
      position = page.last();
    } while (page.last() < page.newest());
    var read = Duration.ofNanos(System.nanoTime() - begin);
    Table.row(
        "of that, reading the store",
        String.format(Locale.ROOT, "%,d", count),
        Table.seconds(read),
        Table.perSecond(count, read),
        "");
  }

  private static Duration sink(Influxd influxd, SqliteStore store, String database) {
    var settings =
        new InfluxSettings(
            database,
            new InfluxServer.V1(
                URI.create(influxd.base()), database, Optional.empty(), Optional.empty()),
            ChannelNames.USUAL,
            List.of(),
            InfluxSettings.From.BEGINNING,
            false);
    long begin = System.nanoTime();
    try (var sink = InfluxSink.opening(settings).open(store)) {
      var step = sink.step(Instant.now());
      while (step.pause().isZero()) {
        step = sink.step(Instant.now());
      }
      if (step.health().state() != Health.State.OK) {
        throw new IllegalStateException(step.health().reason());
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Points a second. */
  private static double single(Influxd influxd) throws Exception {
    influxd.command("CREATE DATABASE single");
    var address = URI.create(influxd.base() + "/write?db=single");
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long begin = System.nanoTime();
      for (int i = 0; i < SINGLE; i++) {
        var line =
            "temperature,instrument=lab,thing=c0,unit=K value=4."
                + i
                + " "
                + (START.getEpochSecond() + i)
                + "000000000";
        var answer =
            client.send(
                HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString(line))
                    .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 204) {
          throw new IllegalStateException(answer.statusCode() + " to " + line);
        }
      }
      return SINGLE / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
