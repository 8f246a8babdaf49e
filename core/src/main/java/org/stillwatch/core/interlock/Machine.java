package org.stillwatch.core.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.core.condition.BoundCondition;
import org.stillwatch.core.condition.ExpressionProblem;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.condition.Outcome;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/**
 * One interlock at work on the inputs; a proof lets a twin of it work on simulated ones.
 *
 * <p>Not safe for several threads.
 */
final class Machine {

  private final Interlock interlock;
  private final String target;
  private BoundCondition bound;
  private InterlockState state;
  private Optional<Quantity> value = Optional.empty();
  private Simulation simulation = Simulation.NONE;
  private Optional<String> unfit = Optional.empty();

  /**
   * @param target the instrument whose outputs it drives
   */
  Machine(Interlock interlock, String target, BoundCondition bound) {
    this(interlock, target, bound, InterlockState.START);
  }

  private Machine(Interlock interlock, String target, BoundCondition bound, InterlockState state) {
    this.interlock = interlock;
    this.target = target;
    this.bound = bound;
    this.state = state;
  }

  /** Another one in the same state, which drives the outputs of that instrument. */
  Machine twin(String other) {
    var twin = new Machine(interlock, other, bound, state);
    twin.unfit = unfit;
    return twin;
  }

  Interlock interlock() {
    return interlock;
  }

  String target() {
    return target;
  }

  InterlockState state() {
    return state;
  }

  /**
   * More channels are known. When the condition does not fit them, such as a limit in another unit,
   * it cannot be judged, and is unknown whatever comes.
   */
  void bind(Function<ChannelId, Optional<Channel>> channels) {
    try {
      bound = interlock.good().bind(channels);
      unfit = Optional.empty();
    } catch (ExpressionProblem e) {
      unfit = Optional.of("it does not fit its channels, " + e.getMessage());
    }
  }

  void simulate(Simulation other) {
    simulation = other;
  }

  InterlockState step(Inputs inputs, Alarms alarms, Instant now) {
    state = next(state, simulation, inputs, alarms, now);
    value =
        state.good() == Truth.UNKNOWN
            ? Optional.empty()
            : bound.value(inputs.facts(now, interlock.stale(), isPatient(), simulation, alarms));
    return state;
  }

  /** Where it would be with other inputs, without going there. */
  InterlockState next(
      InterlockState from, Simulation simulated, Inputs inputs, Alarms alarms, Instant now) {
    var facts = inputs.facts(now, interlock.stale(), isPatient(), simulated, alarms);
    var silent =
        simulated.stale().isEmpty()
            ? inputs.oldest(interlock.good().channels(), now)
            : interlock.stale().plus(Duration.ofNanos(1));
    return InterlockStep.step(interlock, from, judged(from, facts), silent, now);
  }

  /** What cannot be judged is unknown, and keeps nothing else from being judged. */
  private Outcome judged(InterlockState from, Facts facts) {
    if (unfit.isPresent()) {
      return new Outcome(from.condition(), Truth.UNKNOWN, unfit.get());
    }
    try {
      return bound.step(from.condition(), facts);
    } catch (RuntimeException e) {
      return new Outcome(
          from.condition(), Truth.UNKNOWN, "it failed in a way it should not (" + e + ")");
    }
  }

  /** One lost answer must not switch off a detector; it does not let one be switched on either. */
  private boolean isPatient() {
    return interlock.kind() == Interlock.Kind.FORCE;
  }

  /** Why it is as it is, one clause. */
  String why(Instant now) {
    var simulated =
        simulation.what().isEmpty() ? "" : "in a proof, simulated: " + simulation.what() + ": ";
    var asked = "'" + interlock.good().text() + "'";
    return simulated
        + switch (state.good()) {
          case UNKNOWN -> asked + " is unknown: " + state.because();
          case FALSE -> asked + " is false" + value.map(each -> ", it is " + each).orElse("");
          case TRUE ->
              interlock.kind() == Interlock.Kind.PERMIT && !state.engaged()
                  ? asked
                      + " is true for "
                      + state
                          .since()
                          .map(since -> Duration.between(since, now).toSeconds())
                          .orElse(0L)
                      + " s only, "
                      + interlock.hold().toSeconds()
                      + " s are needed"
                  : asked + " is true";
        };
  }
}
