package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;

/** Two sources of one temperature through a failure of the first: what is written, what is told. */
class SourcesTest {

  private static final ChannelId LIVE = new ChannelId("live/still/temperature");
  private static final ChannelId LOGS = new ChannelId("fridge/still/temperature");
  private static final ChannelId STILL = new ChannelId("lab/still/temperature");
  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");

  private final List<Reading> written = new ArrayList<>();
  private final List<Notice> told = new ArrayList<>();
  private final Watch watch =
      new Watch(
          new RuleBook(
              "Lab",
              ZoneOffset.UTC,
              List.of(),
              List.of(),
              List.of(),
              Map.of(),
              List.of(),
              List.of(
                  new Derivation(
                      STILL,
                      Expression.parse("first(" + LIVE + ", " + LOGS + ")"),
                      Optional.of(Unit.KELVIN),
                      "still")),
              List.of()),
          Map.of());

  private void row(ChannelId channel, int second, double kelvin) {
    var time = T0.plusSeconds(second);
    take(
        watch.accept(
            List.of(
                new Scan(
                    channel.instrument(),
                    time,
                    List.of(Reading.measured(channel, time, 0, kelvin)))),
            time,
            false));
  }

  private void take(List<Effect> effects) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Tell(Notice notice) -> told.add(notice);
        case Effect.Add(List<Reading> readings) -> written.addAll(readings);
        default -> throw new AssertionError(effect.toString());
      }
    }
  }

  /**
   * Live rows each period, log rows as often but half a period later; live is silent for ten
   * minutes. The value tells the source: 1 K live, 2 K logs.
   */
  private void tenMinutesWithoutTheFirst(int period) {
    var every = Duration.ofSeconds(period);
    var derived =
        watch.declare(
            List.of(
                Channel.number(LIVE, Unit.KELVIN, "", every),
                Channel.number(LOGS, Unit.KELVIN, "", every)));
    assertEquals(1, derived.size());
    for (int second = 0; second < 1800; second++) {
      take(watch.tick(T0.plusSeconds(second)));
      if (second % period == 0 && (second < 600 || second >= 1200)) {
        row(LIVE, second, 1);
      }
      if (second % period == period / 2) {
        row(LOGS, second, 2);
      }
    }
  }

  private static double value(Reading reading) {
    return ((Reading.Measured) reading).value();
  }

  private void assertOneChangeThereAndBack(int period) {
    tenMinutesWithoutTheFirst(period);
    var times = written.stream().map(Reading::time).toList();
    assertEquals(times.stream().sorted().distinct().toList(), times);
    var changes = new ArrayList<Double>();
    for (var reading : written) {
      if (changes.isEmpty() || changes.getLast() != value(reading)) {
        changes.add(value(reading));
      }
      long second = Duration.between(T0, reading.time()).toSeconds();
      assertEquals(value(reading) == 1 ? 0 : period / 2, second % period, "its own source's time");
    }
    assertEquals(List.of(1.0, 2.0, 1.0), changes);
    // the silence of the first source and its return are told, nothing of the channel made of both
    assertEquals(2, told.size(), told.toString());
    assertTrue(told.stream().allMatch(notice -> notice.title().contains("live")), told.toString());
  }

  @Test
  void sourcesThatReadEachMinuteChangeOnceThereAndBack() {
    assertOneChangeThereAndBack(60);
  }

  @Test
  void sourcesThatReadEachTenSecondsDoSoToo() {
    assertOneChangeThereAndBack(10);
  }

  @Test
  void sourcesThatReadEachFiveMinutesAreBothWaitedFor() {
    tenMinutesWithoutTheFirst(300);
    assertEquals(List.of(), told, "three periods have not passed");
    assertTrue(written.stream().allMatch(reading -> value(reading) == 1), written.toString());
  }
}
