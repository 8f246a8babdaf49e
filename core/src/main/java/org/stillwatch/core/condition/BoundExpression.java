package org.stillwatch.core.condition;

import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.condition.NumberBinding.Typed;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/** An expression checked against its channels. Has no memory. */
public final class BoundExpression {

  private final Typed typed;

  BoundExpression(Typed typed) {
    this.typed = typed;
  }

  /** The unit of its value; empty while one of its channels is not declared. */
  public Optional<Unit> unit() {
    return typed.unit();
  }

  /** Its value now, in {@link #unit}. */
  public Value value(Facts facts) {
    return typed.node().value(facts);
  }

  /**
   * Whether its value now comes from one of these channels: of sources that back each other up,
   * only the one that is taken counts, or all while none is known.
   */
  public boolean restsOn(Set<ChannelId> some, Facts facts) {
    return typed.node().restsOn(some, facts);
  }

  /**
   * The same number in another unit. A number of plain ones takes any unit as it is.
   *
   * @throws ExpressionProblem when the unit measures something else
   */
  public BoundExpression in(Unit unit) {
    var own = typed.unit();
    if (own.isEmpty()) {
      return this;
    }
    if (!typed.isBare() && !own.get().convertsTo(unit)) {
      throw new ExpressionProblem(
          At.NOWHERE,
          typed.shown()
              + " cannot be given in "
              + (unit.symbol().isEmpty() ? "plain numbers" : unit));
    }
    boolean difference = typed.nature() == NumberBinding.Nature.DIFFERENCE;
    if (difference && unit.hasOffset()) {
      throw new ExpressionProblem(
          At.NOWHERE,
          typed.shown() + " is a difference and cannot be given in " + unit + "; use K");
    }
    return new BoundExpression(
        new Typed(
            typed.source(), NumberBinding.in(typed, unit), Optional.of(unit), typed.nature()));
  }
}
