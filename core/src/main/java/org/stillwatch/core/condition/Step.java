package org.stillwatch.core.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of one condition: what is asked, what was remembered, what is to be remembered. Reasons
 * gather while truths are unknown, and go again when they turn out not to matter.
 */
final class Step {

  final Facts facts;
  private final ConditionState before;
  private @Nullable List<Memory> after;
  private @Nullable List<String> reasons;

  Step(Facts facts, ConditionState before) {
    this.facts = facts;
    this.before = before;
  }

  Instant now() {
    return facts.now();
  }

  Memory memory(int slot) {
    return before.memories().get(slot);
  }

  void remember(int slot, Memory memory) {
    if (memory.equals(before.memories().get(slot))) {
      return;
    }
    if (after == null) {
      after = new ArrayList<>(before.memories());
    }
    after.set(slot, memory);
  }

  Truth unknown(String reason) {
    if (reasons == null) {
      reasons = new ArrayList<>();
    }
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    return Truth.UNKNOWN;
  }

  /** How many reasons there are. */
  int mark() {
    return reasons == null ? 0 : reasons.size();
  }

  /** Keeps the reasons after the mark only when the truth is unknown. */
  Truth settle(Truth truth, int mark) {
    if (truth != Truth.UNKNOWN && reasons != null && reasons.size() > mark) {
      reasons.subList(mark, reasons.size()).clear();
    }
    return truth;
  }

  Outcome outcome(Truth truth) {
    var state = after == null ? before : new ConditionState(before.fingerprint(), after);
    return new Outcome(state, truth, reasons == null ? "" : String.join("; ", reasons));
  }
}
