package org.stillwatch.core.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;

/**
 * Walks through every state that one alarm can be in, by every order in which a process and three
 * people can act, with a crash before any of the steps.
 *
 * <p>A state that was met before is not gone on from, so that the walk ends, and what was proven
 * holds for orders of any length. Time goes in steps of ten seconds; two states that differ only in
 * when they began are one.
 */
class AlarmModelTest {

  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private enum Act {
    RAISE,
    CLEAR,
    PASS,
    ANNA_ACKNOWLEDGES,
    BEN_ACKNOWLEDGES,
    CLEO_ACKNOWLEDGES,
    ANNA_SHELVES,
    BEN_SHELVES,
    CLEO_UNSHELVES
  }

  /** What must be so, told from what was done alone. */
  private static final class Expected {
    private final boolean latch;
    private boolean inAlarm;
    private boolean known;
    private boolean waits;
    private Optional<String> acknowledged = Optional.empty();
    private Optional<Instant> shelvedUntil = Optional.empty();
    private Optional<String> id = Optional.empty();

    Expected(boolean latch) {
      this.latch = latch;
    }

    boolean exists() {
      return inAlarm || waits;
    }

    boolean shelved(Instant now) {
      return shelvedUntil.filter(now::isBefore).isPresent();
    }

    String state(Instant now) {
      return inAlarm
          + " "
          + known
          + " "
          + waits
          + " "
          + acknowledged
          + " "
          + shelvedUntil
              .filter(now::isBefore)
              .map(until -> Duration.between(now, until))
              .orElse(Duration.ZERO);
    }
  }

  /** One order of steps, from the start. */
  private static final class Run {
    private final AlarmLab lab;
    private final Expected expected;
    private final List<String> history = new ArrayList<>();

    Run(boolean latch) {
      lab = new AlarmLab(AlarmLab.hot(latch));
      expected = new Expected(latch);
      lab.row(25);
      lab.titles();
    }

    void all(List<Act> acts, IntPredicate crashBefore) {
      for (int i = 0; i < acts.size(); i++) {
        if (crashBefore.test(i)) {
          lab.restart();
        }
        step(acts.get(i));
        check(acts.subList(0, i + 1));
      }
    }

    private void step(Act act) {
      switch (act) {
        case RAISE -> process(true);
        case CLEAR -> process(false);
        case PASS -> lab.pass(AlarmLab.TEN);
        case ANNA_ACKNOWLEDGES -> acknowledge("Anna");
        case BEN_ACKNOWLEDGES -> acknowledge("Ben");
        case CLEO_ACKNOWLEDGES -> acknowledge("Cleo");
        case ANNA_SHELVES -> shelve(SHORT, "Anna");
        case BEN_SHELVES -> shelve(LONG, "Ben");
        case CLEO_UNSHELVES -> unshelve();
      }
    }

    private void process(boolean alarm) {
      if (alarm && !expected.inAlarm) {
        expected.waits = expected.latch;
        expected.acknowledged = Optional.empty();
        expected.id = Optional.empty();
      }
      if (!alarm && (!expected.latch || expected.acknowledged.isPresent())) {
        expected.waits = false;
        expected.acknowledged = Optional.empty();
      }
      expected.inAlarm = alarm;
      lab.row(alarm ? 30 : 25);
    }

    private void acknowledge(String who) {
      var id = lab.alarms().stream().map(AlarmView::id).findFirst().orElse("none");
      boolean possible = expected.exists() && expected.acknowledged.isEmpty();
      boolean done;
      try {
        lab.acknowledge(id, who);
        done = true;
      } catch (IllegalArgumentException e) {
        done = false;
        expected.acknowledged.ifPresent(
            by -> assertTrue(String.valueOf(e.getMessage()).endsWith("by " + by)));
      }
      assertEquals(possible, done, () -> "acknowledged by two, or by none: " + history);
      if (done) {
        var notice = lab.told.removeLast();
        assertTrue(notice.title().startsWith("Acknowledged by " + who));
        history.add(notice.title());
        expected.acknowledged = Optional.of(who).filter(by -> expected.inAlarm);
        expected.waits = expected.waits && expected.inAlarm;
      }
    }

    private void shelve(Duration length, String who) {
      expected.shelvedUntil = Optional.of(lab.now.plus(length));
      lab.shelve("hot", length, who);
    }

