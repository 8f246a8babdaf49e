package org.stillwatch.instruments.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** The logs of a real fridge; its days are described in the README beside them. */
class RealLogsTest {

  private static final Path LOGS = Path.of("../../shared/data/bluefors/maxmazin-whitefridge");
  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final Site SITE = new Site("fridge", ZONE, Path.of(""));

  /** All that was read of some files. */
  private record Seen(
      Map<ChannelId, List<Reading>> readings,
      Map<ChannelId, Channel> channels,
      List<RowProblem> problems,
      long rows) {

    Channel channel(String name) {
      return Optional.ofNullable(channels.get(ChannelId.of("fridge", name))).orElseThrow();
    }

    List<Reading> of(String name) {
      return readings.getOrDefault(ChannelId.of("fridge", name), List.of());
    }
  }

  @BeforeEach
  void needsTheRealLogs() {
    assumeTrue(Files.isDirectory(LOGS), "no real Bluefors logs at " + LOGS + ": skipped");
  }

  private static Seen read(String... paths) {
    return read(reading -> true, paths);
  }

  private static Seen read(Predicate<Reading> keep, String... paths) {
    var settings =
        new BlueforsSettings(
            LOGS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    var seen = new Seen(new HashMap<>(), new HashMap<>(), new ArrayList<>(), 0);
    long rows = 0;
    try (var instrument = new BlueforsLogs().open(SITE, settings);
        var past =
            instrument.past(List.of(paths).stream().map(LOGS::resolve).toList()).orElseThrow()) {
      boolean more = true;
      while (more) {
        var turn = past.next();
        more = turn.more();
        rows += turn.rows();
        seen.problems.addAll(turn.problems());
        turn.channels().forEach(channel -> seen.channels.put(channel.id(), channel));
        for (var scan : turn.scans()) {
          for (var reading : scan.readings()) {
            if (keep.test(reading)) {
              seen.readings.computeIfAbsent(reading.channel(), c -> new ArrayList<>()).add(reading);
            }
          }
        }
      }
    }
    return new Seen(seen.readings, seen.channels, seen.problems, rows);
  }

  private static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(ZONE).toInstant();
  }

  private static Instant firstAbove(List<Reading> readings, double limit) {
    for (var reading : readings) {
      if (reading instanceof Reading.Measured measured && measured.value() > limit) {
        return reading.time();
      }
    }
    throw new AssertionError("never above " + limit);
  }

  /** Checks every reading of all days as it goes by, and counts. */
  private static final class Watcher implements Predicate<Reading> {
    final Instant from = local("2026-06-26T00:00:00");
    final Instant to = local("2026-06-27T00:00:00");
    final Map<ChannelId, Reading> last = new HashMap<>();
    long readings;

    @Override
    public boolean test(Reading reading) {
      readings++;
      var before = last.put(reading.channel(), reading);
      if (before != null) {
        int order = before.time().compareTo(reading.time());
        assertTrue(
            order < 0 || (order == 0 && before.ordinal() < reading.ordinal()), reading::toString);
      }
      var name = reading.channel().name();
      if (name.endsWith("/temperature") && !name.startsWith("mxc")) {
        assertTrue(reading instanceof Reading.Measured, "healthy thermometer: " + reading);
      }
      return !reading.time().isBefore(from) && reading.time().isBefore(to);
    }
  }

  @Test
  void allSixDaysAreReadInOrderWithoutOneUnreadableRowAndADayAsAlone() {
    var watcher = new Watcher();
    long start = System.nanoTime();
    var week = read(watcher);
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        "six days: %d rows, %d readings in %d ms: %d rows/s%n",
        week.rows, watcher.readings, millis, week.rows * 1000 / Math.max(1, millis));

