package org.stillwatch.stores.sqlite;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore.Stored;

/**
 * Measures the store: {@code StoreSpeed [MILLION_READINGS [DIRECTORY]]}. Forty channels with a
 * reading each 10 s, in commits of 20,000 readings, as an import makes them.
 */
public final class StoreSpeed {

  private static final int CHANNELS = 40;
  private static final int COMMIT = 20_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private StoreSpeed() {}

  public static void main(String[] arguments) throws Exception {
    double millions = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2.5;
    var directory =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Files.createTempDirectory("stillwatch-speed");
    int commits = (int) (millions * 1_000_000 / COMMIT);
    var channels = new ArrayList<Channel>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(Channel.number(ChannelId.of("fridge", "c" + i), Unit.KELVIN, "c" + i, PERIOD));
    }
    try (var store = SqliteStore.open(directory)) {
      importAll(store, channels, commits, "first import");
      importAll(store, channels, commits, "import again");
      System.out.printf(
          "%.1f bytes a reading%n", (double) store.bytes() / ((long) commits * COMMIT));
      for (int i = 0; i < 3; i++) {
        readBack(store, channels, commits);
      }
      live(store, channels, commits);
    }
    long opened = System.nanoTime();
    try (var store = SqliteStore.open(directory)) {
      System.out.printf(
          "open and latest: %.1f ms (%d channels)%n", millis(opened), store.latest().size());
    }
  }

  private static void importAll(
      SqliteStore store, List<Channel> channels, int commits, String what) {
    var random = new Random(1);
    long storing = 0;
    long cpu = 0;
    var sum = new Stored(0, 0, 0);
    for (int commit = 0; commit < commits; commit++) {
      var readings = new ArrayList<Reading>(COMMIT);
      for (int i = 0; i < COMMIT; i++) {
        int row = (commit * COMMIT + i) / CHANNELS;
        var id = channels.get(i % CHANNELS).id();
        var time = START.plus(PERIOD.multipliedBy(row));
        readings.add(
            row % 100 == 7
                ? Reading.missing(id, time, 0, "sensor off")
                : Reading.measured(id, time, 0, random.nextInt(1_000_000) / 1000.0));
      }
      var batch = Commit.ofReadings(channels, readings);
      long start = System.nanoTime();
      long cpuStart = THREAD.getCurrentThreadCpuTime();
      var stored = store.commit(batch);
      storing += System.nanoTime() - start;
      cpu += THREAD.getCurrentThreadCpuTime() - cpuStart;
      sum =
          new Stored(
              sum.stored() + stored.stored(),
              sum.alreadyThere() + stored.alreadyThere(),
              sum.conflicting() + stored.conflicting());
    }
    System.out.printf(
        "%s: %,.0f readings/s, %,.0f a second of CPU time, %s%n",
        what,
        (double) commits * COMMIT / storing * 1e9,
        (double) commits * COMMIT / cpu * 1e9,
        sum);
  }

  private static void readBack(SqliteStore store, List<Channel> channels, int commits) {
    var end = START.plus(PERIOD.multipliedBy((long) commits * COMMIT / CHANNELS));
    var id = channels.get(3).id();
    long start = System.nanoTime();
    int day = store.trend(id, START, START.plus(Duration.ofDays(1)), 1000).size();
    System.out.printf("trend of a day, %d points: %.1f ms%n", day, millis(start));
    start = System.nanoTime();
    int all = store.trend(id, START, end, 1000).size();
    System.out.printf(
        "trend of %d readings, %d points: %.1f ms%n",
        commits * COMMIT / CHANNELS, all, millis(start));
    var count = new long[1];
    start = System.nanoTime();
    store.readMerged(
        channels.stream().map(Channel::id).toList(), START, end, reading -> count[0]++);
    System.out.printf("merged read: %,.0f readings/s%n", count[0] / millis(start) * 1000);
  }

  private static void live(SqliteStore store, List<Channel> channels, int commits) {
    var after = START.plus(PERIOD.multipliedBy((long) commits * COMMIT));
    var millis = new double[200];
    for (int i = 0; i < millis.length; i++) {
      var time = after.plusSeconds(i);
      var batch =
          Commit.ofReadings(
              channels,
              channels.stream()
                  .map(channel -> Reading.measured(channel.id(), time, 0, 4))
                  .toList());
      long start = System.nanoTime();
      store.commit(batch);
      millis[i] = millis(start);
    }
    Arrays.sort(millis);
    System.out.printf(
        "commit of %d readings: p50 %.2f ms, p99 %.2f ms%n", CHANNELS, millis[100], millis[198]);
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
