package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillwatch.stores.influx.Lab.GAS;
import static org.stillwatch.stores.influx.Lab.MXC;
import static org.stillwatch.stores.influx.Lab.value;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.simulators.wire.Influxd;

/** A real InfluxDB 1.6: what it takes, what it leaves out, and what it has in the end. */
class InfluxdTest {

  @TempDir static Path folder;
  private static Influxd influxd;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Influxd.program().isPresent(), Influxd.INSTALL);
    influxd = Influxd.start(folder);
  }

  @AfterAll
  static void stop() {
    if (influxd != null) {
      influxd.close();
    }
  }

  private static Lab lab(String database) throws Exception {
    influxd.command("CREATE DATABASE " + database);
    return new Lab(Lab.settings(server(database)));
  }

  private static InfluxServer server(String database) {
    return new InfluxServer.V1(
        URI.create(influxd.base()), database, Optional.empty(), Optional.empty());
  }

  private static Answer write(String database, List<String> lines) {
    try (var client = new WriteClient(server(database), Duration.ofSeconds(30))) {
      return client.write(lines, Lab.NOON);
    }
  }

  @Test
  void everySeriesAndNumberThatIsWrittenIsFoundAsItIs() throws Exception {
    influxd.command("CREATE DATABASE nasty");
    var random = new Random(17);
    var lines = new ArrayList<String>();
    var written = new HashMap<Series, Double>();
    while (written.size() < 1000) {
      try {
        var series = LineProtocolTest.random(random);
        double value = Double.longBitsToDouble(random.nextLong());
        if (Double.isFinite(value) && written.putIfAbsent(series, value) == null) {
          lines.add(LineProtocol.prefix(series) + LineProtocol.number(value) + " 1000000000");
        }
      } catch (IllegalArgumentException nothingLeft) {
        // another one
      }
    }
    assertEquals(new Answer.Stored(), write("nasty", lines));
    for (var entry : written.entrySet()) {
      var series = entry.getKey();
      var query = new StringBuilder("SELECT ").append(quoted(series.field()));
      series.tags().keySet().forEach(key -> query.append(", ").append(quoted(key)).append("::tag"));
      query
          .append(" FROM ")
          .append(quoted(series.measurement()))
          .append(" WHERE time = 1000000000");
      series
          .tags()
          .forEach(
              (key, value) ->
                  query
                      .append(" AND ")
                      .append(quoted(key))
                      .append("::tag = '")
                      .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                      .append("'"));
      var found = new HashSet<Double>();
      influxd.query("nasty", query.toString()).forEach(row -> found.add(row.get(1).asDouble()));
      assertTrue(found.contains(entry.getValue()), () -> series + " in " + query + ": " + found);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Test
  void aPartialWriteLeavesOutThePointsInConflictAndNoOthers() throws Exception {
    try (var lab = lab("partial")) {
      assertEquals(
          new Answer.Stored(),
          write("partial", List.of("pressure,instrument=gas value=\"text\" 1782475200000000000")));
      var readings = new ArrayList<>(Lab.many(MXC, 0, 3000));
      readings.addAll(100, Lab.many(GAS, 0, 40));
      lab.commit(readings);
      var step = lab.step();
      assertEquals(3000, step.carried());
      assertEquals(Health.State.TROUBLE, step.health().state());
      assertTrue(
          step.health().reason().contains("refused 40 readings for good"), step.health()::reason);
      assertTrue(step.health().reason().contains("field type conflict"), step.health()::reason);
      assertEquals(3000, influxd.count("partial", "temperature", "value"));
      assertEquals(1, influxd.count("partial", "pressure", "value"));
      assertEquals(1, lab.store.journal(10).size());
    }
  }

  @Test
  void pointsBeyondTheRetentionPolicyAreToldAndTheOthersStored() throws Exception {
    try (var lab = lab("short")) {
      influxd.command(
          "CREATE RETENTION POLICY hours ON short DURATION 26h REPLICATION 1 SHARD DURATION 1h"
              + " DEFAULT");
      var now = Instant.now();
      lab.commit(
          Reading.measured(MXC, now.minus(Duration.ofDays(9)), 0, 1),
          Reading.measured(MXC, now, 0, 2));
      var step = lab.step();
      assertEquals(1, step.carried());
      assertTrue(step.health().reason().contains("beyond retention policy"), step.health()::reason);
      assertEquals(1, influxd.count("short", "temperature", "value"));
    }
  }

  @Test
  void whatIsSentTwiceIsThereOnce() throws Exception {
    try (var lab = lab("twice")) {
      lab.commit(Lab.many(MXC, 0, 500));
      lab.store.refuseCommits("killed between delivery and commit");
      assertThrows(StoreUnavailable.class, lab::step);
      lab.restart();
      assertThrows(StoreUnavailable.class, lab::step);
      lab.store.acceptCommits();
      lab.restart();
      assertEquals(500, lab.step().carried());
      assertEquals(500, influxd.count("twice", "temperature", "value"));
    }
  }

  @Test
  void whatWasStoredWhileTheServerWasDownIsAllThereAfterwards(@TempDir Path own) throws Exception {
    try (var server = Influxd.start(own);
        var lab = new Lab(Lab.settings(server.base()))) {
      server.command("CREATE DATABASE lab");
      lab.commit(Lab.many(MXC, 0, 100));
      assertEquals(100, lab.step().carried());
      server.kill();
      for (int i = 0; i < 100; i++) {
        lab.commit(Lab.many(MXC, 100 + 1000 * i, 1000));
        if (i % 25 == 0) {
          var step = lab.step();
          assertEquals(Health.State.UNREACHABLE, step.health().state());
          assertTrue(
              step.health().reason().contains("connection refused; tried again in"),
              step.health()::reason);
        }
      }
      assertEquals(100_000, lab.step().waiting());
      lab.restart();
      server.start();
      var last = lab.catchUp();
      assertEquals(Health.ok(""), last.health());
      assertEquals(0, last.waiting());
      assertEquals(100_100, server.count("lab", "temperature", "value"));
    }
  }

  @Test
  void lateAndImportedReadingsArriveToo() throws Exception {
    try (var lab = lab("late")) {
      lab.commit(Lab.many(MXC, 0, 10));
      assertEquals(10, lab.step().carried());
      lab.commit(Lab.many(MXC, -400 * 86_400, 10));
      lab.commit(value(MXC, 5, 99));
      assertEquals(
          10, lab.step().carried(), "the value of another import is in conflict, and kept");
      assertEquals(20, influxd.count("late", "temperature", "value"));
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsWaitedFor() throws Exception {
    try (var lab = new Lab(Lab.settings(server("later")))) {
      assertEquals(
          Health.State.UNREACHABLE,
          InfluxSink.check(Lab.settings(server("later")), Lab.NOON).state());
      lab.commit(value(MXC, 0, 4.2));
      assertTrue(
          lab.step().health().reason().contains("404 (database not found: \"later\")"),
          lab.step().health()::reason);
      influxd.command("CREATE DATABASE later");
      assertEquals(
          Health.State.OK, InfluxSink.check(Lab.settings(server("later")), Lab.NOON).state());
      assertEquals(1, lab.step().carried());
      assertEquals(1, influxd.count("later", "temperature", "value"));
    }
  }

  @Test
  void aReasonIsATextBesideTheNumbers() throws Exception {
    influxd.command("CREATE DATABASE reasons");
    var plain = Lab.settings(server("reasons"));
    var settings =
        new InfluxSettings(
            plain.name(), plain.server(), plain.names(), List.of(), plain.from(), true);
    try (var lab = new Lab(settings)) {
      var reason = "over \"range\" \\ 1000 mbar";
      lab.commit(value(MXC, 0, 1), Reading.missing(MXC, Lab.NOON.plusSeconds(1), 0, reason));
      assertEquals(2, lab.step().carried());
      var rows = influxd.query("reasons", "SELECT value, reason FROM temperature");
      assertEquals(1.0, rows.get(0).get(1).asDouble());
      assertTrue(rows.get(0).get(2).isNull());
      assertTrue(rows.get(1).get(1).isNull());
      assertEquals(reason, rows.get(1).get(2).asString());
    }
  }

  @Test
  void nothingIsLostOrTwiceWhateverHappens() throws Exception {
    for (long seed = 1; seed <= 6; seed++) {
      var told = SinkCampaign.run(influxd, seed, 25);
      assertTrue(told.contains("readings"), told);
    }
  }
}
