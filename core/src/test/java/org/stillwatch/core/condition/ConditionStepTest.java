package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillwatch.core.condition.Lab.because;
import static org.stillwatch.core.condition.Lab.truth;
import static org.stillwatch.core.condition.Truth.FALSE;
import static org.stillwatch.core.condition.Truth.TRUE;
import static org.stillwatch.core.condition.Truth.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Quantity;

class ConditionStepTest {

  private final ScriptedFacts facts = new ScriptedFacts();

  /** Steps a condition over a story; between all steps its memory goes through text. */
  private List<Truth> story(String text, List<Consumer<ScriptedFacts>> chapters) {
    var condition = Lab.condition(text);
    var truths = new ArrayList<Truth>();
    var state = ConditionState.START;
    for (var chapter : chapters) {
      chapter.accept(facts);
      var outcome = condition.step(state, facts);
      truths.add(outcome.truth());
      state = ConditionState.decode(outcome.state().encode());
      assertEquals(outcome.state(), state);
    }
    return truths;
  }

  private static List<Consumer<ScriptedFacts>> values(String channel, double... values) {
    var chapters = new ArrayList<Consumer<ScriptedFacts>>();
    for (int i = 0; i < values.length; i++) {
      int n = i;
      chapters.add(facts -> facts.at(10 * n + "S").measured(channel, values[n]));
    }
    return chapters;
  }

  @Test
  void comparesAChannelWithALimitInAnotherUnit() {
    facts.measured("fridge/4k/temperature", 0.04);
    assertEquals(TRUE, truth("fridge/4k/temperature < 50 mK", facts));
    assertEquals(FALSE, truth("fridge/4k/temperature > 50 mK", facts));
    assertEquals(TRUE, truth("50 mK > fridge/4k/temperature", facts));
    assertEquals(TRUE, truth("fridge/4k/temperature <= 0.04", facts));
    assertEquals(FALSE, truth("fridge/4k/temperature below 40 mK", facts));
  }

  @Test
  void missingStaleAndNeverSeenInputsAreUnknownWithTheirReason() {
    var question = "fridge/p4 - fridge/p3 > 100 mbar";
    assertEquals("fridge/p4 has never been seen", because(question, facts));
    facts.measured("fridge/p4", 300).missing("fridge/p3", "sensor off");
    assertEquals(UNKNOWN, truth(question, facts));
    assertEquals("fridge/p3 is missing: sensor off", because(question, facts));
    facts.measured("fridge/p3", 100).stale("fridge/p4");
    assertEquals("fridge/p4 is stale", because(question, facts));
    facts.measured("fridge/p4", 300);
    assertEquals(TRUE, truth(question, facts));
    assertEquals("", because(question, facts));
  }

  @Test
  void aReasonThatDoesNotMatterIsNotGiven() {
    facts.measured("fridge/p4", 300).missing("fridge/p3", "sensor off");
    assertEquals(TRUE, truth("fridge/p4 > 1 or fridge/p3 > 1", facts));
    assertEquals("", because("fridge/p4 > 1 or fridge/p3 > 1", facts));
    assertEquals(FALSE, truth("fridge/p4 < 1 and fridge/p3 > 1", facts));
    assertEquals("", because("fridge/p4 < 1 and fridge/p3 > 1", facts));
    assertEquals(
        "fridge/p3 is missing: sensor off",
        because("fridge/p4 > 1 and (fridge/p3 > 1 or fridge/p3 < 0)", facts));
  }

  @Test
  void divisionByZeroIsUnknown() {
    facts.measured("fridge/p4", 300).measured("fridge/p3", 0);
    assertEquals("division by zero", because("fridge/p4 / fridge/p3 > 1", facts));
    assertEquals(UNKNOWN, truth("not fridge/p4 / fridge/p3 > 1", facts));
    assertEquals("sqrt of -1 has no value", because("sqrt(0 - 1) > 1", facts));
    assertEquals("log10 of 0 has no value", because("log10(fridge/p3 / 1 mbar) > 1", facts));
  }

  @Test
  void aLimitWithHysteresisRemembersItsSide() {
    assertEquals(
        List.of(FALSE, FALSE, TRUE, TRUE, TRUE, FALSE, FALSE),
        story(
            "fridge/p4 above 100 mbar until below 90 mbar",
            values("fridge/p4", 95, 100, 101, 95, 90, 89.9, 95)));
  }

  @Test
  void aLowLimitWithHysteresisToo() {
    assertEquals(
        List.of(FALSE, TRUE, TRUE, FALSE),
        story("fridge/p4 below 90 mbar until above 0.1 bar", values("fridge/p4", 95, 89, 99, 101)));
  }

