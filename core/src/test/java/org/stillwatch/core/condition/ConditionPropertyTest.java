package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

class ConditionPropertyTest {

  private static final String PIECES =
      "fridge/p4 fridge/p4-p3 4k/t - + * / ( ) , < <= > >= == != ! and or not && || for is above"
          + " below inside outside until to margin of alarm stale missing unchanged open rate abs"
          + " min max mean sum sqrt log10 minimum 3 5 50mK 4.2 1e3 1e999 29 degC K/min 10m 30s 2 h"
          + " % \"x y\" \" # ° é \t -5 -x 1/2 2*3 1e-999999999 1e9999999999 99999999999999999999";

  @Test
  void theTextOfATreeGivesTheTreeAgain() {
    var trees = new RandomTrees(1);
    for (int i = 0; i < 20_000; i++) {
      var condition = trees.condition(i % 5);
      assertEquals(condition, new Parser(condition.text()).condition(), condition::text);
      var expression = trees.expression(i % 5);
      assertEquals(expression, new Parser(expression.text()).expression(), expression::text);
    }
  }

  @Test
  void whateverIsTypedGivesATreeOrAProblemInItsColumns() {
    var random = new Random(2);
    var pieces = PIECES.split(" ");
    for (int i = 0; i < 60_000; i++) {
      var text = new StringBuilder();
      int count = random.nextInt(12);
      for (int j = 0; j < count; j++) {
        text.append(pieces[random.nextInt(pieces.length)])
            .append(random.nextInt(5) == 0 ? "" : " ");
      }
      readsOrRefuses(text.toString());
    }
  }

