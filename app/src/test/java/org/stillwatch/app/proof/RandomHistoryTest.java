package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.core.station.Replay;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/**
 * Random rows with faults and gaps, rules of every sort, a clock that ticks when it likes, and
 * crashes: what a station tells live is what a replay of the same rows tells.
 */
class RandomHistoryTest {

  private static final String LAB = "lab";
  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int ROWS = 300;
  private static final Switchboard NOBODY =
      new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC);

  private static final List<Channel> CHANNELS =
      List.of(channel("a", Unit.CELSIUS), channel("b", Unit.CELSIUS), channel("c", Unit.CELSIUS));

  private static Channel channel(String name, Unit unit) {
    return Channel.number(new ChannelId(LAB + "/" + name), unit, name, PERIOD);
  }

  private static final RuleBook BOOK =
      new RuleBook(
          "Lab",
          ZoneOffset.UTC,
          List.of(
              limits("plain", "lab/a", Duration.ZERO),
              limits("held", "lab/b", Duration.ofSeconds(25)),
              limits("derived", "lab/d", Duration.ofSeconds(15)),
              asks("for", "lab/a above 25 degC for 35s"),
              asks("counted", "3 of 5 (lab/b above 24 degC)"),
              asks("apart", "lab/a - lab/b above 8 K"),
              asks("rate", "rate(lab/c, 1m) above 6 K/min"),
              asks("mean", "mean(lab/c, 2m) above 24 degC"),
              asks("stuck", "lab/c is unchanged for 50s"),
              asks("quiet", "lab/a is stale"),
              asks("both", "lab/a above 24 degC and not (lab/b below 22 degC)"),
              asks("chained", "alarm plain and lab/b above 24 degC")),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of(
              new Derivation(
                  new ChannelId("lab/d"),
                  Expression.parse("mean(lab/a, lab/b)"),
                  Optional.empty(),
                  "mean")),
          List.of());

  private static Rule limits(String name, String channel, Duration hold) {
    return new Rule(
        name,
        new ChannelId(channel),
        Optional.empty(),
        Optional.empty(),
        Optional.of(edge(Optional.of("22 degC"), Severity.INFO)),
        Optional.of(edge(Optional.of("26 degC"), Severity.WARNING)),
        Side.UNKNOWN,
        hold,
        Optional.empty(),
        name.equals("plain"));
  }

  private static Rule asks(String name, String condition) {
    var when = Condition.parse(condition);
    return new Rule(
        name,
        when.channels().iterator().next(),
        Optional.of(when),
        Optional.empty(),
        Optional.empty(),
        Optional.of(edge(Optional.empty(), Severity.WARNING)),
        Side.UNKNOWN,
        Duration.ZERO,
        Optional.empty(),
        false);
  }

  private static Edge edge(Optional<String> limit, Severity severity) {
    return new Edge(limit.map(Quantity::parse), Optional.empty(), severity, Optional.empty());
  }

  /** Rows as an instrument may bring them: walks and jumps, faults, and longer gaps. */
  private static List<Scan> rows(Random random) {
    var rows = new ArrayList<Scan>();
    var time = T0;
    var values = new double[] {20, 20, 20};
    var faults = new int[3];
    for (int i = 0; i < ROWS; i++) {
      time = time.plus(gap(random));
      var readings = new ArrayList<Reading>();
      for (int c = 0; c < values.length; c++) {
        var id = CHANNELS.get(c).id();
        if (faults[c] == 0 && random.nextInt(60) == 0) {
          faults[c] = 1 + random.nextInt(12);
        }
        if (random.nextInt(3) > 0) {
          values[c] = Math.clamp(values[c] + random.nextInt(-3, 4), 15, 32);
        }
        if (faults[c] > 0) {
          faults[c]--;
          readings.add(Reading.missing(id, time, 0, "sensor off"));
        } else if (random.nextInt(20) > 0) {
          readings.add(Reading.measured(id, time, 0, values[c]));
        }
      }
      if (!readings.isEmpty()) {
        rows.add(new Scan(LAB, time, readings));
      }
    }
    return rows;
  }

  private static Duration gap(Random random) {
    return switch (random.nextInt(50)) {
      case 0 -> Duration.ofSeconds(70 + random.nextInt(300));
      case 1, 2, 3 -> Duration.ofSeconds(20 + random.nextInt(20));
      default -> PERIOD.plusMillis(random.nextInt(-500, 500));
    };
  }

  private static Turn turn(List<Scan> scans, String cursor) {
    return new Turn(scans, CHANNELS, scans.size(), List.of(), cursor, false, false, Health.ok(""));
  }

  private static List<String> replayed(List<Scan> rows) {
    var told = new ArrayList<String>();
    var replay = new Replay(BOOK, Instant.MIN, Instant.MAX, notice -> told.add(line(notice)));
    var summary =
        replay.run(
            new Past() {
              @Override
              public Turn next() {
                return turn(rows, "");
              }

              @Override
              public double progress() {
                return 1;
              }

              @Override
              public void close() {}
            });
    assertEquals(rows.size(), summary.rows());
    return told;
  }

  private static String line(Notice notice) {
    return notice.time()
        + " "
        + notice.kind()
        + " "
        + notice.title()
        + " | "
        + notice.text()
        + " | "
        + notice.id();
  }

  /** A station that follows the rows as they come, a moment late. */
  private static final class Live {
    private final Random random;
    private final List<Scan> rows;
    private final boolean crashes;
    private final FakeTime time = FakeTime.at(T0);
    private final MemoryStore store = new MemoryStore(time);
    private final List<String> told = new ArrayList<>();
    private Pipeline pipeline;
    private int next;
    private int crashed;

    Live(List<Scan> rows, long seed, boolean crashes) {
      this.rows = rows;
      this.random = new Random(seed);
      this.crashes = crashes;
      pipeline = start();
    }

    private Pipeline start() {
      var fresh = new Pipeline(BOOK, NOBODY, List.of(), store, Set.of(LAB));
      next = fresh.join(LAB, "rows", time.instant()).map(Integer::parseInt).orElse(0);
      return fresh;
    }

    List<String> run() {
      var end = rows.getLast().time().plusSeconds(3);
      while (time.instant().isBefore(end)) {
        time.advance(Duration.ofMillis(100 + random.nextInt(1400)));
        takeNew();
        maybeCrash();
        for (int n = random.nextInt(3); n > 0; n--) {
          time.advance(Duration.ofMillis(random.nextInt(300)));
          keep(pipeline.tick(time.instant()));
        }
        maybeCrash();
      }
      takeNew();
      keep(Optional.of(pipeline.flush(time.instant())));
      return told;
    }

    private void takeNew() {
      int to = next;
      while (to < rows.size() && rows.get(to).time().isBefore(time.instant())) {
        to++;
      }
      keep(pipeline.take(LAB, turn(rows.subList(next, to), String.valueOf(to)), time.instant()));
      next = to;
    }

    private void maybeCrash() {
      if (crashes && random.nextInt(60) == 0) {
        crashed++;
        // down for a while
        time.advance(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 200_000 : 5_000)));
        pipeline = start();
      }
    }

    private void keep(Optional<Pipeline.Committed> committed) {
      committed.ifPresent(
          done -> done.notices().forEach(outgoing -> told.add(line(outgoing.notice()))));
    }
  }

  private static void same(List<String> replayed, List<String> live, String where) {
    for (int i = 0; i < Math.min(live.size(), replayed.size()); i++) {
      assertEquals(replayed.get(i), live.get(i), where + ", notice " + i);
    }
    assertEquals(replayed.size(), live.size(), where);
  }

  @Test
  void aStationTellsAsAReplayTellsHoweverItsClockTicks() {
    int notices = 0;
    for (long seed = 0; seed < 10; seed++) {
      var rows = rows(new Random(seed));
      var replayed = replayed(rows);
      same(replayed, new Live(rows, seed, false).run(), "seed " + seed);
      notices += replayed.size();
    }
    assertTrue(notices > 1000, "notices: " + notices);
  }

  @Test
  void andThroughCrashesAsWell() {
    int crashes = 0;
    for (long seed = 100; seed < 112; seed++) {
      var rows = rows(new Random(seed));
      var live = new Live(rows, seed, true);
      same(replayed(rows), live.run(), "seed " + seed);
      crashes += live.crashed;
    }
    assertTrue(crashes > 300, "crashes: " + crashes);
  }
}
