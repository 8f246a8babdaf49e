package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.stillwatch.core.condition.ScriptedFacts.START;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
}
