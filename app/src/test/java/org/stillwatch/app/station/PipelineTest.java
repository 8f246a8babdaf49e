package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.stillwatch.core.alarm.SnapshotSet;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

class PipelineTest {

  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  private static final Channel CHANNEL =
      Channel.number(MXC, Unit.KELVIN, "CH6 T", Duration.ofSeconds(60));
  private static final RuleBook BOOK =
      new RuleBook(
          "Blue lab",
          ZoneOffset.UTC,
          List.of(
              Rule.limits(
                  "mxc-warm",
                  MXC,
                  Optional.of(edge("1 K", "cold again", Severity.INFO, Optional.empty())),
                  Optional.of(
                      edge(
                          "2 K",
                          "MXC warm",
                          Severity.CRITICAL,
                          Optional.of(
                              new Edge.SnapshotAfter(
                                  "all", Duration.ofSeconds(40), Optional.empty())))),
                  Side.UNKNOWN,
                  Duration.ZERO)),
          List.of(new SnapshotSet("all", List.of(new ChannelPattern("fridge/**")))),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of());
  private static final Switchboard ROUTES =
      new Switchboard(
          List.of(
              new Route("team", List.of("hook"), Severity.WARNING),
              new Route("same", List.of("hook", "slack"), Severity.CRITICAL)),
          List.of(),
          List.of(),
          ZoneOffset.UTC);

  private final FakeTime time = FakeTime.at(Instant.parse("2026-06-26T10:00:00Z"));
  private final MemoryStore store = new MemoryStore(time);
  private Pipeline pipeline = start();
  private int row;

  private static Edge edge(
      String limit, String say, Severity severity, Optional<Edge.SnapshotAfter> snapshot) {
    return new Edge(Optional.of(Quantity.parse(limit)), Optional.of(say), severity, snapshot);
  }

  private Pipeline start() {
    var fresh = new Pipeline(BOOK, ROUTES, List.of(), store, Set.of("fridge"));
    row = fresh.join("fridge", "scripted", time.instant()).map(Integer::parseInt).orElse(0);
    return fresh;
  }

  @Test
  void aRowWithoutNewsIsCommittedWithinASecondTogetherWithItsCursor() {
    assertTrue(take(0.01).isEmpty());
    assertTrue(store.latest().isEmpty());
    time.advance(Duration.ofSeconds(1));
    assertTrue(pipeline.tick(time.instant()).isPresent());
    assertEquals(1, store.latest().size());
    assertEquals(Optional.of("1"), store.cursor("fridge"));
  }

  @Test
  void anAlarmIsCommittedAtOnceWithItsReadingItsCursorItsStateAndItsOutboxRows() {
    var nothing = take(0.01);
    time.advance(Duration.ofSeconds(10));
    var committed = take(3).orElseThrow();
    assertEquals(1, committed.notices().size());
    assertEquals(
        List.of("hook", "slack"),
        committed.notices().getFirst().to().stream().map(Addressee::notifier).toList());
    assertEquals(Optional.of("2"), store.cursor("fridge"));
    assertTrue(store.states().containsKey("rule mxc-warm"));
    assertEquals(2, store.count().waiting());
  }

  @Test
  void whileTheStoreCannotWriteNothingIsLostAndNothingIsTold() {
    var first = take(0.01);
    store.refuseCommits("disk full: 0 MB free");
    time.advance(Duration.ofSeconds(10));
    assertThrows(StoreUnavailable.class, () -> take(3));
    assertFalse(pipeline.outcome().ok());
    assertEquals("disk full: 0 MB free", pipeline.outcome().reason());
    assertTrue(store.latest().isEmpty());
    assertThrows(StoreUnavailable.class, () -> pipeline.flush(time.instant()));
    store.acceptCommits();
    var committed = pipeline.flush(time.instant());
    assertEquals(2, committed.stored().stored());
    assertEquals(List.of("MXC warm"), titles());
    assertTrue(pipeline.outcome().ok());
    time.advance(Duration.ofSeconds(2));
    var journal = pipeline.tick(time.instant());
    assertTrue(store.journal(10).stream().anyMatch(line -> line.text().contains("disk full")));
  }

  @Test
  void whatHappenedWhileTheStationWasDownIsToldOnceMarkedLate() {
    feed(0.01);
    pipeline = start();
    time.advance(Duration.ofHours(1));
    var turn = turn(Instant.parse("2026-06-26T10:00:30Z"), 3, "7");
    var committed = pipeline.take("fridge", turn, time.instant()).orElseThrow();
    assertTrue(committed.notices().getFirst().notice().late());
    pipeline = start();
    var again = pipeline.take("fridge", turn, time.instant());
    assertEquals(1, store.told(10).stream().filter(told -> title(told).equals("MXC warm")).count());
  }

