package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.reading.Quantity;

/**
 * The step of one rule: {@code (state, answer) -> (state, crossing)}. Pure.
 *
 * <p>The first answer sets the side silently; when it is unknown, the side stays the initial one,
 * so that the next answer on the other side does cross. An unknown answer changes nothing.
 */
final class RuleStep {

  /**
   * @param crossing the side that the rule went to now, when it did
   */
  record Outcome(RuleState state, Optional<Crossing> crossing) {}

  /**
   * @param from the side it was on, and since when
   * @param silent it was there before anyone watched
   * @param answer what it crossed by
   */
  record Crossing(
      Side from,
      Optional<Instant> fromSince,
      Side to,
      Instant time,
      Answer answer,
      boolean silent) {}

  /**
   * What is known now.
   *
   * @param judge where it is, given where it was
   * @param value the number that was judged; empty when there is none
   * @param ordinal tells answers of one instant apart
   * @param resting the rule is not judged now, for this reason; empty when it is
   */
  record Answer(
      UnaryOperator<Side> judge, Optional<Quantity> value, int ordinal, Optional<String> resting) {}

  private final Rule rule;

  RuleStep(Rule rule) {
    this.rule = rule;
  }

  /** Nothing is known now. */
  Outcome unknown(RuleState state) {
    return new Outcome(state.withSeen(), Optional.empty());
  }

  Outcome step(RuleState state, Answer answer, Instant now, boolean silent) {
    var to = answer.judge().apply(state.afresh() ? rule.start() : state.side());
    if (to == Side.UNKNOWN || to == state.side()) {
      var next = state.seen() ? state.confirmed() : state.at(to, now, false);
      return new Outcome(next, first(state, to, now, answer));
    }
    if (!state.seen() || silent) {
      return new Outcome(
          state.at(to, now, false),
          Optional.of(new Crossing(state.side(), state.since(), to, now, answer, true)));
    }
    var since =
        state.pending().filter(p -> p.side() == to).map(RuleState.Pending::since).orElse(now);
    if (now.isBefore(since.plus(rule.hold())) && answer.resting().isEmpty()) {
      return new Outcome(
          state.withPending(Optional.of(new RuleState.Pending(to, since))), Optional.empty());
    }
    return new Outcome(
        state.at(to, now, true),
        Optional.of(new Crossing(state.side(), state.since(), to, now, answer, false)));
  }

  /** A rule that begins in alarm, by its initial side, and is seen to be there. */
  private Optional<Crossing> first(RuleState state, Side to, Instant now, Answer answer) {
    return !state.seen() && rule.alarms(to)
        ? Optional.of(new Crossing(Side.UNKNOWN, Optional.empty(), to, now, answer, true))
        : Optional.empty();
  }
}
