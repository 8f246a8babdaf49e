package org.stillwatch.core.procedure;

import java.util.Optional;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/**
 * A threshold that a wait waits for: {@code fridge/still/temperature <= 4 K}.
 *
 * @param falling whether the value comes from above
 */
public record Goal(ChannelId channel, boolean falling, Quantity threshold) {

  private static final String WAIT = "wait ";

  /**
   * The threshold that a step waits for.
   *
   * @param step its text as a {@link RunView} has it; empty for a step that waits for anything else
   */
  public static Optional<Goal> waitedFor(String step) {
    return step.startsWith(WAIT) ? passed(step.substring(WAIT.length())) : Optional.empty();
  }

  /**
   * The threshold of a wait that was met.
   *
   * @param what as a {@link Run.Passage} has it
   */
  public static Optional<Goal> passed(String what) {
    try {
      return of(Condition.parse(what));
    } catch (IllegalArgumentException e) {
      // a length of time, or a time of day
      return Optional.empty();
    }
  }

  /** The goal of a condition that compares one channel with one number; empty for any other. */
  static Optional<Goal> of(Condition condition) {
    if (condition instanceof Condition.Held(Condition held, var length)) {
      return of(held);
    }
    return condition
                instanceof
                Condition.Compare(
                    Expression.ChannelValue(ChannelId channel, var there),
                    Relation relation,
                    Expression.Constant(Quantity threshold, var here),
                    var at)
            && relation != Relation.EQUAL
        ? Optional.of(
            new Goal(
                channel, relation == Relation.BELOW || relation == Relation.AT_MOST, threshold))
        : Optional.empty();
  }

  /**
   * Whether a value is beyond the threshold, or at it.
   *
   * @param value in the unit of the channel
   * @param limit the threshold in that unit
   */
  boolean reached(double value, double limit) {
    return falling ? value <= limit : value >= limit;
  }

  @Override
  public String toString() {
    return channel + (falling ? " <= " : " >= ") + threshold;
  }
}
