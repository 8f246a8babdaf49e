package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.BackTest.Firing;
import org.stillwatch.core.station.DraftRules;
import org.stillwatch.core.station.StoredBackTest;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.stores.sqlite.SqliteStore;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

class StoredBackTestTest {

  private static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  private static final ChannelId P1 = new ChannelId("fridge/p1");
  private static final Channel GAUGE = Channel.number(P1, Unit.MBAR, "p1", Duration.ofSeconds(10));

  @TempDir Path folder;
  private final FakeTime time = FakeTime.at("2026-07-30T00:00:00Z");
  private final MemoryStore store = new MemoryStore(time);

  private static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Reading p1(long second, double value) {
    return Reading.measured(P1, at(second), 0, value);
  }

  private static Edge edge(double limit, String say, Severity severity) {
    return new Edge(
        Optional.of(new Quantity(limit, Unit.MBAR)),
        Optional.of(say).filter(text -> !text.isEmpty()),
        severity,
        Optional.empty());
  }

  private static Rule above(String name, double limit) {
    return Rule.limits(
        name,
        P1,
        Optional.empty(),
        Optional.of(edge(limit, "p1 high", Severity.WARNING)),
        Side.UNKNOWN,
        Duration.ZERO);
  }

  private static Rule asking(String name, String condition) {
    return new Rule(
        name,
        P1,
        Optional.of(Condition.parse(condition)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Edge(Optional.empty(), Optional.of(name), Severity.WARNING, Optional.empty())),
        Side.UNKNOWN,
        Duration.ZERO,
        Optional.empty(),
        false);
  }

  private void stored(Reading... readings) {
    var done = store.commit(Commit.ofReadings(List.of(GAUGE), List.of(readings)));
  }

  private BackTest.Report run(List<Rule> own, List<Rule> drafts, long from, long to) {
    return test(store, own).run(new DraftRules(drafts, List.of()), at(from), at(to));
  }

  private StoredBackTest test(ReadingStore history, List<Rule> own) {
    return new StoredBackTest(
        RuleBook.of("Blue lab", own),
        history,
        text -> {
          throw new AssertionError(text);
        },
        time,
        done -> {});
  }

  private static Firing firing(long raised, Optional<Long> cleared, double value) {
    return new Firing(
        at(raised),
        cleared.map(StoredBackTestTest::at),
        Severity.WARNING,
        "p1 high",
        OptionalDouble.of(value));
  }

  @Test
  void everyFiringHasWhenItWasRaisedAndClearedAndTheValueThatRaisedIt() {
    stored(p1(0, 1), p1(100, 5), p1(200, 6), p1(300, 1), p1(400, 7), p1(500, 8));
    var rule = run(List.of(), List.of(above("high", 4)), 0, 86_400).rules().getFirst();
    assertEquals(
        List.of(firing(100, Optional.of(300L), 5), firing(400, Optional.empty(), 7)),
        rule.firings());
    assertEquals(Duration.ofSeconds(200 + 86_000), rule.inAlarm(), "also up to the end");
    assertEquals(2, rule.flapsPerDay());
    assertEquals(Optional.empty(), rule.broken());
  }

  @Test
  void whatWasInAlarmBeforeCountsAsTimeAndIsNoFiring() {
    stored(p1(-5000, 1), p1(-4000, 9), p1(100, 1), p1(200, 9), p1(300, 1));
    var rule = run(List.of(), List.of(above("high", 4)), 0, 1000).rules().getFirst();
    assertEquals(List.of(firing(200, Optional.of(300L), 9)), rule.firings());
    assertEquals(Duration.ofSeconds(100 + 100), rule.inAlarm());
  }

  @Test
  void anEdgeThatOnlyInformsIsAFiringThatIsOverAtOnceAndNoAlarm() {
    stored(p1(0, 1), p1(100, 5), p1(200, 1));
    var info =
        Rule.limits(
            "note",
            P1,
            Optional.empty(),
            Optional.of(edge(4, "p1 rises", Severity.INFO)),
            Side.LOW,
            Duration.ZERO);
    var rule = run(List.of(above("own", 3)), List.of(info), 0, 1000).rules().getFirst();
    assertEquals(
        List.of(
            new Firing(
                at(100), Optional.of(at(100)), Severity.INFO, "p1 rises", OptionalDouble.of(5))),
        rule.firings());
    assertEquals(Duration.ZERO, rule.inAlarm());
    assertEquals(
        List.of(new BackTest.Overlap("own", 1, Duration.ZERO)), rule.overlaps(), "told during it");
  }

