package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.stillwatch.core.condition.ScriptedFacts.START;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;

class DerivationsTest {

  private static final ChannelId DROP = new ChannelId("fridge/p4-p3");
  private static final ChannelId HALF = new ChannelId("lab/half");
  private static final ChannelId P3 = new ChannelId("fridge/p3");
  private static final ChannelId P4 = new ChannelId("fridge/p4");
  private static final Channel SLOW = Channel.number(P4, Unit.MBAR, "P4", Duration.ofMinutes(2));

  private final ScriptedFacts facts = new ScriptedFacts();

  private static Derivation derivation(ChannelId id, String expression, String unit) {
    return new Derivation(
        id,
        Expression.parse(expression),
        unit.isEmpty() ? Optional.empty() : Optional.of(Unit.of(unit)),
        "label of " + id);
  }

  /** Half the drop stands before the drop, which it needs. */
  private final Derivations derivations =
      new Derivations(
          List.of(
              derivation(HALF, "fridge/p4-p3 / 2", ""),
              derivation(DROP, "fridge/p4 - fridge/p3", "Pa")));

  @Test
  void aDerivedChannelIsDeclaredOnceItsInputsAre() {
    assertEquals(List.of(), derivations.declare(List.of(Lab.number("fridge/p3", "mbar"))));
    assertEquals(
        List.of(
            Channel.number(DROP, Unit.of("Pa"), "label of fridge/p4-p3", Duration.ofMinutes(2)),
            Channel.number(HALF, Unit.of("Pa"), "label of lab/half", Duration.ofMinutes(2))),
        derivations.declare(List.of(SLOW)));
    assertEquals(List.of(), derivations.declare(List.of(SLOW)));
  }

  private void declared() {
    var news = derivations.declare(List.of(SLOW, Lab.number("fridge/p3", "mbar")));
    assertEquals(2, news.size());
  }

  private List<Reading> step() {
    var readings = derivations.step(Set.of(P4), facts.now(), facts);
    readings.forEach(facts::take);
    return readings;
  }

  @Test
  void eachGroupOfReadingsGivesTheDerivedOnesInOrder() {
    declared();
    facts.measured("fridge/p3", 2).measured("fridge/p4", 5);
    assertEquals(
        List.of(Reading.measured(DROP, START, 0, 300), Reading.measured(HALF, START, 0, 150)),
        step());
  }

  @Test
  void theSameInstantAgainCountsTheOrdinalUp() {
    declared();
    facts.measured("fridge/p3", 2).measured("fridge/p4", 5);
    assertEquals(2, step().size());
    facts.measured("fridge/p4", 6);
    assertEquals(
        List.of(Reading.measured(DROP, START, 1, 400), Reading.measured(HALF, START, 1, 200)),
        step());
  }

  @Test
  void anInputWithoutAValueMakesItMissingWithTheReason() {
    declared();
    facts.measured("fridge/p4", 5);
    assertEquals("fridge/p3 has never been seen", reason(step().getFirst()));
    facts.at("10S").measured("fridge/p4", 5).missing("fridge/p3", "sensor off");
    var readings = step();
    assertEquals("fridge/p3 is missing: sensor off", reason(readings.getFirst()));
    assertEquals(
        "fridge/p4-p3 is missing: fridge/p3 is missing: sensor off", reason(readings.getLast()));
    facts.at("20S").measured("fridge/p4", 5).measured("fridge/p3", 1).stale("fridge/p3");
    assertEquals("fridge/p3 is stale", reason(step().getFirst()));
  }

  private static String reason(Reading reading) {
    return reading instanceof Reading.Missing missing ? missing.reason() : "measured";
  }

  @Test
  void aDoubtfulInputMakesItDoubtful() {
    declared();
    facts.measured("fridge/p3", 2);
    facts.take(new Reading.Measured(P4, START, 0, 5, Quality.SUSPECT));
    for (var reading : step()) {
      assertEquals(Quality.SUSPECT, ((Reading.Measured) reading).quality());
    }
  }

