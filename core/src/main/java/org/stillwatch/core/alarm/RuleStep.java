package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.condition.ThresholdPair;
import org.stillwatch.core.reading.Reading;

/**
 * The step of one rule: {@code (state, reading) -> (state, crossing)}.
 *
 * <p>The first reading sets the side silently; when it is missing, the side stays the initial one,
 * so that the next value beyond the other limit does cross. A missing reading changes nothing.
 */
final class RuleStep {

  /**
   * @param crossing the side that the rule went to now, when it did
   */
  record Outcome(RuleState state, Optional<Crossing> crossing) {}

  /**
   * @param from the side it was on, and since when
   */
  record Crossing(Side from, Optional<Instant> fromSince, Side to, Instant time, double value) {}

  private final Rule rule;
  private final ThresholdPair limits;

  /**
   * @param limits in the unit of the channel
   */
  RuleStep(Rule rule, ThresholdPair limits) {
    this.rule = rule;
    this.limits = limits;
  }

  Outcome step(RuleState state, Reading reading, boolean silent) {
    return switch (reading) {
      case Reading.Missing missing -> new Outcome(seen(state), Optional.empty());
      case Reading.Measured measured -> measured(state, measured, silent);
    };
  }

  private static RuleState seen(RuleState state) {
    return state.seen()
        ? state
        : new RuleState(state.side(), true, state.since(), state.told(), state.pending());
  }

  private Outcome measured(RuleState state, Reading.Measured reading, boolean silent) {
    var now = reading.time();
    var to = limits.step(state.side(), reading.value());
    if (!state.seen() || (silent && to != state.side())) {
      return new Outcome(
          new RuleState(to, true, Optional.of(now), false, Optional.empty()), Optional.empty());
    }
    if (to == state.side()) {
      return new Outcome(
          state.pending().isEmpty()
              ? state
              : new RuleState(state.side(), true, state.since(), state.told(), Optional.empty()),
          Optional.empty());
    }
    var since =
        state.pending().filter(p -> p.side() == to).map(RuleState.Pending::since).orElse(now);
    if (now.isBefore(since.plus(rule.hold()))) {
      var pending = Optional.of(new RuleState.Pending(to, since));
      return new Outcome(
          new RuleState(state.side(), true, state.since(), state.told(), pending),
          Optional.empty());
    }
    return new Outcome(
        new RuleState(to, true, Optional.of(now), true, Optional.empty()),
        Optional.of(new Crossing(state.side(), state.since(), to, now, reading.value())));
  }
}