  @Test
  void aMissingValueIsUnknownAndDoesNotChangeTheSide() {
    assertEquals(
        List.of(TRUE, UNKNOWN, TRUE),
        story(
            "fridge/p4 > 100 until below 90",
            List.of(
                f -> f.measured("fridge/p4", 110),
                f -> f.at("10S").missing("fridge/p4", "off"),
                f -> f.at("20S").measured("fridge/p4", 95))));
  }

  @Test
  void aBandHasItsLimitsInside() {
    assertEquals(
        List.of(TRUE, TRUE, FALSE, FALSE),
        story("fridge/p4 inside 1 mbar to 200 Pa", values("fridge/p4", 1, 2, 2.01, 0.99)));
  }

  @Test
  void aBandWithAMarginMustBeWellInsideToCountAgain() {
    var values = values("fridge/p4", 10.5, 21, 19.5, 18.9, 10.5, 9.9, 10.5, 11);
    assertEquals(
        List.of(FALSE, TRUE, TRUE, FALSE, FALSE, TRUE, TRUE, FALSE),
        story("fridge/p4 outside 10 mbar to 20 mbar margin 100 Pa", values));
  }

  @Test
  void asksForStates() {
    facts.measured("fridge/valve/v1", 1);
    assertEquals(TRUE, truth("fridge/valve/v1 is open", facts));
    assertEquals(FALSE, truth("fridge/valve/v1 is not open", facts));
    assertEquals(FALSE, truth("fridge/valve/v1 == closed", facts));
    assertEquals(TRUE, truth("fridge/valve/v1 != \"closed\"", facts));
    facts.missing("fridge/valve/v1", "no row");
    assertEquals(UNKNOWN, truth("fridge/valve/v1 is not open", facts));
  }

  @Test
  void asksWhetherAChannelIsStaleOrMissing() {
    assertEquals(UNKNOWN, truth("fridge/p4 is stale", facts));
    assertEquals(UNKNOWN, truth("fridge/p4 is missing", facts));
    facts.measured("fridge/p4", 1);
    assertEquals(FALSE, truth("fridge/p4 is stale", facts));
    assertEquals(FALSE, truth("fridge/p4 is missing", facts));
    facts.missing("fridge/p4", "off");
    assertEquals(TRUE, truth("fridge/p4 is missing", facts));
    facts.stale("fridge/p4");
    assertEquals(TRUE, truth("fridge/p4 is stale", facts));
    assertEquals(UNKNOWN, truth("fridge/p4 is missing", facts));
  }

  @Test
  void theSameValueCountsAsUnchangedOnlyOverTheWholeTime() {
    assertEquals(
        List.of(UNKNOWN, UNKNOWN, UNKNOWN, TRUE, FALSE),
        story("fridge/p4 is unchanged for 30s", values("fridge/p4", 7, 7, 7, 7, 7.1)));
  }

