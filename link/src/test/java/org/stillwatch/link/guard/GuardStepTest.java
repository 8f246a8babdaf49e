package org.stillwatch.link.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.link.guard.GuardState.Phase;

class GuardStepTest {

  private static final Duration T = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final GuardEvent ARMED = new GuardEvent.Beat(true);
  private static final GuardEvent IDLE = new GuardEvent.Beat(false);
  private static final GuardEvent BYE = new GuardEvent.Bye();
  private static final GuardEvent ASKED = new GuardEvent.Asked("someone said so");
  private static final GuardEvent SAFE = new GuardEvent.Tried(Truth.TRUE, "done");
  private static final GuardEvent UNKNOWN = new GuardEvent.Tried(Truth.UNKNOWN, "no answer");
  private static final GuardEvent RAISED = new GuardEvent.Tried(Truth.FALSE, "looked at");
  private static final GuardEvent ENDED = new GuardEvent.Ended();
  private static final GuardEvent PASSES = new GuardEvent.Tick();
  private static final List<GuardEvent> EVENTS =
      List.of(ARMED, IDLE, BYE, ASKED, SAFE, UNKNOWN, RAISED, ENDED, PASSES);

  private static final GuardStep USUAL = new GuardStep(Optional.empty(), T, false);
  private static final GuardStep HOLDS = new GuardStep(Optional.of(OnLoss.HOLD), T, false);
  private static final GuardStep ACTS = new GuardStep(Optional.of(OnLoss.RAMP_DOWN), T, false);

  /** A guard told as a story. */
  private static final class Story {
    private final GuardStep step;
    private GuardState state;
    private Duration now = Duration.ZERO;
    private final List<GuardEffect> effects = new ArrayList<>();

    Story(GuardStep step, boolean armed) {
      this.step = step;
      this.state = GuardState.begin(armed, now);
    }

    Story on(GuardEvent event) {
      var result = step.step(state, event, now);
      state = result.state();
      effects.addAll(result.effects());
      return this;
    }

    /** Time passes without a word of the station. */
    Story silent(int seconds) {
      for (int i = 0; i < seconds; i++) {
        now = now.plus(TICK);
        on(PASSES);
      }
      return this;
    }

    Story beating(int seconds, GuardEvent beat) {
      for (int i = 0; i < seconds; i++) {
        on(beat);
        silent(1);
      }
      return on(beat);
    }

    long made() {
      return effects.stream().filter(GuardEffect.MakeSafe.class::isInstance).count();
    }

    boolean ended() {
      return effects.stream().anyMatch(GuardEffect.End.class::isInstance);
    }

    boolean mayRise() {
      return step.mayRise(state, now);
    }
  }

  @Test
  void aStationThatIsLostWhileArmedHasItsOutputsMadeSafeAfterTheLossTimeAndNotBefore() {
    var story = new Story(USUAL, false).beating(5, ARMED).silent(9);
    assertEquals(Phase.WATCHED, story.state.phase());
    assertEquals(0, story.made());
    story.silent(1);
    assertEquals(Phase.ACTING, story.state.phase());
    assertEquals(1, story.made());
  }

  @Test
  void aStationThatIsLostWhileNothingIsArmedLeavesTheOutputsAsTheyAre() {
    var story = new Story(USUAL, true).beating(5, IDLE).silent(60);
    assertEquals(Phase.HELD, story.state.phase());
    assertEquals(0, story.made());
    assertFalse(story.mayRise());
  }

  @Test
  void whatTheFileSaysCountsWhateverIsArmed() {
    assertEquals(Phase.HELD, new Story(HOLDS, true).beating(3, ARMED).silent(20).state.phase());
    assertEquals(Phase.ACTING, new Story(ACTS, false).beating(3, IDLE).silent(20).state.phase());
  }

  @Test
  void aStationThatNeverComesIsLostAsWell() {
    assertEquals(Phase.ACTING, new Story(USUAL, true).silent(10).state.phase());
    assertEquals(Phase.HELD, new Story(USUAL, false).silent(10).state.phase());
  }

