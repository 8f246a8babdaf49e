package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.NumberBinding.Typed;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * Settles units and states of a condition, and gives each part that remembers its slot. The slots
 * follow the tree alone, so that a state fits also when more channels are known.
 */
final class ConditionBinding {

  private final Function<ChannelId, Optional<Channel>> channels;
  private final NumberBinding numbers;
  private final List<Memory> start = new ArrayList<>();

  /** How long the conditions that are held must last, by slot. */
  private final Map<Integer, Duration> holds = new HashMap<>();

  /** The first number, for messages. */
  private @Nullable Typed main;

  private ConditionBinding(Function<ChannelId, Optional<Channel>> channels) {
    this.channels = channels;
    this.numbers = new NumberBinding(channels);
  }

  static BoundCondition bind(Condition condition, Function<ChannelId, Optional<Channel>> channels) {
    var binding = new ConditionBinding(channels);
    var node = binding.node(condition);
    return new BoundCondition(
        condition,
        node,
        new ConditionState(ConditionState.fingerprint(condition.text()), binding.start),
        Optional.ofNullable(binding.main),
        Map.copyOf(binding.holds));
  }

  private TruthNode node(Condition condition) {
    return switch (condition) {
      case Condition.Compare compare -> compare(compare);
      case Condition.Latched latched -> latched(latched);
      case Condition.Band band -> band(band);
      case Condition.StateIs state -> state(state);
      case Condition.Stale stale -> new TruthNode.Stale(stale.channel());
      case Condition.Missing missing -> new TruthNode.Missing(missing.channel());
      case Condition.Unchanged unchanged ->
          new TruthNode.Unchanged(unchanged.channel(), unchanged.length());
      case Condition.Held held -> {
        int slot = slot(Memory.Since.NEVER);
        holds.put(slot, held.length());
        yield new TruthNode.Held(node(held.condition()), held.length(), slot);
      }
      case Condition.Counted counted -> counted(counted);
      case Condition.All all ->
          new TruthNode.All(all.conditions().stream().map(this::node).toList());
      case Condition.Any any ->
          new TruthNode.Any(any.conditions().stream().map(this::node).toList());
      case Condition.Not not -> new TruthNode.Not(node(not.condition()));
      case Condition.AlarmOf alarm -> new TruthNode.AlarmOf(alarm.rule());
    };
  }

  private int slot(Memory first) {
    start.add(first);
    return start.size() - 1;
  }

  private Typed number(Expression expression) {
    var typed = numbers.bind(expression);
    if (main == null) {
      main = typed;
    }
    return typed;
  }

  private TruthNode compare(Condition.Compare source) {
    var left = numbers.bind(source.left());
    var right = numbers.bind(source.right());
    if (main == null) {
      // with the limit on the left, what is measured is on the right
      main = left.isBare() ? right : left;
    }
    NumberBinding.comparable(left, right, source.at());
    if (source.relation() == Relation.EQUAL) {
      plain(left, source.at());
      plain(right, source.at());
    }
    var first = left.node();
    var second = right.node();
    if (left.isBare()) {
      first = right.unit().map(unit -> NumberBinding.in(left, unit)).orElse(first);
    } else {
      second = left.unit().map(unit -> NumberBinding.in(right, unit)).orElse(second);
    }
    return second instanceof NumberNode.Fixed limit
        ? new TruthNode.Limit(first, source.relation(), limit.known().value())
        : new TruthNode.Compare(first, source.relation(), second);
  }

  /** Measured numbers are hardly ever equal; only counts and the like may be asked so. */
  private static void plain(Typed number, At at) {
    number
        .unit()
        .filter(unit -> !unit.equals(Unit.NONE))
        .ifPresent(
            unit -> {
              throw new ExpressionProblem(
                  at,
                  number.shown()
                      + " is never exactly equal to a number; use 'inside ... to ...', '>=' or"
                      + " '<='");
            });
  }

  private TruthNode latched(Condition.Latched source) {
    int slot = slot(Memory.On.NO);
    var number = limited(source.number(), source.limit(), source.clear(), source.at());
    double limit = limit(source.limit(), number, source.at());
    double clear = limit(source.clear(), number, source.at());
    if (source.above()
        ? wrongOrder(source.clear(), source.limit(), number)
        : wrongOrder(source.limit(), source.clear(), number)) {
      throw new ExpressionProblem(
          source.at(),
          "it could never be "
              + (source.above() ? "above " : "below ")
              + source.limit()
              + (source.above() ? " until below " : " until above ")
              + source.clear()
              + "; expected the second limit "
              + (source.above() ? "below" : "above")
              + " the first");
    }
    var pair = new ThresholdPair(Math.min(limit, clear), Math.max(limit, clear));
    return new TruthNode.Latch(number.node(), pair, source.above() ? Side.HIGH : Side.LOW, slot);
  }

