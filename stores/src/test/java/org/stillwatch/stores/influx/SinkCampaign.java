package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.simulators.wire.Influxd;

/**
 * Random readings, faults of network, server and disk, and kills between delivery and commit,
 * before a real InfluxDB. At the end it has every reading that it could take, once, with its value,
 * and the sink has told of each that it could not: {@code SinkCampaign FIRST_SEED SEEDS ROUNDS}.
 */
final class SinkCampaign {

  private static final List<ChannelId> GOOD =
      List.of(
          new ChannelId("lab/a/temperature"),
          new ChannelId("lab/b/temperature"),
          new ChannelId("lab/p1"));

  /** The database has texts under its name. */
  private static final ChannelId CONFLICTING = new ChannelId("lab/bad");

  private final Random random;
  private final String database;
  private final Map<ChannelId, Map<Long, Double>> stored = new TreeMap<>();
  private long refused;

  private SinkCampaign(long seed) {
    this.random = new Random(seed);
    this.database = "lab" + seed;
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("campaign");
    long first = Long.parseLong(arguments[0]);
    int rounds = Integer.parseInt(arguments[2]);
    try (var influxd = Influxd.start(folder)) {
      for (long seed = first; seed < first + Long.parseLong(arguments[1]); seed++) {
        System.out.println("seed " + seed + ": " + run(influxd, seed, rounds));
      }
    }
  }

  /** One campaign; what happened in it. */
  static String run(Influxd influxd, long seed, int rounds)
      throws IOException, InterruptedException {
    return new SinkCampaign(seed).run(influxd, rounds);
  }

  private String run(Influxd influxd, int rounds) throws IOException, InterruptedException {
    influxd.command("CREATE DATABASE " + database);
    writeText(influxd);
    int kills = 0;
    int crashes = 0;
    try (var proxy = new FaultyProxy(influxd.base(), random.nextLong(), 0.3 * random.nextDouble());
        var lab =
            new Lab(
                Lab.settings(
                    new InfluxServer.V1(
                        URI.create(proxy.base()), database, Optional.empty(), Optional.empty())),
                Duration.ofMillis(500))) {
      for (int round = 0; round < rounds; round++) {
        lab.commit(readings());
        if (random.nextInt(3) == 0) {
          lab.store.refuseCommits("disk full");
        }
        try {
          for (int i = random.nextInt(3); i > 0; i--) {
            var step = lab.step();
            lab.time.advance(Duration.ofSeconds(1));
          }
        } catch (StoreUnavailable killedBetweenDeliveryAndCommit) {
          crashes++;
        }
        if (random.nextInt(6) == 0) {
          lab.restart();
          kills++;
        }
        lab.store.acceptCommits();
      }
      proxy.heal();
      var last = lab.catchUp();
      // a machine that is busy may take longer than the short time-out of this campaign
      for (int i = 0; i < 100 && last.waiting() > 0; i++) {
        last = lab.catchUp();
      }
      assertEquals(0, last.waiting());
      check(influxd);
      assertTrue(
          refused == 0
              || lab.store.journal(1000).stream().anyMatch(e -> e.text().contains("refused")),
          "what was refused is told");
      return stored.values().stream().mapToInt(Map::size).sum()
          + " readings, "
          + refused
          + " refused, "
          + kills
          + " kills, "
          + crashes
          + " full disks, faults "
          + new TreeMap<>(proxy.done());
    }
  }

  private void writeText(Influxd influxd) {
    var server =
        new InfluxServer.V1(
            URI.create(influxd.base()), database, Optional.empty(), Optional.empty());
    try (var client = new WriteClient(server, Duration.ofSeconds(10))) {
      assertEquals(
          new Answer.Stored(),
          client.write(List.of("bad,instrument=lab value=\"text\" 1782475200000000000"), Lab.NOON));
    }
  }

  private List<Reading> readings() {
    var readings = new ArrayList<Reading>();
    for (int i = random.nextInt(120); i > 0; i--) {
      long second = random.nextInt(2_000_000);
      var channel = GOOD.get(random.nextInt(GOOD.size()));
      if (random.nextInt(30) == 0) {
        refused++;
        // types are kept by the week: in another one there would be no conflict
        readings.add(Lab.value(CONFLICTING, second % 100_000, 1));
      } else if (stored.computeIfAbsent(channel, id -> new TreeMap<>()).get(second) == null) {
        double value = random.nextGaussian();
        stored.get(channel).put(second, value);
        readings.add(Lab.value(channel, second, value));
      }
    }
    return readings;
  }

  private void check(Influxd influxd) throws IOException, InterruptedException {
    for (var channel : GOOD) {
      var found = new TreeMap<Long, Double>();
      var thing = Naming.thing(channel);
      var rows =
          influxd.query(
              database,
              "SELECT value FROM \""
                  + Naming.quantity(channel)
                  + "\" WHERE \"instrument\" = 'lab'"
                  + (thing.isEmpty() ? "" : " AND \"thing\" = '" + thing + "'"));
      for (var row : rows) {
        found.put(
            row.get(0).asLong() / 1_000_000_000 - Lab.NOON.getEpochSecond(), row.get(1).asDouble());
      }
      assertEquals(rows.size(), found.size(), "twice");
      assertEquals(stored.getOrDefault(channel, Map.of()), found, channel.text());
    }
    assertEquals(1, influxd.count(database, "bad", "value"));
  }
}