  @Test
  void outputsThatAreNotSafeAreTriedEachSecondUntilTheyAreAndLookedAtAfterwards() {
    var story = new Story(ACTS, false).silent(10).on(UNKNOWN).silent(1);
    assertEquals(2, story.made());
    story.on(RAISED).silent(1).on(SAFE);
    assertEquals(3, story.made());
    assertEquals(Phase.SAFE, story.state.phase());
    story.silent(5);
    assertTrue(story.effects.contains(new GuardEffect.Look()));
    story.on(SAFE).silent(5).on(RAISED);
    assertEquals(Phase.ACTING, story.state.phase());
    assertEquals(4, story.made());
  }

  @Test
  void aTryThatIsUnderWayIsNotBegunAgain() {
    assertEquals(1, new Story(ACTS, false).silent(60).made());
  }

  @Test
  void aReloadIsNoLossWhenTheNextHeartbeatComesInTime() {
    var story = new Story(ACTS, true).beating(3, ARMED).on(BYE).silent(9).on(ARMED).silent(9);
    assertEquals(Phase.WATCHED, story.state.phase());
    assertEquals(0, story.made());
  }

  @Test
  void aStationThatEndedAndStaysAwayIsLost() {
    var story = new Story(USUAL, false).beating(3, ARMED).on(BYE).silent(10);
    assertEquals(Phase.ACTING, story.state.phase());
  }

  @Test
  void nothingRisesBeforeAHeartbeatNorWhenItIsLateNorSoonAfterTheGuardActed() {
    var story = new Story(ACTS, true);
    assertFalse(story.mayRise());
    story.on(ARMED);
    assertTrue(story.mayRise());
    story.silent(2);
    assertTrue(story.mayRise());
    story.silent(1);
    assertFalse(story.mayRise());
    story.silent(7).on(SAFE).on(ARMED);
    assertEquals(Phase.RETURNED, story.state.phase());
    assertFalse(story.mayRise());
    story.beating(9, ARMED);
    assertFalse(story.mayRise());
    story.beating(1, ARMED);
    assertEquals(Phase.WATCHED, story.state.phase());
    assertTrue(story.mayRise());
  }

  @Test
  void whatWasBegunIsFinishedWhenTheStationComesBackMeanwhile() {
    var story = new Story(USUAL, true).silent(10).on(IDLE).on(UNKNOWN).beating(1, IDLE);
    assertEquals(2, story.made());
    story.on(SAFE);
    assertEquals(Phase.RETURNED, story.state.phase());
  }

  @Test
  void whoeverAsksIsObeyedInEveryPhaseAndTheLossTimeRunsOn() {
    var story = new Story(USUAL, true).beating(3, ARMED).on(ASKED);
    assertEquals(1, story.made());
    story.silent(10);
    assertEquals(Phase.ACTING, story.state.phase());
    story.on(SAFE);
    assertEquals(Phase.SAFE, story.state.phase());
  }

  @Test
  void aGuardOfAStationEndsAMinuteAfterItActedOnABye() {
    var step = new GuardStep(Optional.empty(), T, true);
    var story = new Story(step, true).on(ARMED).on(BYE).silent(10).on(SAFE);
    for (int i = 0; i < 11; i++) {
      story.silent(5).on(SAFE);
    }
    assertFalse(story.ended());
    assertTrue(story.silent(5).ended());
    assertTrue(new Story(step, false).on(IDLE).on(BYE).silent(70).ended());
    assertTrue(new Story(step, false).silent(70).ended());
  }

  @Test
  void aGuardStaysWhenItsStationWasKilledOrWhenItWasStartedByHand() {
    var step = new GuardStep(Optional.empty(), T, true);
    assertFalse(new Story(step, false).on(IDLE).silent(1000).ended());
    assertFalse(new Story(USUAL, false).on(IDLE).on(BYE).silent(1000).ended());
  }

  @Test
  void aGuardThatIsToldToEndDoesWhatItDoesOnLoss() {
    assertEquals(Phase.ACTING, new Story(USUAL, false).on(ARMED).on(ENDED).state.phase());
    assertEquals(Phase.HELD, new Story(USUAL, true).on(IDLE).on(ENDED).state.phase());
  }

