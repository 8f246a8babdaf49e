package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
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
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Guards;
import org.stillwatch.core.station.Replay;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

class StationTest {

  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");
  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  private static final Channel CHANNEL =
      Channel.number(MXC, Unit.KELVIN, "CH6 T", Duration.ofSeconds(60));
  private static final RuleBook BOOK =
      new RuleBook(
          "Blue lab",
          ZoneOffset.UTC,
          List.of(
              Rule.limits(
                  "warm",
                  MXC,
                  Optional.empty(),
                  Optional.of(
                      new Edge(
                          Optional.of(Quantity.parse("2 K")),
                          Optional.of("MXC warm"),
                          Severity.CRITICAL,
                          Optional.empty())),
                  Side.UNKNOWN,
                  Duration.ZERO)),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  private static final Switchboard NOBODY =
      new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC);
  private static final AckLinks LINKS = new AckLinks(new byte[32], Optional.empty());

  private final FakeTime time = FakeTime.at(T0);
  private final MemoryStore store = new MemoryStore(time);

  /** Fails in its first turn, then has a cold and a warm row, and no more. */
  private static final class Failing implements Instrument {
    private int turns;

    @Override
    public List<Channel> channels() {
      return List.of(CHANNEL);
    }

    @Override
    public void resume(Optional<String> cursor) {}

    @Override
    public Turn turn(Instant now) {
      turns++;
      if (turns == 1) {
        throw new IllegalStateException("a bug");
      }
      var scans = new ArrayList<Scan>();
      if (turns < 4) {
        var at = T0.minusSeconds(10 - turns);
        scans.add(new Scan("fridge", at, List.of(Reading.measured(MXC, at, 0, turns))));
      }
      return new Turn(
          scans,
          List.of(CHANNEL),
          scans.size(),
          List.of(),
          String.valueOf(Math.min(turns, 4)),
          false,
          false,
          Health.ok(""));
    }

    @Override
    public void close() {}
  }

  @Test
  void anInstrumentThatThrowsIsToldAndWatchedOnAndFollowersSeeTheAlarmWhenItIsTold()
      throws Exception {
    var plan =
        new StationPlan(
            BOOK,
            List.of(
                new StationPlan.Slot("fridge", "scripted", new Failing(), Duration.ofMillis(1))),
            NOBODY,
            Map.of(),
            LINKS,
            Guards.none());
    var alarms = new CompletableFuture<List<AlarmStatus>>();
    try (var station = new Station(plan, store, time);
        var subscribed =
            station.subscribe(
                change -> {
                  if (change instanceof Change.Told(var told)
                      && told.notice().title().equals("MXC warm")) {
                    alarms.complete(station.alarms());
                  }
                })) {
      station.start();
      assertEquals("MXC warm", alarms.get(30, TimeUnit.SECONDS).getFirst().title());
    }
    var titles = store.told(10).stream().map(told -> told.notice().title()).toList();
    assertTrue(titles.stream().anyMatch(title -> title.contains("a bug")), "the failure is told");
    assertTrue(titles.contains("fridge is well again"));
  }

  @Test
  void whatAPersonAsksForWhileTheStoreCannotWriteIsKeptLaterAndThatIsSaid() {
    var plan = new StationPlan(BOOK, List.of(), NOBODY, Map.of(), LINKS, Guards.none());
    try (var station = new Station(plan, store, time)) {
      store.refuseCommits("disk full: 0 MB free");
      var said =
          assertThrows(
              StoreUnavailable.class,
              () -> station.shelve("warm", Duration.ofHours(1), "anna", "known"));
      assertEquals(
          "disk full: 0 MB free; what you asked for is done, and kept as soon as it can be written:"
              + " do not ask again",
          said.getMessage());
      store.acceptCommits();
    }
    assertTrue(
        store.journal(10).stream().anyMatch(entry -> entry.text().contains("anna")),
        () -> store.journal(10).toString());
  }

  @Test
  void anInstrumentWhoseLastPositionIsOfAnotherKindStartsAfreshAndThatIsTold() {
    var committed =
        store.commit(
            new Commit(
                List.of(),
                List.of(),
                Map.of("fridge", "of another kind"),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
    var resumed = new ArrayList<Optional<String>>();
    var picky =
        new Instrument() {
          @Override
          public List<Channel> channels() {
            return List.of();
          }

          @Override
          public void resume(Optional<String> cursor) {
            resumed.add(cursor);
            if (cursor.isPresent()) {
              throw new IllegalArgumentException("none of mine");
            }
          }

          @Override
          public Turn turn(Instant now) {
            return new Turn(
                List.of(), List.of(), 0, List.of(), "mine", false, false, Health.ok(""));
          }

          @Override
          public void close() {}
        };
    var slot = new StationPlan.Slot("fridge", "scripted", picky, Duration.ofSeconds(1));
    try (var station =
        new Station(
            new StationPlan(BOOK, List.of(slot), NOBODY, Map.of(), LINKS, Guards.none()),
            store,
            time)) {
      station.start();
    }
    assertEquals(List.of(Optional.of("of another kind"), Optional.empty()), resumed);
    assertEquals("fridge failed", store.told(10).getFirst().notice().title());
  }

  @Test
  void aReplayOfStoredHistoryKnowsTheStateFromBeforeItsBeginning() {
    var readings = new ArrayList<Reading>();
    for (int hour = 0; hour < 100; hour++) {
      // warm in the first hour, then between the limits until it is cold at the end
      double value = hour == 0 ? 1 : hour < 99 ? 3 : 1;
      readings.add(Reading.measured(MXC, T0.plus(Duration.ofHours(hour)), 0, value));
    }
    var stored = store.commit(Commit.ofReadings(List.of(CHANNEL), readings));
    var events = new ArrayList<Notice>();
    var summary =
        new Replay(BOOK, T0.plus(Duration.ofHours(99)), Instant.MAX, events::add)
            .run(store, List.of(CHANNEL));
    assertEquals(100, stored.stored());
    assertEquals(1, summary.readings());
    assertTrue(
        events.stream()
            .anyMatch(
                event ->
                    event.kind() == Notice.Kind.CLEARED
                        && event.title().equals("warm: back to normal")),
        events.toString());
  }
}