  @Test
  void onlyWhatDependsOnTheChangedChannelsIsCalculatedAndNothingOld() {
    declared();
    facts.at("10S").measured("fridge/p3", 2).measured("fridge/p4", 5);
    assertEquals(
        List.of(), derivations.step(Set.of(new ChannelId("fridge/p6")), facts.now(), facts));
    assertEquals(2, step().size());
    assertEquals(List.of(), derivations.step(Set.of(P3), START, facts));
  }

  @Test
  void aCycleIsRefusedByName() {
    var one = new ChannelId("a/one");
    var two = new ChannelId("a/two");
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Derivations(
                    List.of(
                        derivation(HALF, "a/one / 2", ""),
                        derivation(one, "a/two + 1", ""),
                        derivation(two, "fridge/p4 + a/one", ""))));
    assertEquals(
        "derived channels need each other: a/one from a/two from a/one", thrown.getMessage());
  }

  @Test
  void oneThatDoesNotFitItsChannelsIsToldAndLeftOut() {
    var wrong = new Derivations(List.of(derivation(DROP, "fridge/p4 - fridge/p3", "")));
    var news = wrong.declare(List.of(SLOW, Lab.number("fridge/p3", "K")));
    assertEquals(List.of(), news);
    assertEquals(
        Map.of(DROP, "'fridge/p4' (mbar) and 'fridge/p3' (K) do not measure the same"),
        wrong.broken());
    facts.measured("fridge/p3", 2).measured("fridge/p4", 5);
    assertEquals(List.of(), wrong.step(Set.of(P4), START, facts));
  }

  /** Two sources of one temperature, the second in another unit. */
  private static final class Pair {
    private static final ChannelId STILL = new ChannelId("lab/still/temperature");
    private static final String LIVE = "live/still";
    private static final String LOGS = "fridge/still";

    private final ScriptedFacts facts = new ScriptedFacts();
    private final Derivations derivations =
        new Derivations(List.of(derivation(STILL, "first(live/still, fridge/still)", "K")));

    private Pair declared() {
      var news = derivations.declare(List.of(Lab.number(LIVE, "K"), Lab.number(LOGS, "mK")));
      assertEquals(1, news.size());
      return this;
    }

    /** What a row of these channels gives at the time of the facts. */
    private List<Reading> row(String... changed) {
      return row(facts.now(), changed);
    }

    private List<Reading> row(Instant time, String... changed) {
      var ids = Stream.of(changed).map(ChannelId::new).collect(Collectors.toSet());
      var readings = derivations.step(ids, time, facts);
      readings.forEach(facts::take);
      return readings;
    }

    private static List<Reading> measured(Instant time, double kelvin) {
      return List.of(Reading.measured(STILL, time, 0, kelvin));
    }
  }

  @Test
  void theFirstSourceIsFollowedWhileItIsKnownWhateverTheSecondDoes() {
    var pair = new Pair().declared();
    pair.facts.at("10S").measured(Pair.LIVE, 0.8).measured(Pair.LOGS, 900);
    assertEquals(Pair.measured(pair.facts.now(), 0.8), pair.row(Pair.LIVE));
    pair.facts.at("20S").measured(Pair.LOGS, 901);
    assertEquals(List.of(), pair.row(Pair.LOGS));
    pair.facts.at("21S").missing(Pair.LOGS, "sensor off");
    assertEquals(List.of(), pair.row(Pair.LOGS));
    pair.facts.at("30S").measured(Pair.LIVE, 0.81);
    assertEquals(Pair.measured(pair.facts.now(), 0.81), pair.row(Pair.LIVE));
  }

  @Test
  void aLateRowOfTheSecondSourceWritesNothingOld() {
    var pair = new Pair().declared();
    pair.facts.at("60S").measured(Pair.LIVE, 0.8);
    assertEquals(1, pair.row(Pair.LIVE).size());
    pair.facts.at("30S").measured(Pair.LOGS, 900);
    assertEquals(List.of(), pair.row(Pair.LOGS));
    pair.facts.stale(Pair.LIVE);
    assertEquals(List.of(), pair.row(Pair.LOGS), "it has a newer reading");
  }

  @Test
  void theSecondSourceIsFollowedAtItsOwnTimesOnceTheFirstIsStaleOrMissing() {
    var pair = new Pair().declared();
    pair.facts.measured(Pair.LIVE, 0.8);
    assertEquals(1, pair.row(Pair.LIVE).size());
    pair.facts.at("200S").measured(Pair.LOGS, 900).stale(Pair.LIVE);
    assertEquals(Pair.measured(pair.facts.now(), 0.9), pair.row(Pair.LOGS));
    pair.facts.at("210S").measured(Pair.LIVE, 0.82);
    assertEquals(Pair.measured(pair.facts.now(), 0.82), pair.row(Pair.LIVE));
    pair.facts.at("220S").missing(Pair.LIVE, "below the calibration");
    assertEquals(List.of(), pair.row(Pair.LIVE), "the second has said nothing new");
    pair.facts.at("230S").measured(Pair.LOGS, 910);
    assertEquals(Pair.measured(pair.facts.now(), 0.91), pair.row(Pair.LOGS));
  }

  @Test
  void whileNoSourceIsKnownItIsMissingForTheReasonsOfAll() {
    var pair = new Pair().declared();
    pair.facts.measured(Pair.LIVE, 0.8).stale(Pair.LIVE).missing(Pair.LOGS, "sensor off");
    assertEquals(
        "live/still is stale; fridge/still is missing: sensor off",
        reason(pair.row(Pair.LOGS).getFirst()));
  }

  @Test
  void oneSourceIsEnoughToDeclareIt() {
    var pair = new Pair();
    var news = pair.derivations.declare(List.of(Lab.number(Pair.LOGS, "mK")));
    assertEquals(Unit.KELVIN, news.getFirst().unit());
    pair.facts.measured(Pair.LOGS, 900);
    assertEquals(Pair.measured(pair.facts.now(), 0.9), pair.row(Pair.LOGS));
  }

  @Test
  void itIsNotCalledStaleTogetherWithItsFirstSource() {
    var pair = new Pair();
    var live = Channel.number(new ChannelId(Pair.LIVE), Unit.KELVIN, "", Duration.ofSeconds(60));
    var logs = Channel.number(new ChannelId(Pair.LOGS), Unit.KELVIN, "", Duration.ofSeconds(30));
    var period = pair.derivations.declare(List.of(live, logs)).getFirst().expectedPeriod();
    assertEquals(Duration.ofSeconds(110), period);
  }

  @Test
  void aDoubtThatIsNotFollowedDoesNotMakeItDoubtful() {
    var pair = new Pair().declared();
    pair.facts.measured(Pair.LIVE, 0.8);
    pair.facts.take(new Reading.Measured(new ChannelId(Pair.LOGS), START, 0, 900, Quality.SUSPECT));
    assertEquals(Pair.measured(START, 0.8), pair.row(Pair.LIVE));
    pair.facts.at("200S").stale(Pair.LIVE);
    var followed = pair.row(Pair.LOGS).getFirst();
    assertEquals(Quality.SUSPECT, ((Reading.Measured) followed).quality());
  }

  @Test
  void sourcesThatMeasureAnotherThingAreRefused() {
    var derivations =
        new Derivations(List.of(derivation(Pair.STILL, "first(live/still, fridge/p3)", "")));
    assertEquals(
        List.of(),
        derivations.declare(List.of(Lab.number(Pair.LIVE, "K"), Lab.number("fridge/p3", "mbar"))));
    assertEquals(Set.of(Pair.STILL), derivations.broken().keySet());
  }
}