    private void unshelve() {
      boolean shelved = expected.shelved(lab.now);
      boolean done;
      try {
        lab.unshelve("hot");
        done = true;
      } catch (IllegalArgumentException e) {
        done = false;
      }
      assertEquals(shelved, done);
      expected.shelvedUntil = Optional.empty();
    }

    private void check(List<Act> acts) {
      for (var notice : lab.told) {
        history.add(notice.time() + " " + notice.title() + " " + notice.id());
        if (notice.kind() == Notice.Kind.CLEARED) {
          assertTrue(expected.known, () -> "the end of what nobody knew of is told: " + acts);
          assertFalse(expected.inAlarm, acts::toString);
          expected.known = false;
        } else {
          assertFalse(expected.known, () -> "told twice: " + acts);
          assertFalse(expected.shelved(lab.now), () -> "told while shelved: " + acts);
          expected.known = true;
        }
      }
      lab.told.clear();
      boolean mustKnow = expected.inAlarm && (expected.known || !expected.shelved(lab.now));
      assertEquals(mustKnow, expected.known, () -> "not told, or not told to be over: " + acts);
      var views = lab.alarms();
      assertEquals(expected.exists() ? 1 : 0, views.size(), acts::toString);
      if (expected.exists()) {
        var view = views.getFirst();
        assertEquals(state(), view.state(), acts::toString);
        assertEquals(
            expected.acknowledged, view.acknowledged().map(Acknowledgement::who), acts::toString);
        assertEquals(view.id(), expected.id.orElse(view.id()), () -> "another id: " + acts);
        expected.id = Optional.of(view.id());
      }
    }

    private AlarmState state() {
      if (expected.shelved(lab.now)) {
        return AlarmState.SHELVED;
      }
      if (!expected.inAlarm) {
        return AlarmState.RETURNED_UNACKNOWLEDGED;
      }
      return expected.acknowledged.isPresent()
          ? AlarmState.ACTIVE_ACKNOWLEDGED
          : AlarmState.ACTIVE_UNACKNOWLEDGED;
    }

    /** All that can be seen from outside. */
    List<String> seen() {
      var seen = new ArrayList<>(history);
      lab.alarms().forEach(alarm -> seen.add(alarm.toString()));
      lab.watch.shelves().forEach(shelf -> seen.add(shelf.toString()));
      return seen;
    }
  }

  private static Run run(boolean latch, List<Act> acts, IntPredicate crashBefore) {
    var run = new Run(latch);
    run.all(acts, crashBefore);
    return run;
  }

  /** Goes through all states that can be reached. */
  private static Map<String, List<Act>> walk(boolean latch) {
    var shortest = new TreeMap<String, List<Act>>();
    var open = new ArrayDeque<List<Act>>(List.of(List.of()));
    while (!open.isEmpty()) {
      var path = open.remove();
      for (var act : Act.values()) {
        var acts = new ArrayList<>(path);
        acts.add(act);
        int last = acts.size() - 1;
        var plain = run(latch, acts, i -> false);
        var always = run(latch, acts, i -> true);
        assertEquals(plain.seen(), always.seen(), () -> "crashes before each of " + acts);
        var once = run(latch, acts, i -> i == last);
        assertEquals(plain.seen(), once.seen(), () -> "a crash before the last of " + acts);
        if (shortest.putIfAbsent(key(plain), List.copyOf(acts)) == null) {
          open.add(List.copyOf(acts));
        }
      }
    }
    return shortest;
  }

  /** What the alarm may remember, but for when it began. */
  private static String key(Run run) {
    return run.expected.state(run.lab.now)
        + run.lab.alarms().stream()
            .map(alarm -> alarm.state() + " " + alarm.told() + alarm.escalated())
            .toList()
        + run.lab.watch.rules().stream()
            .map(rule -> rule.state().side() + " " + rule.state().told())
            .toList();
  }

  @Test
  void everyOrderOfStepsOfAnAlarmThatDoesNotLatchKeepsThePromises() {
    var states = walk(false);
    assertTrue(states.size() >= 36, () -> states.size() + " states");
  }

  @Test
  void everyOrderOfStepsOfAnAlarmThatLatchesKeepsThePromises() {
    var states = walk(true);
    assertTrue(states.size() >= 44, () -> states.size() + " states");
    for (var state : AlarmState.values()) {
      assertTrue(
          states.keySet().stream().anyMatch(key -> key.contains("[" + state)),
          () -> state + " was never met");
    }
  }
}