  /**
   * All that can come about within the loss time and a little more, in steps of a quarter of it. In
   * each state: no heartbeat for the loss time while it must act makes the outputs safe, or it is
   * known that they are; and nothing may rise unless it is watched.
   */
  @Test
  void fromEveryStateThatCanComeAboutTheOutputsAreMadeSafeWithoutHeartbeats() {
    for (var step : List.of(USUAL, HOLDS, ACTS)) {
      var states = reachable(step);
      var phases = new HashSet<Phase>();
      states.forEach(state -> phases.add(state.phase()));
      var never =
          step.onLoss()
              .map(
                  what ->
                      what == OnLoss.HOLD ? Set.of(Phase.ACTING, Phase.SAFE) : Set.of(Phase.HELD))
              .orElse(Set.of());
      for (var phase : Phase.values()) {
        assertEquals(!never.contains(phase), phases.contains(phase), phase + " with " + step);
      }
      for (var state : states) {
        assertActsWithoutHeartbeats(step, state);
      }
    }
  }

  private static void assertActsWithoutHeartbeats(GuardStep step, GuardState from) {
    boolean must = step.onLoss().map(OnLoss.RAMP_DOWN::equals).orElse(from.sign().armed());
    var state = from;
    // a try that is under way ends
    if (state.phase().acts() && state.next().isEmpty()) {
      state = step.step(state, UNKNOWN, Duration.ZERO).state();
    }
    boolean made = false;
    for (int second = 0; second <= T.toSeconds() + 1 && !made; second++) {
      var result = step.step(state, PASSES, Duration.ofSeconds(second));
      state = result.state();
      made = result.effects().contains(new GuardEffect.MakeSafe());
      assertTrue(
          !step.mayRise(state, Duration.ofSeconds(second)) || state.phase() == Phase.WATCHED);
    }
    if (state.phase() == Phase.HELD) {
      assertFalse(must && from.phase() != Phase.HELD, from + " is held");
    } else {
      assertTrue(made || state.phase() == Phase.SAFE, () -> from + " is left alone");
    }
  }

  /** By breadth; times are told from now, and capped where they no longer make a difference. */
  private static Set<GuardState> reachable(GuardStep step) {
    var seen = new HashSet<GuardState>();
    var open = new ArrayDeque<GuardState>();
    for (boolean armed : List.of(true, false)) {
      open.add(normal(GuardState.begin(armed, Duration.ZERO), Duration.ZERO));
    }
    while (!open.isEmpty()) {
      var state = open.remove();
      if (seen.add(state)) {
        for (var event : EVENTS) {
          for (int quarter = 0; quarter <= 1; quarter++) {
            var now = T.multipliedBy(quarter).dividedBy(4);
            open.add(normal(step.step(state, event, now).state(), now));
          }
        }
      }
    }
    return seen;
  }

  private static GuardState normal(GuardState state, Duration now) {
    var sign = state.sign();
    return new GuardState(
        state.phase(),
        capped(state.since().minus(now)),
        new GuardState.Sign(sign.word(), capped(sign.at().minus(now)), sign.armed()),
        state.next().map(at -> capped(at.minus(now))),
        "");
  }

  private static Duration capped(Duration time) {
    var least = T.multipliedBy(2).negated();
    return time.compareTo(least) < 0 ? least : time;
  }

  @Test
  void randomHistoriesNeverLeaveOutputsUnwatched() {
    var random = new Random(6);
    var phases = new HashMap<Phase, Integer>();
    for (int history = 0; history < 2000; history++) {
      boolean armed = random.nextBoolean();
      var story = new Story(USUAL, armed);
      long lastBeat = 0;
      for (int i = 0; i < 200; i++) {
        var event = EVENTS.get(random.nextInt(EVENTS.size()));
        if (event instanceof GuardEvent.Beat) {
          lastBeat = story.now.toMillis();
        }
        story.on(event);
        var phase = story.state.phase();
        phases.merge(phase, 1, Integer::sum);
        if (story.mayRise()) {
          assertTrue(story.now.toMillis() - lastBeat < T.toMillis());
          assertEquals(Phase.WATCHED, phase);
        }
        story.now = story.now.plusMillis(random.nextInt(3000));
        story.on(PASSES);
        boolean lost = story.now.minus(story.state.sign().at()).compareTo(T) >= 0;
        if (lost) {
          assertFalse(
              Set.of(Phase.WATCHED, Phase.WAITING, Phase.LEFT).contains(story.state.phase()));
        }
      }
    }
    assertEquals(Map.of(), missing(phases));
  }

  private static Map<Phase, Integer> missing(Map<Phase, Integer> phases) {
    var missing = new HashMap<Phase, Integer>();
    for (var phase : Phase.values()) {
      if (!phases.containsKey(phase)) {
        missing.put(phase, 0);
      }
    }
    return missing;
  }
}