  @Test
  void badRowsAreCountedShownAndJournaled() {
    var turn =
        new Turn(
            List.of(),
            List.of(),
            3,
            List.of(new RowProblem("CH6 T.log", 12, 2, "'x' is no number")),
            "3",
            false,
            false,
            Health.trouble("CH6 T.log cannot be read"));
    var committed = pipeline.take("fridge", turn, time.instant());
    assertTrue(store.journal(10).stream().anyMatch(line -> line.text().contains("CH6 T.log:12")));
    assertEquals(List.of("fridge: CH6 T.log cannot be read"), titles());
    var well = new Turn(List.of(), List.of(), 0, List.of(), "3", false, false, Health.ok(""));
    time.advance(Duration.ofMinutes(3));
    var again = pipeline.take("fridge", well, time.instant());
    time.advance(Duration.ofMinutes(3));
    again = pipeline.take("fridge", turn, time.instant());
    assertEquals(1, titles().size(), "bad rows and good ones that take turns are one trouble");
    again = pipeline.take("fridge", well, time.instant());
    time.advance(Duration.ofMinutes(10));
    again = pipeline.take("fridge", well, time.instant());
    assertEquals(List.of("fridge is well again", "fridge: CH6 T.log cannot be read"), titles());
  }

  @Test
  void aRuleThatDoesNotFitItsChannelIsToldOnceAndWhenItDoes() {
    var mbar = Channel.number(MXC, Unit.MBAR, "CH6 T", Duration.ofSeconds(60));
    for (int i = 1; i <= 3; i++) {
      var at = time.advance(Duration.ofSeconds(10));
      var turn =
          new Turn(
              List.of(new Scan("fridge", at, List.of(Reading.measured(MXC, at, 0, 0.01)))),
              List.of(mbar),
              1,
              List.of(),
              String.valueOf(i),
              false,
              false,
              Health.ok(""));
      var taken = pipeline.take("fridge", turn, at);
    }
    assertEquals(List.of("The rule mxc-warm cannot be judged"), titles());
    time.advance(Duration.ofSeconds(10));
    var fits = take(0.01);
    assertEquals(
        List.of("The rule mxc-warm is judged again", "The rule mxc-warm cannot be judged"),
        titles());
  }

  @Test
  void anInstrumentThatTheStationFileNoLongerHasNeitherStopsTheClockNorRaisesAnAlarm() {
    var bad =
        new Turn(
            List.of(), List.of(), 0, List.of(), "1", false, false, Health.unreachable("no folder"));
    feed(0.01);
    var told = pipeline.take("fridge", bad, time.instant());
    pipeline = new Pipeline(BOOK, ROUTES, List.of(), store, Set.of("cryo"));
    var cursor = pipeline.join("cryo", "scripted", time.instant());
    var id = new ChannelId("cryo/mxc/temperature");
    var at = time.advance(Duration.ofSeconds(10));
    var first =
        pipeline.take(
            "cryo",
            new Turn(
                List.of(new Scan("cryo", at, List.of(Reading.measured(id, at, 0, 1)))),
                List.of(Channel.number(id, Unit.KELVIN, "", Duration.ofSeconds(60))),
                1,
                List.of(),
                "1",
                false,
                false,
                Health.ok("")),
            at);
    time.advance(Duration.ofHours(1));
    var ticked = pipeline.tick(time.instant());
    assertEquals(List.of("cryo is silent", "fridge: no folder"), titles());
    assertEquals(2, pipeline.watch().alarms(time.instant()).size());
  }

  @Test
  void aRowWithAnImpossibleTimeIsAProblemAndTheOthersAreKept() {
    var far = Instant.parse("9999-01-01T00:00:00Z");
    var near = time.instant();
    var taken =
        pipeline.take(
            "fridge",
            new Turn(
                List.of(
                    new Scan("fridge", near, List.of(Reading.measured(MXC, near, 0, 1))),
                    new Scan("fridge", far, List.of(Reading.measured(MXC, far, 0, 1)))),
                List.of(CHANNEL),
                2,
                List.of(),
                "2",
                false,
                false,
                Health.ok("")),
            near);
    assertEquals(List.of(near), store.latest().stream().map(Reading::time).toList());
    assertTrue(titles().getFirst().contains("9999"), titles().toString());
  }

  @Test
  void anInstrumentThatFailsIsToldAndComesBack() {
    feed(0.01);
    pipeline.failed("fridge", "NullPointerException", time.instant());
    pipeline.failed("fridge", "NullPointerException", time.instant());
    feed(0.01);
    assertEquals("fridge is well again", titles().getFirst());
    assertEquals(2, titles().size());
    assertEquals(1, store.journal(10).stream().filter(line -> line.kind().equals("fault")).count());
  }

  @Test
  void thatThereWasNothingAtTheFirstLookIsCommittedAtOnce() {
    var empty = new Turn(List.of(), List.of(), 0, List.of(), "0", false, false, Health.ok(""));
    assertTrue(pipeline.take("fridge", empty, time.instant()).isPresent());
    assertEquals(Optional.of("0"), store.cursor("fridge"));
    assertTrue(pipeline.take("fridge", empty, time.instant()).isEmpty());
  }