  @Test
  void theStationsOwnAlarmsOfTheSameTimeAreNamedWithHowLongBothLasted() {
    stored(p1(0, 1), p1(100, 5), p1(150, 9), p1(200, 1), p1(300, 5), p1(400, 1));
    var report =
        run(
            List.of(above("far", 8), above("near", 4), above("never", 99)),
            List.of(above("high", 4)),
            0,
            1000);
    assertEquals(
        List.of(
            new BackTest.Overlap("far", 1, Duration.ofSeconds(50)),
            new BackTest.Overlap("near", 2, Duration.ofSeconds(200))),
        report.rules().getFirst().overlaps());
  }

  @Test
  void theClockGoesOnWhenNoRowsCome() {
    stored(p1(0, 1), p1(10, 1), p1(23, 1), p1(5000, 1), p1(5013, 1));
    var rule = run(List.of(), List.of(asking("silent", "fridge/p1 is stale")), 0, 10_000);
    var firings = rule.rules().getFirst().firings();
    assertEquals(2, firings.size(), firings.toString());
    assertEquals(at(90), firings.get(0).raised(), "a minute of silence, seen at full ten seconds");
    assertEquals(Optional.of(at(5000)), firings.get(0).cleared());
    assertEquals(at(5080), firings.get(1).raised());
    assertEquals(Optional.empty(), firings.get(1).cleared());
  }

  @Test
  void aDraftMayAskForTheAlarmOfARuleOfTheStationAndForDraftedChannels() {
    stored(p1(0, 1), p1(100, 5), p1(200, 9), p1(300, 1));
    var twice =
        new Derivation(
            new ChannelId("calc/twice"),
            Expression.parse("fridge/p1 + fridge/p1"),
            Optional.empty(),
            "twice");
    var both = asking("both", "alarm own and calc/twice > 16 mbar");
    var report =
        test(store, List.of(above("own", 4)))
            .run(new DraftRules(List.of(both), List.of(twice)), at(0), at(1000));
    var rule = report.rules().getFirst();
    assertEquals(Optional.empty(), rule.broken());
    assertEquals(1, rule.firings().size());
    assertEquals(at(200), rule.firings().getFirst().raised());
    assertEquals(List.of(new BackTest.Overlap("own", 1, Duration.ofSeconds(100))), rule.overlaps());
  }

  @Test
  void aRuleThatCannotBeJudgedSaysWhy() {
    stored(p1(0, 1), p1(100, 5));
    var wrongUnit =
        Rule.limits(
            "kelvin",
            P1,
            Optional.empty(),
            Optional.of(
                new Edge(
                    Optional.of(Quantity.parse("4 K")),
                    Optional.of("x"),
                    Severity.WARNING,
                    Optional.empty())),
            Side.UNKNOWN,
            Duration.ZERO);
    var elsewhere = asking("elsewhere", "fridge/p11 > 4 mbar");
    var rules = run(List.of(), List.of(wrongUnit, elsewhere, above("fine", 4)), 50, 1000).rules();
    assertTrue(rules.get(0).broken().orElse("").contains("K"), rules.get(0).toString());
    assertEquals(
        Optional.of(
            "there is no channel fridge/p11 in the stored history; did you mean 'fridge/p1'?"),
        rules.get(1).broken());
    assertEquals(Optional.empty(), rules.get(2).broken());
    assertEquals(1, rules.get(2).firings().size());
  }

  @Test
  void aTimeWithoutHistorySaysWhatThereIs() {
    stored(p1(0, 1), p1(100, 5));
    var rule = run(List.of(), List.of(above("high", 4)), 1000, 2000).rules().getFirst();
    assertEquals(
        Optional.of(
            "fridge/p1 has no reading from 2026-06-26T12:16:40Z to 2026-06-26T12:33:20Z; its"
                + " history goes from 2026-06-26T12:00:00Z to 2026-06-26T12:01:40Z"),
        rule.broken());
  }

