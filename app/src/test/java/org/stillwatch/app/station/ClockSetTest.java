package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** Someone sets the clock of the station's computer by hours: neither a storm nor silence. */
final class ClockSetTest {

  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  private static final Channel CHANNEL =
      Channel.number(MXC, Unit.KELVIN, "CH6 T", Duration.ofSeconds(10));
  private static final RuleBook BOOK =
      RuleBook.of(
          "Blue lab",
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
                  Duration.ZERO)));
  private static final Switchboard BOARD =
      new Switchboard(
          List.of(
              new Route(
                  "team",
                  List.of("hook"),
                  Severity.WARNING,
                  List.of(),
                  List.of(new Route.Step(Duration.ofMinutes(10), List.of("boss"))),
                  List.of())),
          List.of(),
          List.of(),
          ZoneOffset.UTC);

  private final FakeTime time = FakeTime.at(Instant.parse("2026-06-26T10:00:00Z"));
  private final MemoryStore store = new MemoryStore(time);
  private final Pipeline pipeline = new Pipeline(BOOK, BOARD, List.of(), store, Set.of("fridge"));

  /** What the clock of the instrument shows beside that of the station. */
  private Duration instrumentAhead = Duration.ZERO;

  private int row;

  ClockSetTest() {
    assertEquals(Optional.empty(), pipeline.join("fridge", "scripted", time.instant()));
    rows(Duration.ofMinutes(2), 1);
  }

  private void rows(Duration length, double value) {
    for (int i = 0; i < length.toSeconds() / 10; i++) {
      time.advance(Duration.ofSeconds(10));
      row++;
      var at = time.instant().plus(instrumentAhead);
      var turn =
          new Turn(
              List.of(new Scan("fridge", at, List.of(Reading.measured(MXC, at, 0, value)))),
              List.of(CHANNEL),
              1,
              List.of(),
              String.valueOf(row),
              false,
              false,
              Health.ok(""));
      var taken = pipeline.take("fridge", turn, time.instant());
      var ticked = pipeline.tick(time.instant());
    }
  }

  private void nothing(Duration length) {
    for (int i = 0; i < length.toSeconds() / 10; i++) {
      time.advance(Duration.ofSeconds(10));
      var ticked = pipeline.tick(time.instant());
    }
  }

  private void set(Duration by) {
    time.set(time.instant().plus(by));
    pipeline.clockSet(by, time.instant());
    var committed = pipeline.flush(time.instant());
  }

  private List<String> titles() {
    var lately = pipeline.flush(time.instant());
    return store.told(100).reversed().stream().map(told -> told.notice().title()).toList();
  }

  private static String jumped(int hours) {
    return "The clock of the station's computer jumped by " + Math.abs(hours) + " h";
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3, 30, -30})
  void rowsThatGoOnByTheSameClockMakeNoStorm(int hours) {
    set(Duration.ofHours(hours));
    rows(Duration.ofMinutes(30), 1);
    assertEquals(List.of(jumped(hours)), withoutDays(titles()));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void rowsThatGoOnByTheirOwnClockMakeNoStormEither(int hours) {
    instrumentAhead = instrumentAhead.minusHours(hours);
    set(Duration.ofHours(hours));
    rows(Duration.ofMinutes(30), 1);
    assertEquals(List.of(jumped(hours)), titles());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void aChannelThatFallsSilentIsToldWithinMinutes(int hours) {
    set(Duration.ofHours(hours));
    rows(Duration.ofMinutes(1), 1);
    nothing(Duration.ofMinutes(3));
    assertEquals(List.of(jumped(hours), "fridge is silent"), titles());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void oneThatFallsSilentAtThatVeryMomentIsToldToo(int hours) {
    set(Duration.ofHours(hours));
    nothing(Duration.ofMinutes(3));
    assertEquals(List.of(jumped(hours), "fridge is silent"), titles());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void anAlarmIsRaisedAndClearedAsEver(int hours) {
    set(Duration.ofHours(hours));
    rows(Duration.ofMinutes(1), 3);
    rows(Duration.ofMinutes(1), 1);
    assertEquals(List.of(jumped(hours), "MXC warm", "warm: back to normal"), titles());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -3})
  void whoIsCalledNextIsCalledAfterTenMinutesOfRealTime(int hours) {
    rows(Duration.ofMinutes(5), 3);
    set(Duration.ofHours(hours));
    rows(Duration.ofMinutes(4), 3);
    assertEquals(List.of("MXC warm", jumped(hours)), titles());
    rows(Duration.ofMinutes(2), 3);
    assertEquals("Not acknowledged for 10 min: MXC warm", titles().getLast());
  }

  @Test
  void allReadingsAreStoredWhateverTheClockDoes() {
    set(Duration.ofHours(-3));
    rows(Duration.ofMinutes(10), 1);
    set(Duration.ofHours(5));
    rows(Duration.ofMinutes(10), 1);
    nothing(Duration.ofSeconds(20));
    var counted = new int[1];
    store.read(MXC, Instant.MIN, Instant.MAX, reading -> counted[0]++);
    assertEquals(row, counted[0]);
    assertTrue(row > 100);
  }

  /** 30 h are told as a day and six hours. */
  private static List<String> withoutDays(List<String> titles) {
    return titles.stream().map(title -> title.replace("1 d 6 h", "30 h")).toList();
  }
}