  @Test
  void aSlipOfTheFingerGivesATreeOrAProblemInItsColumns() {
    var random = new Random(3);
    var trees = new RandomTrees(3);
    for (int i = 0; i < 30_000; i++) {
      var text = new StringBuilder(trees.condition(2).text());
      for (int slips = 1 + random.nextInt(2); slips > 0 && !text.isEmpty(); slips--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
          default -> text.setCharAt(at, (char) random.nextInt(300));
        }
      }
      readsOrRefuses(text.toString());
    }
  }

  @Test
  void whatIsFarTooLongOrDeepIsRefused() {
    for (var text :
        List.of(
            "(".repeat(3000),
            "not ".repeat(900) + "a/b is stale",
            "- ".repeat(1900) + "5",
            "a/b + ".repeat(660) + "a/b > 3",
            "a/b > 1" + " for 1s".repeat(560),
            "a".repeat(5000))) {
      var problem = assertThrows(ExpressionProblem.class, () -> Condition.parse(text));
      assertTrue(problem.column() >= 1 && problem.column() <= text.length() + 1);
    }
    readsOrRefuses("a/b > 3 and ".repeat(330) + "a/b > 3");
  }

  private static void readsOrRefuses(String text) {
    try {
      var condition = Condition.parse(text);
      var bound = condition.bind(Lab::channel);
    } catch (ExpressionProblem e) {
      assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, text + ": " + e.column());
      assertTrue(String.valueOf(e.getMessage()).length() > 10, text);
    }
  }

  @Test
  void andOrAndNotFollowKleene() {
    for (var a : Truth.values()) {
      assertEquals(a, a.not().not());
      for (var b : Truth.values()) {
        assertEquals(a.and(b).not(), a.not().or(b.not()));
        assertEquals(a.and(b), b.and(a));
        var facts = new ScriptedFacts().alarm("a", a).alarm("b", b);
        assertEquals(a.and(b), Lab.truth("alarm a and alarm b", facts));
        assertEquals(a.or(b), Lab.truth("alarm a or alarm b", facts));
        assertEquals(a.not(), Lab.truth("not alarm a", facts));
        for (var c : Truth.values()) {
          assertEquals(a.and(b.and(c)), a.and(b).and(c));
          assertEquals(a.and(b.or(c)), a.and(b).or(a.and(c)));
        }
      }
    }
  }

  /** Conditions of the lab that make sense, with memory and without. */
  private static List<BoundCondition> sensible(int count, long seed) {
    var random = new Random(seed);
    var atoms =
        List.of(
            "fridge/p3 > 3 mbar",
            "fridge/p4 < fridge/p3",
            "fridge/p4 - fridge/p3 above 2 mbar",
            "mean(fridge/p3, fridge/p4) inside 2 to 5",
            "fridge/p3 above 5 until below 2",
            "fridge/p4 outside 1 to 6 margin 1",
            "fridge/p3 / fridge/p4 > 1",
            "log10(fridge/p4 / 1 mbar) > 0.5",
            "rate(fridge/p3, 1m) > 1 mbar/min",
            "fridge/p4 is unchanged for 40s",
            "fridge/valve/v1 is open",
            "fridge/p3 is missing",
            "alarm other");
    var found = new ArrayList<BoundCondition>();
    for (int i = 0; i < count; i++) {
      var text = atoms.get(random.nextInt(atoms.size()));
      for (int j = random.nextInt(4); j > 0; j--) {
        var more = atoms.get(random.nextInt(atoms.size()));
        text =
            switch (random.nextInt(5)) {
              case 0 -> "not (" + text + ")";
              case 1 -> "(" + text + ") and " + more;
              case 2 -> "(" + text + ") or " + more;
              case 3 -> "(" + text + ") for 25s";
              default -> text.contains("/") ? "2 of 3 (" + text + ")" : "(" + text + ") or " + more;
            };
      }
      found.add(Lab.condition(text));
    }
    return found;
  }

  private static final List<String> INPUTS = List.of("fridge/p3", "fridge/p4", "fridge/valve/v1");

  /** One instant of a story; what is missing here is random too. */
  private static void instant(ScriptedFacts facts, Random random, int n) {
    facts.at(10 * n + "S");
    for (var input : INPUTS) {
      switch (random.nextInt(8)) {
        case 0 -> facts.missing(input, "off");
        case 1 -> facts.stale(input);
        default ->
            facts.measured(input, input.endsWith("v1") ? random.nextInt(2) : random.nextInt(8));
      }
    }
    var alarm = facts.alarm("other", List.of(Truth.values()).get(random.nextInt(3)));
  }

  @Test
  void losingAnInputMakesAnAnswerUnknownButNeverItsOpposite() {
    var random = new Random(4);
    for (var condition : sensible(400, 4)) {
      var facts = new ScriptedFacts();
      var state = ConditionState.START;
      for (int n = 0; n < 12; n++) {
        instant(facts, random, n);
        var outcome = condition.step(state, facts);
        for (var lost : INPUTS) {
          for (var how : List.of("stale", "forgotten")) {
            var fewer = new LessFacts(facts, lost, how.equals("forgotten"));
            var truth = condition.step(state, fewer).truth();
            assertTrue(
                truth == Truth.UNKNOWN
                    || outcome.truth() == Truth.UNKNOWN
                    || truth == outcome.truth(),
                () -> condition.condition().text() + " without " + lost + " " + how);
          }
        }
        state = outcome.state();
      }
    }
  }

  /** The same facts, but that one channel is stale or was never seen. */
  private record LessFacts(Facts all, String lost, boolean forgotten) implements Facts {
    @Override
    public Instant now() {
      return all.now();
    }

    @Override
    public Optional<Reading> latest(ChannelId channel) {
      return forgotten && channel.text().equals(lost) ? Optional.empty() : all.latest(channel);
    }

    @Override
    public boolean stale(ChannelId channel) {
      return channel.text().equals(lost) || all.stale(channel);
    }

    @Override
    public List<Reading> window(ChannelId channel, Duration length) {
      return forgotten && channel.text().equals(lost) ? List.of() : all.window(channel, length);
    }

    @Override
    public Truth alarm(String rule) {
      return all.alarm(rule);
    }
  }

  @Test
  void aRestartAtAnyStepChangesNothing() {
    var random = new Random(5);
    for (var condition : sensible(400, 5)) {
      var facts = new ScriptedFacts();
      var straight = ConditionState.START;
      var restarted = ConditionState.START;
      for (int n = 0; n < 12; n++) {
        instant(facts, random, n);
        var one = condition.step(straight, facts);
        var afresh = Condition.parse(condition.condition().text()).bind(Lab::channel);
        var other = afresh.step(ConditionState.decode(restarted.encode()), facts);
        assertEquals(one, other);
        assertEquals(one.truth() == Truth.UNKNOWN, !one.because().isEmpty());
        straight = one.state();
        restarted = other.state();
      }
    }
  }
}