  @Test
  void timeThatIsEmptyOrStillToComeIsRefusedAndTheFutureIsCutOff() {
    stored(p1(0, 9));
    var drafts = List.of(above("high", 4));
    assertThrows(IllegalArgumentException.class, () -> run(List.of(), drafts, 10, 10));
    var now = Duration.between(NOON, time.instant()).toSeconds();
    assertThrows(IllegalArgumentException.class, () -> run(List.of(), drafts, now, now + 10));
    assertEquals(time.instant(), run(List.of(), drafts, 0, now + 10).to());
  }

  /** The band must keep white noise of this size in; its drift and its jumps do not count. */
  @Test
  void theDeadBandFollowsTheNoiseNearTheLimitAndNotTheDrift() {
    var random = new Random(3);
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 40_000; i++) {
      double drift = i / 4000.0;
      double noise = drift > 5 ? 0.02 : 1;
      readings.add(p1(i, drift + noise * random.nextGaussian()));
    }
    stored(readings.toArray(Reading[]::new));
    var pair =
        Rule.limits(
            "pair",
            P1,
            Optional.of(edge(9, "", Severity.INFO)),
            Optional.of(edge(9.05, "high", Severity.WARNING)),
            Side.UNKNOWN,
            Duration.ZERO);
    var band = run(List.of(), List.of(pair), 0, 40_000).rules().getFirst().deadBand().orElseThrow();
    assertEquals(0.05, band.now(), 1e-9);
    assertEquals(0.02, band.noise(), 0.002);
    assertEquals(0.2, band.suggested(), "ten standard deviations at a reading a second");
    assertEquals("mbar", band.unit());
  }

  @Test
  void theDeadBandIsNeverLessThanOneStepOfTheChannel() {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 400; i++) {
      readings.add(p1(i, i % 100 == 0 ? 0.25 : 0));
    }
    stored(readings.toArray(Reading[]::new));
    var band = run(List.of(), List.of(above("high", 1)), 0, 400).rules().getFirst().deadBand();
    assertEquals(0, band.orElseThrow().noise());
    assertEquals(0.3, band.orElseThrow().suggested());
    stored(p1(100_000, 1));
    assertEquals(
        Optional.empty(),
        run(List.of(), List.of(above("high", 1)), 100_000, 100_001).rules().getFirst().deadBand());
  }

  /**
   * Random histories with gaps, missing values, several rows of an instant, and random rules: what
   * was skipped makes no difference to what one watch over every row of all channels says.
   */
  @Test
  void skippingChangesNothing() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var channels = new ArrayList<Channel>();
      for (int i = 0; i < 4; i++) {
        channels.add(
            Channel.number(
                new ChannelId((i < 2 ? "fridge/c" : "pump/c") + i),
                Unit.MBAR,
                "c",
                Duration.ofSeconds(10)));
      }
      var readings = history(random, channels);
      var rules = new ArrayList<Rule>();
      for (int i = 0; i < 8; i++) {
        rules.add(limits("r" + i, channels.get(random.nextInt(4)).id(), random));
      }
      var from = at(random.nextInt(20_000));
      var to = from.plusSeconds(1 + random.nextInt(20_000));
      var expected = everyRow(RuleBook.of("Blue lab", rules), channels, readings, from, to);
      var memory = new MemoryStore(time);
      try (var sqlite = SqliteStore.open(folder.resolve("seed" + seed), time)) {
        for (var each : List.of(memory, sqlite)) {
          for (int start = 0; start < readings.size(); start += 1000) {
            var done =
                each.commit(
                    Commit.ofReadings(
                        channels,
                        readings.subList(start, Math.min(readings.size(), start + 1000))));
          }
          var report = test(each, rules).run(new DraftRules(rules, List.of()), from, to);
          for (var rule : report.rules()) {
            assertEquals(
                expected.get(rule.name()), rule.firings().toString(), "seed " + seed + rule);
          }
          assertEquals(
              readings.stream()
                  .filter(reading -> !reading.time().isBefore(from) && reading.time().isBefore(to))
                  .filter(
                      reading ->
                          rules.stream().anyMatch(rule -> rule.channel().equals(reading.channel())))
                  .count(),
              report.readings(),
              "every reading counts, read or skipped");
        }
      }
    }
  }

  private static Rule limits(String name, ChannelId channel, Random random) {
    double low = Math.round(random.nextGaussian() * 4) / 2.0;
    double high = low + random.nextInt(3) / 2.0;
    int edges = random.nextInt(3);
    return Rule.limits(
        name,
        channel,
        edges == 0 ? Optional.empty() : Optional.of(randomEdge(low, random)),
        edges == 1 ? Optional.empty() : Optional.of(randomEdge(high, random)),
        List.of(Side.values()).get(random.nextInt(3)),
        Duration.ofSeconds(random.nextInt(3) * 40L));
  }

  private static Edge randomEdge(double limit, Random random) {
    return edge(
        limit,
        random.nextBoolean() ? "beyond " + limit : "",
        List.of(Severity.values()).get(random.nextInt(Severity.values().length)));
  }

  private static List<Reading> history(Random random, List<Channel> channels) {
    var readings = new ArrayList<Reading>();
    var value = new double[channels.size()];
    for (int second = 0; second < 40_000; second += random.nextInt(400) == 0 ? 3000 : 10) {
      for (int i = 0; i < value.length; i++) {
        value[i] += 0.03 * random.nextGaussian() - 0.002 * value[i];
        for (int n = 0; n < (random.nextInt(50) == 0 ? 2 : 1); n++) {
          double jump = random.nextInt(300) == 0 ? 3 * random.nextGaussian() : 0;
          double measured = Math.round((value[i] + jump) * 8) / 8.0;
          readings.add(
              random.nextInt(20) == 0
                  ? Reading.missing(channels.get(i).id(), at(second), n, "off")
                  : Reading.measured(channels.get(i).id(), at(second), n, measured));
        }
      }
    }
    return readings;
  }

  /** The firings of each rule as one watch over all rows tells them. */
  private static Map<String, String> everyRow(
      RuleBook book, List<Channel> channels, List<Reading> readings, Instant from, Instant to) {
    var firings = new LinkedHashMap<String, List<Firing>>();
    book.rules().forEach(rule -> firings.put(rule.name(), new ArrayList<>()));
    var watch =
        new Watch(
            book,
            Map.of(),
            (rule, before, after, notice, silent) -> {
              var its = firings.getOrDefault(rule.name(), new ArrayList<>());
              var open =
                  its.isEmpty() || its.getLast().cleared().isPresent()
                      ? Optional.<Firing>empty()
                      : Optional.of(its.removeLast());
              open.ifPresent(
                  f ->
                      its.add(
                          new Firing(
                              f.raised(),
                              Optional.of(notice.time()),
                              f.severity(),
                              f.title(),
                              f.value())));
              if (!silent && (rule.alarms(after) || !rule.alarms(before))) {
                its.add(
                    new Firing(
                        notice.time(),
                        rule.alarms(after) ? Optional.empty() : Optional.of(notice.time()),
                        rule.edge(after).orElseThrow().severity(),
                        notice.title(),
                        notice.about().orElseThrow().value()));
              }
            });
    var derived = watch.declare(channels);
    for (int start = 0, end; start < readings.size(); start = end) {
      end = start;
      var first = readings.get(start);
      while (end < readings.size()
          && readings.get(end).time().equals(first.time())
          && readings.get(end).channel().instrument().equals(first.channel().instrument())) {
        end++;
      }
      if (first.time().isBefore(to)) {
        var effects =
            watch.accept(
                List.of(
                    new Scan(
                        first.channel().instrument(), first.time(), readings.subList(start, end))),
                first.time(),
                first.time().isBefore(from));
      }
    }
    var texts = new LinkedHashMap<String, String>();
    firings.forEach((name, its) -> texts.put(name, its.toString()));
    return texts;
  }
}
