package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.condition.NumberBinding.Typed;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * A condition checked against its channels: pure steps. The same states and facts give the same
 * answers.
 */
public final class BoundCondition {

  private final Condition condition;
  private final TruthNode node;
  private final ConditionState start;
  private final Optional<Typed> main;
  private final Map<Integer, Duration> holds;

  BoundCondition(
      Condition condition,
      TruthNode node,
      ConditionState start,
      Optional<Typed> main,
      Map<Integer, Duration> holds) {
    this.condition = condition;
    this.node = node;
    this.start = start;
    this.main = main;
    this.holds = holds;
  }

  /** What was asked. */
  public Condition condition() {
    return condition;
  }

  /**
   * Judges the condition. To be called for every group of readings of one instant that has one of
   * its channels, and at ticks of the clock when {@link Condition#needsClock}.
   *
   * @param state of the last step, or {@link ConditionState#START}; that of another condition is
   *     dropped
   */
  public Outcome step(ConditionState state, Facts facts) {
    var step = new Step(facts, fits(state) ? state : start);
    return step.outcome(node.step(step));
  }

  /**
   * The next instant at which a condition that is held may have lasted long enough, so that a step
   * at just that time makes the answer the same however often the clock ticks. Looking back over a
   * window, and staleness, have no such instant here.
   *
   * @param state of the last step
   * @param after the time of the last step
   */
  public Optional<Instant> due(ConditionState state, Instant after) {
    if (!fits(state)) {
      return Optional.empty();
    }
    return holds.entrySet().stream()
        .flatMap(
            hold ->
                ((Memory.Since) state.memories().get(hold.getKey()))
                    .times()
                    .map(since -> since.plus(hold.getValue())))
        .filter(after::isBefore)
        .min(Instant::compareTo);
  }

  private boolean fits(ConditionState state) {
    if (state.fingerprint() != start.fingerprint()
        || state.memories().size() != start.memories().size()) {
      return false;
    }
    for (int i = 0; i < start.memories().size(); i++) {
      if (state.memories().get(i).getClass() != start.memories().get(i).getClass()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number that the condition is about, for messages; empty when there is none or it is
   * unknown.
   */
  public Optional<Quantity> value(Facts facts) {
    return main.flatMap(
        number ->
            number.node().value(facts) instanceof Value.Known known
                ? Optional.of(new Quantity(known.value(), number.unit().orElse(Unit.NONE)))
                : Optional.empty());
  }
}