  private TruthNode band(Condition.Band source) {
    int slot = slot(Memory.On.NO);
    var number = limited(source.number(), source.low(), source.high(), source.at());
    double low = limit(source.low(), number, source.at());
    double high = limit(source.high(), number, source.at());
    double margin = source.margin().map(m -> margin(m, number, source.at())).orElse(0.0);
    if (wrongOrder(source.low(), source.high(), number)) {
      throw new ExpressionProblem(
          source.at(), source.low() + " is above " + source.high() + "; expected low to high");
    }
    if (margin < 0 || (number.unit().isPresent() && margin > (high - low) / 2)) {
      throw new ExpressionProblem(
          source.at(), "the margin " + source.margin().orElseThrow() + " leaves nothing inside");
    }
    return new TruthNode.Band(number.node(), source.inside(), low, high, margin, slot);
  }

  /** A number that may have two limits. */
  private Typed limited(Expression expression, Quantity one, Quantity other, At at) {
    var number = number(expression);
    if (number.isBare()) {
      throw new ExpressionProblem(
          at, "'" + expression.text() + "' never changes; expected a channel in it");
    }
    if (!one.fits(other.unit()) && !other.unit().equals(Unit.NONE)) {
      throw new ExpressionProblem(at, "'" + one + "' and '" + other + "' do not measure the same");
    }
    return number;
  }

  /** Whether two limits contradict; unknown ones, until the unit of the number is known, do not. */
  private static boolean wrongOrder(Quantity low, Quantity high, Typed number) {
    var unit = number.unit().or(() -> commonUnit(low, high));
    return unit.filter(known -> low.in(known) > high.in(known)).isPresent();
  }

  private static Optional<Unit> commonUnit(Quantity low, Quantity high) {
    return low.unit().convertsTo(high.unit()) ? Optional.of(high.unit()) : Optional.empty();
  }

  /** A limit in the unit of the number; as written while that is not known. */
  private static double limit(Quantity limit, Typed number, At at) {
    var typed = numberOf(limit, at);
    NumberBinding.comparable(number, typed, at);
    if (number.unit().isEmpty()) {
      return limit.value();
    }
    return ((NumberNode.Fixed) NumberBinding.in(typed, number.unit().get())).known().value();
  }

  private static Typed numberOf(Quantity quantity, At at) {
    return new NumberBinding(channel -> Optional.empty())
        .bind(new Expression.Constant(quantity, at));
  }

  /** A margin is a difference: 1 degC is 1 K. */
  private static double margin(Quantity margin, Typed number, At at) {
    var unit = margin.unit();
    if (number.unit().isEmpty() || unit.equals(Unit.NONE)) {
      return margin.value();
    }
    var difference = new Quantity(margin.value(), unit.ofDifferences());
    var own = number.unit().get().ofDifferences();
    if (!difference.fits(own)) {
      throw new ExpressionProblem(at, "the margin " + margin + " does not fit " + number.shown());
    }
    return difference.in(own);
  }

  private TruthNode state(Condition.StateIs source) {
    var channel = channels.apply(source.channel());
    if (channel.isEmpty()) {
      return new TruthNode.Undeclared(source.channel());
    }
    var states = channel.get().states();
    if (states.isEmpty()) {
      throw new ExpressionProblem(
          source.at(),
          source.channel()
              + " has no states"
              + (channel.get().unit().symbol().isEmpty()
                  ? ""
                  : "; it is a number in " + channel.get().unit()));
    }
    int index = states.indexOf(source.word());
    if (index < 0) {
      throw new ExpressionProblem(
          source.at(),
          source.channel()
              + " is never '"
              + source.word()
              + "'; "
              + NearMiss.of(source.word(), states));
    }
    return new TruthNode.StateIs(source.channel(), index);
  }

  private TruthNode counted(Condition.Counted source) {
    int slot = slot(Memory.Marks.NONE);
    var asked = List.copyOf(source.condition().channels());
    if (asked.isEmpty()) {
      throw new ExpressionProblem(
          source.at(),
          "'" + source.least() + " of " + source.of() + "' counts readings; expected a channel");
    }
    return new TruthNode.Counted(
        source.least(), source.of(), node(source.condition()), asked, slot);
  }
}