    assertEquals(List.of(), week.problems);
    assertEquals(486_390, week.rows);
    for (var id : watcher.last.keySet()) {
      assertTrue(week.channels.containsKey(id), id::text);
    }
    assertEquals(read("26-06-26").readings, week.readings);
  }

  @Test
  void stateChangesThatShareASecondAreAllKept() {
    var seen = read("26-06-26/Channels 26-06-26.log");

    assertEquals(8661, seen.rows);
    assertEquals(8661, seen.of("valve/v1").size());
    assertEquals(32 * 8661, seen.readings.values().stream().mapToInt(List::size).sum());
    var turn = local("2026-06-26T15:52:52");
    var states = seen.of("pump/pulsetube").stream().filter(r -> r.time().equals(turn)).toList();
    assertEquals(4, states.size());
    assertEquals(List.of(0, 1, 2, 3), states.stream().map(Reading::ordinal).toList());
  }

  @Test
  void theWarmUpCrossesItsTemperaturesWhenItDid() {
    var seen = read("26-06-26");

    assertEquals(local("2026-06-26T15:55:02"), firstAbove(seen.of("4k/temperature"), 4));
    assertEquals(local("2026-06-26T16:11:12"), firstAbove(seen.of("still/temperature"), 4));
    assertEquals(local("2026-06-26T16:25:32"), firstAbove(seen.of("50k/temperature"), 77));
  }

  @Test
  void theMixingChamberIsMissingWhileItIsOffItsCurve() {
    var seen = read("26-06-26");
    var periods = new ArrayList<String>();
    Reading previous = null;
    for (var reading : seen.of("mxc/temperature")) {
      boolean missing = reading instanceof Reading.Missing;
      if (previous == null || missing != previous instanceof Reading.Missing) {
        periods.add(
            (missing ? "missing from " : "measured from ")
                + LocalDateTime.ofInstant(reading.time(), ZONE).toLocalTime());
      }
      if (reading instanceof Reading.Missing gone) {
        assertTrue(gone.reason().startsWith("off its curve (R 1"), gone::reason);
        assertTrue(gone.reason().endsWith(" kOhm)"), gone::reason);
      }
      previous = reading;
    }

    assertEquals(4 + 1, periods.size(), periods::toString);
    assertEquals("measured from 00:00:02", periods.get(0));
    assertTrue(periods.get(1).compareTo("missing from 02:38:12") > 0, periods::toString);
    assertTrue(periods.get(1).compareTo("missing from 03:38:12") < 0, periods::toString);
    assertEquals("measured from 10:25:02", periods.get(2));
    assertTrue(periods.get(3).compareTo("missing from 11:11:12") > 0, periods::toString);
    assertTrue(periods.get(3).compareTo("missing from 12:11:02") < 0, periods::toString);
    assertEquals("measured from 16:04:32", periods.get(4));
  }

  @Test
  void shorterStatusRowsAreReadAndTheCompressorHasNoReadingsThen() {
    var seen = read("26-06-30/Status_26-06-30.log");

    assertEquals(5468, seen.rows);
    assertEquals(List.of(), seen.problems);
    assertEquals("degC", seen.channel("compressor/oil").unit().symbol());
    var from = local("2026-06-30T07:00:22");
    var to = local("2026-06-30T10:33:42");
    for (var entry : seen.readings.entrySet()) {
      if (entry.getKey().name().startsWith("compressor/")) {
        assertFalse(
            entry.getValue().stream()
                .anyMatch(r -> !r.time().isBefore(from) && !r.time().isAfter(to)),
            entry.getKey()::text);
        assertEquals(4187, entry.getValue().size(), entry.getKey()::text);
      }
    }
    assertEquals(5468, seen.of("status/ctrl-pres").size());
    assertTrue(
        seen.of("compressor/warn").stream()
            .allMatch(r -> r instanceof Reading.Measured m && 1 / m.value() > 0));
  }

  @Test
  void aGaugeThatIsOffGivesNoPressure() {
    var seen = read("26-06-30/maxigauge 26-06-30.log");
    var gauge = seen.of("p1");
    assertEquals(5468, gauge.size());
    assertTrue(
        gauge.stream()
            .allMatch(r -> r instanceof Reading.Missing m && m.reason().equals("gauge off")));
    assertTrue(seen.of("p2").getFirst() instanceof Reading.Measured m && m.value() == 5.83e-2);
  }

  @Test
  void periodsAreDeclared() {
    var seen = read("26-06-24");
    assertEquals(Duration.ofSeconds(60), seen.channel("mxc/temperature").expectedPeriod());
    assertEquals("CH6 T", seen.channel("mxc/temperature").label());
    assertEquals("maxigauge CH1", seen.channel("p1").label());
  }
}
