package org.stillwatch.core.procedure;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.procedure.ProcedureBook.Trigger;
import org.stillwatch.core.reading.ChannelId;

/** The conditions that start procedures, with what they remember. */
final class Triggers {

  private static final String TRIGGER = "trigger ";

  private record Seen(Truth truth, ConditionState memory) {
    static final Seen NEVER = new Seen(Truth.UNKNOWN, ConditionState.START);

    String encode() {
      return truth.name() + " " + memory.encode();
    }

    static Seen decode(String text) {
      var words = text.split(" ", 2);
      return new Seen(Truth.valueOf(words[0]), ConditionState.decode(words[1]));
    }
  }

  private final List<Trigger> triggers;
  private final Map<Trigger, Seen> seen = new HashMap<>();
  private final BiConsumer<String, String> changed;

  /** When all were asked last. */
  private Instant asked = Instant.MIN;

  Triggers(
      List<Trigger> triggers, Map<String, String> restored, BiConsumer<String, String> changed) {
    this.triggers = triggers;
    this.changed = changed;
    for (var trigger : triggers) {
      var text = restored.get(key(trigger));
      if (text != null) {
        seen.put(trigger, Seen.decode(text));
      }
    }
  }

  private static String key(Trigger trigger) {
    return TRIGGER + trigger.fridge() + " " + trigger.procedure() + " " + trigger.when().text();
  }

  /** Those whose condition has become true; that one holds when first seen is no beginning. */
  List<Trigger> step(Set<ChannelId> touched, Surroundings around) {
    return triggers.stream()
        .filter(trigger -> trigger.when().channels().stream().anyMatch(touched::contains))
        .filter(trigger -> begins(trigger, around))
        .toList();
  }

  /** When a condition must be asked again though no row came. */
  Instant nextDue(Surroundings around, Instant clock) {
    if (triggers.isEmpty()) {
      return Instant.MAX;
    }
    if (asked.equals(Instant.MIN)) {
      asked = clock;
    }
    return triggers.stream()
        .flatMap(trigger -> RunStep.byClock(trigger.when(), seen(trigger).memory(), around, asked))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Those whose condition has become true by time alone. */
  List<Trigger> due(Instant now, Surroundings around) {
    asked = now;
    return triggers.stream().filter(trigger -> begins(trigger, around)).toList();
  }

  /** The wall clock was set. */
  void clockSet() {
    asked = Instant.MIN;
  }

  private Seen seen(Trigger trigger) {
    return seen.getOrDefault(trigger, Seen.NEVER);
  }

  private boolean begins(Trigger trigger, Surroundings around) {
    var before = seen(trigger);
    Seen after;
    try {
      var outcome = around.bound(trigger.when()).step(before.memory(), around.facts());
      var known = outcome.truth() == Truth.UNKNOWN ? before.truth() : outcome.truth();
      after = new Seen(known, outcome.state());
    } catch (IllegalArgumentException e) {
      // it does not fit its channels: that is said where the station file is checked
      return false;
    }
    if (!after.equals(before)) {
      seen.put(trigger, after);
      changed.accept(key(trigger), after.encode());
    }
    return after.truth() == Truth.TRUE && before.truth() == Truth.FALSE;
  }
}
