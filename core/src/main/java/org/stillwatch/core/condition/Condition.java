package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/**
 * A question about readings, perhaps with memory; its answer is true, false or unknown. A tree of
 * what was asked: {@link #bind} makes it ready to be judged.
 */
public sealed interface Condition extends Phrase {

  /** {@code fridge/p4 - fridge/p3 above 100 mbar}. */
  record Compare(Expression left, Relation relation, Expression right, At at)
      implements Condition {}

  /**
   * True from {@code limit} until {@code clear} (hysteresis): {@code fridge/p4 above 100 mbar until
   * below 90 mbar}. Between them it stays what it was, at first false.
   *
   * @param above whether it becomes true above the limit, else below
   */
  record Latched(Expression number, boolean above, Quantity limit, Quantity clear, At at)
      implements Condition {}

  /**
   * {@code fridge/still/temperature inside 0.8 K to 1.2 K}; the limits themselves are inside.
   *
   * @param inside what it is true for: inside, or outside
   * @param margin how far within the limits a value must come to be inside again; within the margin
   *     it stays what it was, at first inside
   */
  record Band(
      Expression number,
      boolean inside,
      Quantity low,
      Quantity high,
      Optional<Quantity> margin,
      At at)
      implements Condition {}

  /** {@code fridge/valve/v1 is open}. */
  record StateIs(ChannelId channel, String word, At at) implements Condition {}

  /** {@code fridge/p4 is stale}: silent for too long. */
  record Stale(ChannelId channel) implements Condition {}

  /** {@code fridge/p4 is missing}: its newest reading has no value. */
  record Missing(ChannelId channel) implements Condition {}

  /** {@code fridge/p4 is unchanged for 10m}: exactly the same value all the time. */
  record Unchanged(ChannelId channel, Duration length) implements Condition {}

  /** {@code fridge/p4 above 100 mbar for 30s}: true without a break for so long. */
  record Held(Condition condition, Duration length) implements Condition {}

  /** {@code 3 of 5 (fridge/p4 above 100 mbar)}: true for so many of the newest readings. */
  record Counted(int least, int of, Condition condition, At at) implements Condition {

    /** The longest memory of readings. */
    public static final int MOST = 1000;

    public Counted {
      if (least < 1 || least > of || of > MOST) {
        throw new ExpressionProblem(
            at,
            "'"
                + least
                + " of "
                + of
                + "' makes no sense; expected such as 3 of 5, at most "
                + MOST);
      }
    }
  }

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = atLeastOne(conditions);
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = atLeastOne(conditions);
    }
  }

  record Not(Condition condition) implements Condition {}

  /** {@code alarm water-out}: the alarm of another rule is active. */
  record AlarmOf(String rule) implements Condition {}

  /** How two numbers are compared. */
  enum Relation {
    ABOVE("above"),
    BELOW("below"),
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("==");

    private final String text;

    Relation(String text) {
      this.text = text;
    }

    /** As in the canonical text. */
    public String text() {
      return text;
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case ABOVE -> left > right;
        case BELOW -> left < right;
        case AT_LEAST -> left >= right;
        case AT_MOST -> left <= right;
        case EQUAL -> left == right;
      };
    }
  }

  /**
   * Reads a condition, and checks all that can be checked without channels.
   *
   * @throws ExpressionProblem with the place and one sentence
   */
  static Condition parse(String text) {
    var condition = new Parser(text).condition();
    var checked = condition.bind(channel -> Optional.empty());
    return condition;
  }

  /**
   * Checks the condition against channels and makes it ready to be judged. A channel that is not
   * known is not checked, and what depends on it is unknown; bind again when it is declared. The
   * states of the old binding fit the new one.
   *
   * @throws ExpressionProblem with the place and one sentence
   */
  default BoundCondition bind(Function<ChannelId, Optional<Channel>> channels) {
    return ConditionBinding.bind(this, channels);
  }

  /**
   * Whether its answer may change by time alone, while no reading comes. Besides, any condition may
   * become unknown when one of its channels becomes stale.
   */
  default boolean needsClock() {
    return Survey.of(this).needsClock();
  }

  @Override
  default String text() {
    return Wording.text(this);
  }

  private static List<Condition> atLeastOne(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      throw new ExpressionProblem(At.NOWHERE, "expected at least one condition");
    }
    return List.copyOf(conditions);
  }
}
