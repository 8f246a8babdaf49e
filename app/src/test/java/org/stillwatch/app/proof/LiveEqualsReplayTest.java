package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.core.station.Replay;
import org.stillwatch.simulators.bluefors.BlueforsLogWriter;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.SimulatedFridge;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/**
 * A simulated fridge writes its logs in fake time, on bad days in bursts and half lines; a station
 * follows them and crashes now and then. What it told is held against a replay of the files.
 */
class LiveEqualsReplayTest {

  private static final Switchboard NOBODY =
      new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC);

  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final Duration ROWS_EVERY = Duration.ofSeconds(10);

  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments:
        fridge: {kind: bluefors-logs, folder: ./logs, every: 10s}
      snapshots:
        fridge: [fridge/*/temperature, fridge/p*, fridge/flow, fridge/heater/*]
        cold: [fridge/mxc/*, fridge/still/*, fridge/compressor/water-out]
      schedules:
        - {snapshot: cold, at: "0 */7 * * * ?", label: Every seven minutes, severity: warning}
      rules:
        - name: 50k-cold
          channel: fridge/50k/temperature
          low: {below: 60 K, say: "50K plate < 60 K", snapshot: {set: fridge, after: 95s}}
          high: {above: 77 K}
        - name: 4k-warm
          channel: fridge/4k/temperature
          high: {above: 4 K, say: "4K plate > 4 K", severity: critical}
          low: {below: 3.8 K, say: "4K plate < 3.8 K", severity: info, snapshot: {set: fridge}}
        - name: mxc-cold
          channel: fridge/mxc/temperature
          low: {below: 50 mK, say: "MC < 50 mK", severity: info, snapshot: {set: cold, after: 4m}}
          high: {above: 100 mK, severity: warning}
          unknown-after: 45s
        - name: still-held
          channel: fridge/still/temperature
          high: {above: 4.2 K, severity: warning}
          low: {below: 1.5 K, say: "Still < 1.5 K"}
          hold: 65s
        - name: gauge
          channel: fridge/p1
          high: {above: 1 mbar, say: "vacuum can is open"}
          low: {below: 0.1 mbar, severity: info}
          hold: 20s
        - name: flow
          channel: fridge/flow
          low: {below: 0.1 mmol/s, say: "no flow"}
          high: {above: 0.12 mmol/s, say: "flow", severity: info}
        - name: water-out
          channel: fridge/compressor/water-out
          high: {above: 29 degC, say: "PT water out > 29", severity: critical, snapshot: {set: cold, after: 37s}}
          low: {below: 27 degC, say: "PT water out < 27", severity: info}
          unknown-after: 100s
      routes: []
      notifiers: {}
      """;

  @TempDir private Path folder;

  /** One fridge, its station, and all that the station told. */
  private final class World {
    final StationFile station;
    final Path logs;
    final FakeTime time;
    final Random random;
    final MemoryStore store;
    final SimulatedFridge fridge;
    final List<Notice> told = new ArrayList<>();
    boolean crashes = true;
    int crashed;
    private int held;
    private Pipeline pipeline;
    private Instrument instrument;

    World(long seed, Build build, String start, double fromHours, double speed) throws IOException {
      random = new Random(seed);
      var base = Files.createDirectories(folder.resolve("seed " + seed + " " + build));
      logs = Files.createDirectories(base.resolve("logs"));
      station =
          new StationReader(Map.of())
              .read(Files.writeString(base.resolve("station.yaml"), STATION))
              .usable();
      var first = Instant.parse(start);
      time = FakeTime.at(first.minusSeconds(4));
      store = new MemoryStore(time);
      var model = new FridgeModel(seed);
      fridge =
          new SimulatedFridge(
              model,
              model.at(Duration.ofMinutes(Math.round(fromHours * 60))),
              new BlueforsLogWriter(logs, ZONE, build),
              speed,
              ROWS_EVERY);
      restart();
      while (time.instant().isBefore(first)) {
        step();
      }
    }

    void restart() {
      pipeline = new Pipeline(Assembly.rules(station), NOBODY, List.of(), store, Set.of("fridge"));
      instrument = Assembly.open(station.instruments().getFirst());
      instrument.resume(pipeline.join("fridge", "bluefors-logs", time.instant()));
    }

    /** Writes rows and lets the station work until the fridge's story has gone on so far. */
    void live(Duration length) throws IOException {
      var end = time.instant().plus(length);
      var next = time.instant();
      while (next.isBefore(end)) {
        misbehave();
        var rows = fridge.tick(next);
        assertEquals(1, rows);
        next = next.plus(ROWS_EVERY);
        if (crashes && random.nextInt(80) == 0) {
          // down for a while; the fridge goes on
          for (int i = random.nextInt(20); i > 0 && next.isBefore(end); i--) {
            time.set(next);
            rows = fridge.tick(next);
            next = next.plus(ROWS_EVERY);
          }
          time.advance(Duration.ofMillis(random.nextInt(3000)));
          crash();
        }
        while (time.instant().isBefore(next)) {
          step();
        }
      }
      fridge.writer().flush();
      crashes = false;
      for (int i = 0; i < 16; i++) {
        step();
      }
      told.addAll(notices(pipeline.flush(time.instant())));
    }

    /** Holds rows back for less than a minute: longer is silence, and told. */
    private void misbehave() {
      held--;
      switch (random.nextInt(25)) {
        case 0 -> {
          if (held <= 0) {
            held = 2 + random.nextInt(3);
            fridge.writer().holdRows(held - 1);
          }
        }
        case 1, 2, 3 -> fridge.writer().cutNextRows();
        default -> {}
      }
    }

    /** A poll and a tick, as the threads of a station do twice a second, never in step. */
    private void step() {
      time.advance(Duration.ofMillis(250 + random.nextInt(300)));
      boolean more = true;
      while (more) {
        var turn = instrument.turn(time.instant());
        more = turn.more();
        if (maybeCrash()) {
          return;
        }
        pipeline.take("fridge", turn, time.instant()).ifPresent(done -> told.addAll(notices(done)));
        if (maybeCrash()) {
          return;
        }
      }
      time.advance(Duration.ofMillis(random.nextInt(200)));
      pipeline.tick(time.instant()).ifPresent(done -> told.addAll(notices(done)));
    }

    private boolean maybeCrash() {
      if (crashes && random.nextInt(400) == 0) {
        crash();
        return true;
      }
      return false;
    }

    /** What was not committed is forgotten. */
    private void crash() {
      crashed++;
      instrument.close();
      restart();
    }

    private List<Notice> notices(Pipeline.Committed committed) {
      return committed.notices().stream().map(out -> out.notice()).toList();
    }

    List<Notice> replayed() {
      var events = new ArrayList<Notice>();
      var replay = new Replay(Assembly.rules(station), Instant.MIN, Instant.MAX, events::add);
      try (var files = instrument.past(List.of(logs)).orElseThrow()) {
        var summary = replay.run(files);
        assertEquals(0, summary.unreadable(), () -> summary.problems().toString());
      }
      return events;
    }
  }

  private static String line(Notice notice) {
    return notice.time()
        + " "
        + notice.kind()
        + " "
        + notice.severity()
        + " "
        + notice.title()
        + " | "
        + notice.text()
        + " | "
        + notice.id();
  }

  private static void assertToldAsReplayed(World world, String what) {
    var live = world.told.stream().map(LiveEqualsReplayTest::line).toList();
    var replayed = world.replayed().stream().map(LiveEqualsReplayTest::line).toList();
    for (int i = 0; i < Math.min(live.size(), replayed.size()); i++) {
      assertEquals(replayed.get(i), live.get(i), what + ", notice " + i);
    }
    assertEquals(replayed.size(), live.size(), what);
  }

  private static long count(World world, String words) {
    return world.told.stream().filter(notice -> notice.title().contains(words)).count();
  }

  /** Room temperature to base and back, over midnight: gauge off, drop-out, off the curve. */
  @Test
  void aWholeStoryOverMidnightIsToldAsAReplayTellsIt() throws IOException {
    for (long seed = 0; seed < 2; seed++) {
      var build = seed % 2 == 0 ? Build.CLASSIC : Build.CURRENT;
      var world = new World(seed, build, "2026-06-26T20:30:02Z", 0, 30);
      world.live(Duration.ofMinutes(160));
      assertToldAsReplayed(world, "seed " + seed);
      assertTrue(world.crashed > 5, () -> "crashes: " + world.crashed);
      assertTrue(count(world, "Snapshot: Every seven minutes") >= 22);
      assertTrue(count(world, "mxc/temperature is unknown") >= 2);
      assertTrue(count(world, "are stale") >= 1);
      assertTrue(count(world, "read again") >= 1);
      assertTrue(count(world, "MC < 50 mK") >= 1);
      assertTrue(count(world, "p1 is unknown") >= 1);
    }
  }

  /** The night when clocks go back: the hour from two to three is written twice. */
  @Test
  void aRepeatedDaylightSavingHourIsToldAsAReplayTellsIt() throws IOException {
    for (long seed = 10; seed < 12; seed++) {
      var build = seed % 2 == 0 ? Build.CLASSIC : Build.CURRENT;
      var world = new World(seed, build, "2026-10-24T23:50:02Z", 18.5, 6);
      world.live(Duration.ofMinutes(140));
      assertToldAsReplayed(world, "seed " + seed);
      assertTrue(count(world, "Snapshot: Every seven minutes") >= 11);
      assertTrue(count(world, "are stale") >= 1);
    }
  }
}