  @Test
  void aSnapshotThatIsDueWaitsForTheRowsBeforeItThoughTheyAreWrittenLate() {
    feed(0.01);
    time.advance(Duration.ofSeconds(10));
    feed(3);
    for (int second = 0; second < 50; second++) {
      time.advance(Duration.ofSeconds(1));
      var nothing = pipeline.tick(time.instant());
    }
    assertEquals(List.of("MXC warm"), titles());
    var late = turn(time.instant().minusSeconds(12), 5, "3");
    var taken = pipeline.take("fridge", late, time.instant());
    var next = turn(time.instant().minusSeconds(2), 6, "4");
    taken = pipeline.take("fridge", next, time.instant());
    var snapshot = store.told(1).getFirst().notice();
    assertEquals("Snapshot: MXC warm", snapshot.title());
    assertEquals("mxc/temperature: 5 K", snapshot.text());
  }

  @Test
  void anInstrumentThatIsSilentIsWaitedForNoMore() {
    feed(0.01);
    time.advance(Duration.ofSeconds(10));
    feed(3);
    for (int second = 0; second < 60; second++) {
      time.advance(Duration.ofSeconds(1));
      var nothing = pipeline.tick(time.instant());
    }
    assertEquals(List.of("MXC warm"), titles());
    for (int second = 60; second < 184; second++) {
      time.advance(Duration.ofSeconds(1));
      var nothing = pipeline.tick(time.instant());
    }
    assertEquals(List.of("fridge is silent", "Snapshot: MXC warm", "MXC warm"), titles());
  }

  @Test
  void afterAStartTheClockStandsUntilRowsThatWereThereHaveCome() {
    feed(0.01);
    time.advance(Duration.ofMinutes(4));
    pipeline = start();
    var empty = new Turn(List.of(), List.of(), 0, List.of(), "1", false, false, Health.ok(""));
    var nothing = pipeline.take("fridge", empty, time.instant());
    time.advance(Duration.ofSeconds(2));
    nothing = pipeline.tick(time.instant());
    nothing = pipeline.take("fridge", turn(time.instant().minusSeconds(9), 1, "2"), time.instant());
    assertEquals(
        List.of("fridge/mxc/temperature reads again", "fridge is silent"),
        titles(),
        "the gap is told with the row that ended it");
    assertEquals(Instant.parse("2026-06-26T10:03:53Z"), store.told(1).getFirst().notice().time());
  }

  /** The promise of commit before act, tried 500 times with a crash before or after any step. */
  @Test
  void aCrashAtAnyMomentChangesNeitherWhatIsStoredNorWhatIsTold() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var values = new ArrayList<Double>();
      for (int i = 0; i < 40; i++) {
        values.add(random.nextBoolean() ? 0.01 + random.nextDouble() : 1.5 + random.nextDouble());
      }
      assertEquals(run(values, new Random(0), 0), run(values, random, 0.15), "seed " + seed);
    }
  }

  private record Result(List<Reading> readings, List<Notice> notices) {}

  private static Result run(List<Double> values, Random random, double crash) {
    var test = new PipelineTest();
    while (test.row < values.size()) {
      test.time.set(Instant.parse("2026-06-26T10:00:00Z").plusSeconds(10L * test.row));
      if (random.nextDouble() < crash) {
        test.pipeline = test.start();
        continue;
      }
      var taken = test.take(values.get(test.row));
      if (random.nextDouble() < crash) {
        test.pipeline = test.start();
        continue;
      }
      var ticked = test.pipeline.tick(test.time.instant().plusMillis(random.nextInt(9000)));
    }
    var end = test.pipeline.flush(test.time.instant());
    var readings = new ArrayList<Reading>();
    test.store.read(MXC, Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z"), readings::add);
    return new Result(
        readings,
        test.store.told(1000).stream()
            .map(OutboxStore.Told::notice)
            .sorted(
                (a, b) ->
                    a.time().equals(b.time())
                        ? a.id().compareTo(b.id())
                        : a.time().compareTo(b.time()))
            .toList());
  }

  private void feed(double value) {
    var taken = take(value);
    var committed = pipeline.flush(time.instant());
  }

  private Optional<Pipeline.Committed> take(double value) {
    row++;
    return pipeline.take(
        "fridge", turn(time.instant(), value, String.valueOf(row)), time.instant());
  }

  private static Turn turn(Instant at, double value, String cursor) {
    return new Turn(
        List.of(new Scan("fridge", at, List.of(Reading.measured(MXC, at, 0, value)))),
        List.of(CHANNEL),
        1,
        List.of(),
        cursor,
        false,
        false,
        Health.ok(""));
  }

  private List<String> titles() {
    return store.told(100).stream().map(PipelineTest::title).toList();
  }

  private static String title(OutboxStore.Told told) {
    return told.notice().title();
  }
}
