package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notice.Kind;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;

class WatchTest {

  private static final ChannelId WATER = new ChannelId("fridge/compressor/water-out");
  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");
  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");
  private static final Duration TEN = Duration.ofSeconds(10);

  private static final Rule WATER_OUT =
      rule("water-out", WATER)
          .high("29 degC", "PT water out > 29", Severity.CRITICAL)
          .low("27 degC", "PT water out < 27", Severity.INFO)
          .build();

  @Test
  void goesHighAboveTheHighLimitAndLowBelowTheLowLimitAndStaysBetween() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25, 28, 29, 29.1, 28, 27, 26.9, 28);
    assertEquals(List.of("PT water out > 29", "PT water out < 27"), lab.titles());
    assertEquals(List.of(Kind.ALARM, Kind.CLEARED), lab.kinds());
  }

  @Test
  void clearingIsToldToAllWhoWereToldOfTheAlarm() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25, 30, 26);
    assertEquals(Severity.CRITICAL, lab.notices.getLast().severity());
  }

  @Test
  void theFirstRowIsSilent() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 31, 31);
    assertEquals(List.of(), lab.titles());
    assertEquals(1, lab.watch.alarms(lab.now).size(), "it is shown as active all the same");
  }

  @Test
  void aColumnMissingInTheFirstRowKeepsItsInitialSideSoTheNextValueFires() {
    var lab = new Lab(WATER_OUT);
    lab.missing(WATER, "empty field");
    lab.rows(WATER, 31);
    assertEquals(List.of("PT water out > 29"), lab.titles());
  }

  @Test
  void theInitialSideOfTheFileHoldsUntilTheFirstValueBeyondALimit() {
    var lab =
        new Lab(
            rule("mxc-cold", MXC)
                .low("50 mK", "MC < 50 mK", Severity.INFO)
                .high("10 K", null, null)
                .initially(Side.HIGH)
                .build());
    lab.rows(MXC, 1, 0.04);
    assertEquals(List.of("MC < 50 mK"), lab.titles());
  }

  @Test
  void anInfoEdgeWithoutWordsIsDisabled() {
    var lab =
        new Lab(
            rule("mxc-cold", MXC)
                .low("50 mK", "MC < 50 mK", Severity.INFO)
                .high("10 K", null, null)
                .build());
    lab.rows(MXC, 0.04, 11, 0.04);
    assertEquals(List.of("MC < 50 mK"), lab.titles());
    assertEquals(List.of(), lab.watch.alarms(lab.now), "info edges have no alarm state");
  }

  @Test
  void severalRulesOfOneChannelGoInTheOrderOfTheFile() {
    var lab =
        new Lab(
            rule("a", WATER).high("10 degC", "above 10", Severity.WARNING).build(),
            rule("b", WATER).high("12 degC", "above 12", Severity.WARNING).build());
    lab.rows(WATER, 5, 13);
    assertEquals(List.of("above 10", "above 12"), lab.titles());
  }

  @Test
  void bothEdgesAtWarningAreTwoAlarms() {
    var lab =
        new Lab(
            rule("p", WATER)
                .high("29 degC", "too high", Severity.WARNING)
                .low("10 degC", "too low", Severity.WARNING)
                .build());
    lab.rows(WATER, 20, 30, 9);
    assertEquals(List.of("too high", "too low"), lab.titles());
    assertEquals("too low", lab.watch.alarms(lab.now).getFirst().title());
  }

  @Test
  void anAlarmWithOneLimitClearsAndSaysSo() {
    var lab = new Lab(rule("hot", WATER).high("29 degC", "hot", Severity.WARNING).build());
    lab.rows(WATER, 20, 30, 29, 28);
    assertEquals(List.of("hot", "hot: back to normal"), lab.titles());
  }

  @Test
  void aMissingValueNeverChangesTheSideButRaisesItsOwnFaultAfterATime() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25, 30);
    for (int i = 0; i < 20; i++) {
      lab.missing(WATER, "sensor off");
    }
    lab.rows(WATER, 31, 26);
    assertEquals(
        List.of(
            "PT water out > 29",
            WATER + " is unknown",
            WATER + " has a value again",
            "Still in alarm: PT water out > 29",
            "PT water out < 27"),
        lab.titles());
    assertTrue(lab.notices.get(1).text().contains("sensor off"));
    assertEquals(Kind.SYSTEM, lab.notices.get(1).kind());
  }

  @Test
  void lostAndBackInAlarmIsTold() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25);
    for (int i = 0; i < 20; i++) {
      lab.missing(WATER, "sensor off");
    }
    lab.rows(WATER, 31);
    assertEquals(
        List.of(WATER + " is unknown", WATER + " has a value again", "PT water out > 29"),
        lab.titles());
  }

  @Test
  void aSilentChannelBecomesStaleAtADueTimeThatDoesNotDependOnTheTicks() {
    var often = new Lab(WATER_OUT);
    var seldom = new Lab(WATER_OUT);
    for (var lab : List.of(often, seldom)) {
      lab.rows(WATER, 25);
    }
    for (int s = 0; s < 400; s++) {
      often.tick(Duration.ofSeconds(1));
    }
    seldom.tick(Duration.ofSeconds(400));
    assertEquals(List.of("fridge is silent"), often.titles());
    assertEquals(often.notices, seldom.notices);
    assertEquals(T0.plus(TEN).plusSeconds(180), often.notices.getFirst().time());
  }

  @Test
  void aRowWrittenLateIsAsOldAsItsTimeTellsUnlessItsClockIsFarBehind() {
    for (int late : List.of(0, 45, 60, 61)) {
      var lab = new Lab(WATER_OUT);
      var time = T0.plus(TEN);
      var arrival = time.plusSeconds(late);
      lab.tell(
          lab.watch.accept(
              List.of(new Scan("fridge", time, List.of(Reading.measured(WATER, time, 0, 25)))),
              arrival,
              false));
      var counted = late <= 60 ? time : arrival;
      lab.tell(lab.watch.tick(counted.plusSeconds(180)));
      assertEquals(List.of(), lab.titles(), late + " s late");
      lab.tell(lab.watch.tick(counted.plusSeconds(181)));
      assertEquals(List.of("fridge is silent"), lab.titles(), late + " s late");
    }
  }

  @Test
  void channelsOfOneRowThatFallSilentTogetherAreToldTogether() {
    var lab = new Lab(WATER_OUT);
    lab.row(Map.of(WATER, 25.0, MXC, 0.01));
    lab.tick(Duration.ofMinutes(1));
    lab.row(Map.of(MXC, 0.01));
    lab.tick(Duration.ofMinutes(10));
    assertEquals(List.of(WATER + " is stale", "fridge is silent"), lab.titles());
    lab.row(Map.of(WATER, 25.0, MXC, 0.01));
    assertEquals("2 channels of fridge read again", lab.titles().getLast());
    assertEquals(List.of(), lab.watch.alarms(lab.now));
  }

  @Test
  void aLimitMustHoldForItsTime() {
    var lab =
        new Lab(
            rule("held", WATER)
                .high("29 degC", "hot", Severity.WARNING)
                .hold(Duration.ofSeconds(30))
                .build());
    lab.rows(WATER, 25, 30, 30, 25, 30, 30, 30);
    assertEquals(List.of(), lab.titles());
    lab.rows(WATER, 30);
    assertEquals(List.of("hot"), lab.titles());
  }

  @Test
  void theDelayedSnapshotComesAtItsTimeAndSurvivesARestart() {
    var rule =
        rule("mxc-cold", MXC)
            .low("50 mK", "MC < 50 mK", Severity.INFO)
            .snapshot(Duration.ofHours(2))
            .build();
    var straight = new Lab(rule);
    var restarted = new Lab(rule);
    for (var lab : List.of(straight, restarted)) {
      lab.rows(MXC, 1, 0.04);
    }
    restarted.restart();
    for (var lab : List.of(straight, restarted)) {
      for (int i = 0; i < 800; i++) {
        lab.rows(MXC, 0.04 - i * 1e-5);
      }
    }
    assertEquals(List.of("MC < 50 mK", "Snapshot: MC < 50 mK"), straight.titles());
    assertEquals(straight.notices, restarted.notices);
    assertEquals(
        straight.notices.getFirst().time().plus(Duration.ofHours(2)),
        straight.notices.getLast().time());
  }

  @Test
  void aScheduledSnapshotComesOnceAtEachOfItsTimes() {
    var hourly =
        new ScheduledSnapshot(
            "hourly",
            "fridge",
            "hourly",
            after -> Optional.of(after.truncatedTo(ChronoUnit.HOURS).plusSeconds(3600)),
            Severity.INFO);
    var lab = new Lab(List.of(hourly));
    lab.rows(WATER, 25);
    for (int i = 0; i < 3 * 360; i++) {
      lab.rows(WATER, 25);
      if (i == 500) {
        lab.restart();
      }
    }
    assertEquals(List.of("Snapshot: hourly", "Snapshot: hourly", "Snapshot: hourly"), lab.titles());
    assertEquals(Instant.parse("2026-06-26T11:00:00Z"), lab.notices.getFirst().time());
  }

  @Test
  void backlogSetsStatesAndTellsNothing() {
    var lab = new Lab(WATER_OUT);
    lab.silent = true;
    lab.rows(WATER, 25, 30, 26, 31);
    assertEquals(List.of(), lab.titles());
    lab.silent = false;
    lab.rows(WATER, 26);
    assertEquals(List.of("PT water out < 27"), lab.titles());
  }

  @Test
  void aRestartBetweenAnyTwoRowsChangesNothingThatIsTold() {
    var values = new double[] {25, 30, 28, 26, 30, 31, 26.5, 25, 30, 26};
    var straight = new Lab(WATER_OUT);
    straight.rows(WATER, values);
    for (int cut = 1; cut < values.length; cut++) {
      var lab = new Lab(WATER_OUT);
      for (int i = 0; i < values.length; i++) {
        if (i == cut) {
          lab.restart();
        }
        lab.rows(WATER, values[i]);
      }
      assertEquals(straight.notices, lab.notices, "restarted before row " + cut);
    }
  }

  @Test
  void aLimitInAWrongUnitIsSaidAndNeverCompared() {
    var lab = new Lab(rule("odd", WATER).high("3 mbar", "?", Severity.WARNING).build());
    lab.rows(WATER, 1, 5000);
    assertEquals(List.of(), lab.titles());
    assertTrue(String.valueOf(lab.watch.broken().get("rule odd")).contains("mbar"));
    assertTrue(lab.watch.rules().getFirst().broken().isPresent());
  }

  @Test
  void aRowFromTheFutureDoesNotCarryTheClockWithIt() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25);
    var future = T0.plus(Duration.ofDays(1));
    lab.tell(
        lab.watch.accept(
            List.of(new Scan("fridge", future, List.of(Reading.measured(MXC, future, 0, 0.01)))),
            lab.now,
            false));
    assertFalse(lab.watch.clock().isAfter(lab.now));
    assertEquals(List.of(), lab.titles());
  }

  @Test
  void aTimerWhoseSnapshotSetIsGoneIsToldAndStopsNothing() {
    var lab =
        new Lab(
            rule("mxc-cold", MXC)
                .low("50 mK", "MC < 50 mK", Severity.INFO)
                .snapshot(Duration.ofMinutes(1))
                .build());
    lab.rows(MXC, 1, 0.04);
    lab.book =
        new RuleBook(
            "Blue lab",
            ZoneOffset.UTC,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    lab.restart();
    lab.tick(Duration.ofMinutes(2));
    assertEquals(List.of("MC < 50 mK", "No snapshot: MC < 50 mK"), lab.titles());
    assertEquals(Map.of(), withoutRules(lab.kept), "the timer is done with");
  }

  private static Map<String, String> withoutRules(Map<String, String> kept) {
    var rest = new HashMap<>(kept);
    rest.keySet().removeIf(key -> !key.startsWith("timer "));
    return rest;
  }

  @Test
  void aClockThatWasSetBackIsNoSilenceAndNoFloodOfReturns() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25);
    for (int i = 1; i < 60; i++) {
      lab.now = T0.plus(TEN.multipliedBy(i));
      var early = lab.now.minusSeconds(3600);
      lab.tell(
          lab.watch.accept(
              List.of(new Scan("fridge", early, List.of(Reading.measured(WATER, early, 0, 25)))),
              lab.now,
              false));
      lab.tick(Duration.ZERO);
    }
    assertEquals(List.of(), lab.titles());
  }

  @Test
  void theRowsOfOneInstrumentDoNotCallAnotherSilentThatIsStillCatchingUp() {
    var other = new ChannelId("second/mxc/temperature");
    var lab = new Lab(WATER_OUT);
    lab.watch.declare(List.of(Channel.number(other, Unit.KELVIN, "CH6 T", Duration.ofSeconds(60))));
    lab.rows(WATER, 25);
    lab.tell(
        lab.watch.accept(
            List.of(new Scan("second", T0, List.of(Reading.measured(other, T0, 0, 1)))),
            T0,
            false));
    for (int i = 0; i < 60; i++) {
      lab.now = lab.now.plus(TEN);
      lab.tell(
          lab.watch.accept(
              List.of(
                  new Scan("fridge", lab.now, List.of(Reading.measured(WATER, lab.now, 0, 25)))),
              lab.now,
              false,
              Set.of("second")));
    }
    assertEquals(List.of(), lab.titles());
    var gap = T0.plusSeconds(300);
    lab.tell(
        lab.watch.accept(
            List.of(new Scan("second", gap, List.of(Reading.measured(other, gap, 0, 1)))),
            gap,
            false));
    assertEquals(
        List.of("second is silent", "second/mxc/temperature reads again"),
        lab.titles(),
        "its own gap is found in its own rows");
  }

  @Test
  void anUnknownChannelThatNoRuleWatchesAnyMoreIsNoAlarm() {
    var lab = new Lab(WATER_OUT);
    lab.rows(WATER, 25);
    for (int i = 0; i < 20; i++) {
      lab.missing(WATER, "sensor off");
    }
    assertEquals(1, lab.watch.alarms(lab.now).size());
    lab.book =
        new RuleBook(
            "Blue lab",
            ZoneOffset.UTC,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    lab.restart();
    assertEquals(List.of(), lab.watch.alarms(lab.now));
  }

  @Test
  void aScheduleThatWasChangedInTheStationFileHoldsAtOnce() {
    var yearly =
        new ScheduledSnapshot(
            "base",
            "fridge",
            "base",
            after -> Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
            Severity.INFO);
    var hourly =
        new ScheduledSnapshot(
            "base",
            "fridge",
            "base",
            after -> Optional.of(after.truncatedTo(ChronoUnit.HOURS).plusSeconds(3600)),
            Severity.INFO);
    var lab = new Lab(List.of(yearly));
    lab.rows(WATER, 25, 25);
    lab.book =
        new RuleBook(
            "Blue lab",
            ZoneOffset.UTC,
            List.of(),
            lab.book.snapshotSets(),
            List.of(hourly),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    lab.restart();
    for (int i = 0; i < 370; i++) {
      lab.rows(WATER, 25);
    }
    assertEquals(List.of("Snapshot: base"), lab.titles());
  }

  @Test
  void idsDependOnStationRuleEdgeAndTimeAlone() {
    var a = new Lab(WATER_OUT);
    var b = new Lab(WATER_OUT);
    a.rows(WATER, 25, 30, 26);
    b.rows(WATER, 25, 40, 20);
    assertEquals(
        a.notices.stream().map(Notice::id).toList(), b.notices.stream().map(Notice::id).toList());
    assertEquals(2, a.notices.stream().map(Notice::id).distinct().count());
  }

  /** A watch with a clock of its own; every row comes ten seconds after the last. */
  private static final class Lab {
    private RuleBook book;
    private final Map<String, String> kept = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private Watch watch;
    private Instant now = T0;
    private boolean silent;

    Lab(Rule... rules) {
      this(List.of(rules), List.of());
    }

    Lab(List<ScheduledSnapshot> schedules) {
      this(List.of(), schedules);
    }

    private Lab(List<Rule> rules, List<ScheduledSnapshot> schedules) {
      book =
          new RuleBook(
              "Blue lab",
              ZoneOffset.UTC,
              rules,
              List.of(new SnapshotSet("fridge", List.of(new ChannelPattern("fridge/**")))),
              schedules,
              Map.of(),
              List.of(),
              List.of(),
              List.of());
      watch = new Watch(book, Map.of());
      watch.declare(channels());
    }

    private static List<Channel> channels() {
      return List.of(
          Channel.number(WATER, Unit.CELSIUS, "cpatempwo", Duration.ofSeconds(60)),
          Channel.number(MXC, Unit.KELVIN, "CH6 T", Duration.ofSeconds(60)));
    }

    void rows(ChannelId channel, double... values) {
      for (double value : values) {
        row(Map.of(channel, value));
      }
    }

    void row(Map<ChannelId, Double> values) {
      now = now.plus(TEN);
      accept(
          values.entrySet().stream()
              .map(e -> Reading.measured(e.getKey(), now, 0, e.getValue()))
              .sorted((a, b) -> a.channel().compareTo(b.channel()))
              .toList());
    }

    void missing(ChannelId channel, String reason) {
      now = now.plus(TEN);
      accept(List.of(Reading.missing(channel, now, 0, reason)));
    }

    private void accept(List<Reading> readings) {
      tell(watch.accept(List.of(new Scan("fridge", now, readings)), now, silent));
    }

    void tick(Duration later) {
      now = now.plus(later);
      tell(watch.tick(now));
    }

    void tell(List<Effect> effects) {
      for (var effect : effects) {
        if (effect instanceof Effect.Tell(Notice notice)) {
          notices.add(notice);
        }
      }
      watch
          .takeChanges()
          .forEach(
              (key, text) -> {
                if (text.isEmpty()) {
                  kept.remove(key);
                } else {
                  kept.put(key, text);
                }
              });
    }

    void restart() {
      var latest = watch.channels().stream().flatMap(view -> view.latest().stream()).toList();
      watch = new Watch(book, kept);
      watch.restore(channels(), latest);
    }

    List<String> titles() {
      return notices.stream().map(Notice::title).toList();
    }

    List<Kind> kinds() {
      return notices.stream().map(Notice::kind).toList();
    }
  }

  private static Builder rule(String name, ChannelId channel) {
    return new Builder(name, channel);
  }

  private static final class Builder {
    private final String name;
    private final ChannelId channel;
    private Optional<Edge> low = Optional.empty();
    private Optional<Edge> high = Optional.empty();
    private Side initially = Side.UNKNOWN;
    private Duration hold = Duration.ZERO;

    Builder(String name, ChannelId channel) {
      this.name = name;
      this.channel = channel;
    }

    Builder low(String limit, @Nullable String say, @Nullable Severity severity) {
      low = Optional.of(edge(limit, say, severity));
      return this;
    }

    Builder high(String limit, @Nullable String say, @Nullable Severity severity) {
      high = Optional.of(edge(limit, say, severity));
      return this;
    }

    private static Edge edge(String limit, @Nullable String say, @Nullable Severity severity) {
      return new Edge(
          Optional.of(Quantity.parse(limit)),
          Optional.ofNullable(say),
          severity == null ? Severity.INFO : severity,
          Optional.empty());
    }

    Builder snapshot(Duration after) {
      low =
          low.map(
              edge ->
                  new Edge(
                      edge.limit(),
                      edge.say(),
                      edge.severity(),
                      Optional.of(new Edge.SnapshotAfter("fridge", after, Optional.empty()))));
      return this;
    }

    Builder initially(Side side) {
      initially = side;
      return this;
    }

    Builder hold(Duration time) {
      hold = time;
      return this;
    }

    Rule build() {
      return Rule.limits(name, channel, low, high, initially, hold);
    }
  }
}
