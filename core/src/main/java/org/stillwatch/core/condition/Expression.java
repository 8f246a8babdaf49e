package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/** A number made of channels and quantities: {@code fridge/p4 - fridge/p3}. */
public sealed interface Expression extends Phrase {

  /** The newest value of a channel. */
  record ChannelValue(ChannelId channel, At at) implements Expression {}

  /** A number as written; a plain one takes the unit of what it stands with. */
  record Constant(Quantity quantity, At at) implements Expression {
    public Constant {
      if (!Double.isFinite(quantity.value())) {
        throw new ExpressionProblem(at, "the number is too large");
      }
    }
  }

  record Negated(Expression number, At at) implements Expression {}

  record Arithmetic(Expression left, Sign sign, Expression right, At at) implements Expression {}

  /** A function of numbers of this instant: {@code mean(fridge/p1, fridge/p2)}. */
  record Applied(NumberFunction function, List<Expression> numbers, At at) implements Expression {
    public Applied {
      numbers = List.copyOf(numbers);
    }
  }

  /** A function of a channel's recent past: {@code rate(fridge/mxc/temperature, 10m)}. */
  record OverWindow(WindowFunction function, ChannelId channel, Duration length, At at)
      implements Expression {}

  /** The signs of arithmetic. */
  enum Sign {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    OVER("/");

    private final String symbol;

    Sign(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    boolean isAdditive() {
      return this == PLUS || this == MINUS;
    }
  }

  /**
   * Reads an expression that gives a number, and checks all that can be checked without channels.
   *
   * @throws ExpressionProblem with the place and one sentence
   */
  static Expression parse(String text) {
    var expression = new Parser(text).expression();
    var checked = expression.bind(channel -> Optional.empty());
    return expression;
  }

  /**
   * Checks the expression against channels and makes it ready to be judged. A channel that is not
   * known is not checked, and its value is unknown.
   *
   * @throws ExpressionProblem with the place and one sentence
   */
  default BoundExpression bind(Function<ChannelId, Optional<Channel>> channels) {
    return new BoundExpression(new NumberBinding(channels).bind(this));
  }

  @Override
  default String text() {
    return Wording.text(this);
  }
}