  @Test
  void aGapLeavesUnchangedOpenUnlessTheValueMoved() {
    assertEquals(
        List.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, FALSE),
        story(
            "fridge/p4 is unchanged for 30s",
            List.of(
                f -> f.measured("fridge/p4", 7),
                f -> f.at("10S").missing("fridge/p4", "off"),
                f -> f.at("20S").measured("fridge/p4", 7),
                f -> f.at("30S").measured("fridge/p4", 7),
                f -> f.at("40S").measured("fridge/p4", 8))));
  }

  @Test
  void aRateIsTheSlopeOverTheWindowOnceItIsCovered() {
    // 0.1 K in 10 s is 0.6 K/min
    var values = new double[7];
    for (int i = 0; i < values.length; i++) {
      values[i] = 4 + 0.1 * i;
    }
    assertEquals(
        List.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, TRUE, TRUE),
        story(
            "rate(fridge/4k/temperature, 1m) inside 0.599 K/min to 601 mK/min",
            values("fridge/4k/temperature", values)));
  }

  @Test
  void aHeldConditionMustBeTrueWithoutABreak() {
    assertEquals(
        List.of(FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE),
        story("fridge/p4 > 100 for 30s", values("fridge/p4", 101, 101, 99, 101, 101, 101, 101, 1)));
  }

  @Test
  void whatWasUnknownMeanwhileMakesAHeldConditionUnknown() {
    assertEquals(
        List.of(FALSE, FALSE, FALSE, UNKNOWN, UNKNOWN, TRUE),
        story(
            "fridge/p4 > 100 for 30s",
            List.of(
                f -> f.measured("fridge/p4", 101),
                f -> f.at("10S").missing("fridge/p4", "off"),
                f -> f.at("20S").measured("fridge/p4", 101),
                f -> f.at("30S").measured("fridge/p4", 101),
                f -> f.at("40S"),
                f -> f.at("50S"))));
  }

  @Test
  void tellsWhenAHeldConditionIsDue() {
    var condition = Lab.condition("fridge/p4 > 100 for 30s and fridge/p3 > 1 for 20s");
    facts.measured("fridge/p4", 101).measured("fridge/p3", 0);
    var first = condition.step(ConditionState.START, facts).state();
    assertEquals(Optional.of(facts.at("30S").now()), condition.due(first, facts.at("0S").now()));
    var second = condition.step(first, facts.at("5S").measured("fridge/p3", 2)).state();
    var five = facts.now();
    assertEquals(Optional.of(facts.at("25S").now()), condition.due(second, five));
    assertEquals(FALSE, condition.step(second, facts).truth());
    assertEquals(Optional.of(facts.at("30S").now()), condition.due(second, five.plusSeconds(20)));
    assertEquals(TRUE, condition.step(second, facts).truth());
    assertEquals(Optional.empty(), condition.due(second, facts.now()));
    assertEquals(Optional.empty(), condition.due(ConditionState.START, five));
  }

  @Test
  void countsReadingsNotSteps() {
    assertEquals(
        List.of(FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, FALSE),
        story(
            "2 of 3 (fridge/p4 > 100)",
            List.of(
                f -> f.measured("fridge/p4", 101),
                f -> f.at("1S"),
                f -> f.at("2S"),
                f -> f.at("10S").measured("fridge/p4", 99),
                f -> f.at("20S").measured("fridge/p4", 101),
                f -> f.at("30S").measured("fridge/p4", 101),
                f -> f.at("40S").measured("fridge/p4", 99),
                f -> f.at("40S").measured("fridge/p4", 99))));
  }

  @Test
  void anUnknownReadingCountsAsPerhaps() {
    assertEquals(
        List.of(FALSE, UNKNOWN, TRUE, TRUE, UNKNOWN),
        story(
            "2 of 3 (fridge/p4 > 100)",
            List.of(
                f -> f.measured("fridge/p4", 101),
                f -> f.at("10S").missing("fridge/p4", "off"),
                f -> f.at("20S").measured("fridge/p4", 101),
                f -> f.at("30S").measured("fridge/p4", 101),
                f -> f.at("40S").stale("fridge/p4"))));
  }

  @Test
  void asksForTheAlarmOfAnotherRule() {
    facts.alarm("water-out", TRUE);
    assertEquals(TRUE, truth("alarm water-out", facts));
    assertEquals(UNKNOWN, truth("alarm \"pulse tube off\"", facts));
    assertEquals(
        "the rule 'pulse tube off' cannot be judged", because("alarm \"pulse tube off\"", facts));
  }

  @Test
  void theStateOfAnotherConditionIsDropped() {
    facts.measured("fridge/p4", 110);
    var state = Lab.condition("fridge/p4 > 100 until below 90").step(ConditionState.START, facts);
    facts.measured("fridge/p4", 95);
    var same = Lab.condition("fridge/p4 above 100 until < 90").step(state.state(), facts);
    assertEquals(TRUE, same.truth());
    var other = Lab.condition("fridge/p4 > 100 until below 80").step(state.state(), facts);
    assertEquals(FALSE, other.truth());
  }

  @Test
  void aDamagedStateIsAStart() {
    for (var line : List.of("", "x", "12 on off x", "12 since:-", "1 marks:0,TX", "12 since:a,b")) {
      assertEquals(ConditionState.START, ConditionState.decode(line), line);
    }
  }

  @Test
  void givesTheNumberItIsAbout() {
    facts.measured("fridge/p4", 300).measured("fridge/p3", 180);
    var condition = Lab.condition("100 < fridge/p4 - fridge/p3 and fridge/p3 > 3");
    assertEquals(Quantity.parse("120 mbar"), condition.value(facts).orElseThrow());
    facts.stale("fridge/p4");
    assertEquals(Optional.empty(), condition.value(facts));
    assertEquals(Optional.empty(), Lab.condition("alarm x").value(facts));
  }

  @Test
  void aChannelThatIsNotDeclaredYetIsUnknownAndKeepsTheState() {
    var condition = Condition.parse("fridge/p4 > 100 until below 90");
    facts.measured("fridge/p4", 110);
    var known = condition.bind(Lab::channel).step(ConditionState.START, facts);
    var undeclared = condition.bind(id -> Optional.empty()).step(known.state(), facts);
    assertEquals(UNKNOWN, undeclared.truth());
    facts.measured("fridge/p4", 95);
    assertEquals(TRUE, condition.bind(Lab::channel).step(undeclared.state(), facts).truth());
  }
}
