package org.stillwatch.core.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.core.condition.Expression.Sign;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * Settles the units of an expression. What depends on a channel that is not known yet has no unit
 * and is not checked.
 */
final class NumberBinding {

  /** What a number means, which matters where a unit has a zero of its own (degC). */
  enum Nature {
    /** A number without unit, as written: takes the unit of what it stands with. */
    BARE,
    /** A place on the scale, such as a temperature. */
    POINT,
    /** A distance on the scale, such as a difference of temperatures. */
    DIFFERENCE,
    /** A written quantity: what the context makes of it. */
    EITHER
  }

  /**
   * A number with its unit.
   *
   * @param unit empty when it is not known yet
   */
  record Typed(Expression source, NumberNode node, Optional<Unit> unit, Nature nature) {

    boolean isBare() {
      return nature == Nature.BARE;
    }

    boolean hasOffset() {
      return unit.filter(Unit::hasOffset).isPresent();
    }

    /** As problems show it: {@code 'fridge/p4' (mbar)}. */
    String shown() {
      var symbol = unit.map(Unit::symbol).orElse("");
      return "'" + source.text() + "' (" + (symbol.isEmpty() ? "a plain number" : symbol) + ")";
    }

    private Typed with(NumberNode other, Optional<Unit> otherUnit, Nature otherNature) {
      return new Typed(source, other, otherUnit, otherNature);
    }
  }

  private final Function<ChannelId, Optional<Channel>> channels;

  NumberBinding(Function<ChannelId, Optional<Channel>> channels) {
    this.channels = channels;
  }

  Typed bind(Expression expression) {
    return switch (expression) {
      case Expression.ChannelValue value -> channel(value);
      case Expression.Constant constant -> constant(constant, constant.quantity());
      case Expression.Negated negated -> {
        var inner = bind(negated.number());
        noOffset(inner, negated.at());
        yield new Typed(
            negated, new NumberNode.Converted(inner.node(), -1, 0), inner.unit(), inner.nature());
      }
      case Expression.Arithmetic arithmetic ->
          arithmetic.sign().isAdditive() ? sum(arithmetic) : product(arithmetic);
      case Expression.Applied applied -> applied(applied);
      case Expression.OverWindow over -> overWindow(over);
    };
  }

  private Typed channel(Expression.ChannelValue value) {
    var channel = channels.apply(value.channel());
    channel.ifPresent(found -> number(found, value.at()));
    return new Typed(
        value,
        channel.isPresent()
            ? new NumberNode.Latest(value.channel())
            : new NumberNode.Undeclared(value.channel()),
        channel.map(Channel::unit),
        Nature.POINT);
  }

  private static void number(Channel channel, At at) {
    if (channel.hasStates() || channel.unit().equals(Unit.STATE)) {
      throw new ExpressionProblem(
          at,
          channel.id()
              + " is no number but a state"
              + (channel.hasStates()
                  ? "; ask such as '" + channel.id() + " is " + channel.states().getFirst() + "'"
                  : ""));
    }
  }

  private static Typed constant(Expression source, Quantity quantity) {
    var nature =
        quantity.unit().equals(Unit.NONE)
            ? Nature.BARE
            : quantity.unit().hasOffset() ? Nature.POINT : Nature.EITHER;
    return new Typed(
        source, new NumberNode.Fixed(quantity.value()), Optional.of(quantity.unit()), nature);
  }

  private Typed sum(Expression.Arithmetic source) {
    var left = bind(source.left());
    var right = bind(source.right());
    var at = source.at();
    if (left.isBare() && right.isBare()) {
      return joined(source, left.node(), right.node(), left.unit(), Nature.BARE);
    }
    if (left.unit().isEmpty() || right.unit().isEmpty()) {
      return joined(source, left.node(), right.node(), Optional.empty(), Nature.EITHER);
    }
    if (!left.isBare() && !right.isBare()) {
      sameDimension(left, right, at);
    }
    if (left.hasOffset() || right.hasOffset()) {
      return source.sign() == Sign.PLUS
          ? shifted(source, left, right)
          : distance(source, left, right);
    }
    var unit = left.isBare() ? right.unit() : left.unit();
    return joined(
        source,
        left.node(),
        scaled(right, unit.orElseThrow()),
        unit,
        source.sign() == Sign.MINUS ? ofDifference(left, right) : Nature.EITHER);
  }

  private static Nature ofDifference(Typed left, Typed right) {
    boolean distance =
        right.nature() == Nature.POINT
            || (left.nature() == Nature.DIFFERENCE && right.nature() != Nature.POINT);
    return distance ? Nature.DIFFERENCE : Nature.EITHER;
  }

  /** A temperature in degC and a difference. */
  private static Typed shifted(Expression.Arithmetic source, Typed left, Typed right) {
    var point = left.hasOffset() ? left : right;
    var by = left.hasOffset() ? right : left;
    if (by.hasOffset() || by.nature() == Nature.POINT) {
      throw new ExpressionProblem(
          source.at(),
          left.shown() + " and " + right.shown() + " are temperatures, which cannot be added");
    }
    var unit = point.unit().orElseThrow();
    return joined(source, point.node(), scaled(by, unit), point.unit(), Nature.POINT);
  }

  /** A temperature less another gives a difference in K; less a difference, a temperature. */
  private static Typed distance(Expression.Arithmetic source, Typed left, Typed right) {
    boolean rightIsPoint = right.hasOffset() || right.nature() == Nature.POINT;
    if (!rightIsPoint) {
      var unit = left.unit().orElseThrow();
      return joined(source, left.node(), scaled(right, unit), left.unit(), Nature.POINT);
    }
    if (left.nature() == Nature.DIFFERENCE) {
      throw new ExpressionProblem(
          source.at(),
          left.shown() + " is a difference; " + right.shown() + " cannot be taken from it");
    }
    var unit = left.isBare() ? right.unit().orElseThrow() : left.unit().orElseThrow();
    return joined(
        source, left.node(), in(right, unit), Optional.of(unit.ofDifferences()), Nature.DIFFERENCE);
  }

  private static Typed joined(
      Expression.Arithmetic source,
      NumberNode left,
      NumberNode right,
      Optional<Unit> unit,
      Nature nature) {
    return new Typed(source, new NumberNode.Arithmetic(left, source.sign(), right), unit, nature);
  }

  private Typed product(Expression.Arithmetic source) {
    var left = bind(source.left());
    var right = bind(source.right());
    noOffset(left, source.at());
    noOffset(right, source.at());
    var nature = ofProduct(left, right);
    if (left.unit().isEmpty() || right.unit().isEmpty()) {
      return joined(source, left.node(), right.node(), Optional.empty(), nature);
    }
    var a = left.unit().get();
    var b = right.unit().get();
    boolean times = source.sign() == Sign.TIMES;
    var unit = times ? a.times(b) : a.per(b);
    double factor = (times ? a.scale() * b.scale() : a.scale() / b.scale()) / unit.scale();
    var plain = joined(source, left.node(), right.node(), Optional.of(unit), nature);
    return factor == 1
        ? plain
        : plain.with(new NumberNode.Converted(plain.node(), factor, 0), plain.unit(), nature);
  }

  private static Nature ofProduct(Typed left, Typed right) {
    if (left.isBare() && right.isBare()) {
      return Nature.BARE;
    }
    var scaled = left.isBare() ? right.nature() : right.isBare() ? left.nature() : Nature.EITHER;
    return scaled == Nature.DIFFERENCE ? Nature.DIFFERENCE : Nature.EITHER;
  }

  private Typed applied(Expression.Applied source) {
    var numbers = source.numbers().stream().map(this::bind).toList();
    var function = source.function();
    if (function == NumberFunction.FIRST) {
      return first(source, numbers);
    }
    if (function.needsPlainNumber()) {
      return plain(source, numbers.getFirst());
    }
    if (function == NumberFunction.ABS || function == NumberFunction.SUM) {
      numbers.forEach(number -> noOffset(number, source.at()));
    }
    var leading = numbers.stream().filter(number -> !number.isBare()).findFirst();
    boolean open = numbers.stream().anyMatch(number -> number.unit().isEmpty());
    var nodes = new ArrayList<NumberNode>();
    for (var number : numbers) {
      if (leading.isPresent() && !open && !number.isBare()) {
        comparable(leading.get(), number, source.at());
        nodes.add(in(number, leading.get().unit().orElseThrow()));
      } else {
        nodes.add(number.node());
      }
    }
    return new Typed(
        source,
        new NumberNode.Applied(function, List.copyOf(nodes)),
        open ? Optional.empty() : leading.or(() -> Optional.of(numbers.getFirst())).get().unit(),
        leading.map(Typed::nature).orElse(Nature.BARE));
  }

  /** In the unit of the first that has one: the others may be of channels that never come. */
  private static Typed first(Expression.Applied source, List<Typed> numbers) {
    var leading =
        numbers.stream()
            .filter(number -> !number.isBare() && number.unit().isPresent())
            .findFirst();
    var nodes = new ArrayList<NumberNode>();
    for (var number : numbers) {
      if (leading.isPresent()) {
        comparable(leading.get(), number, source.at());
        nodes.add(in(number, leading.get().unit().orElseThrow()));
      } else {
        nodes.add(number.node());
      }
    }
    var like =
        leading
            .or(() -> numbers.stream().filter(number -> !number.isBare()).findFirst())
            .orElse(numbers.getFirst());
    return new Typed(source, new NumberNode.First(List.copyOf(nodes)), like.unit(), like.nature());
  }

  private static Typed plain(Expression.Applied source, Typed number) {
    number
        .unit()
        .filter(unit -> !unit.convertsTo(Unit.NONE))
        .ifPresent(
            unit -> {
              throw new ExpressionProblem(
                  source.at(),
                  source.function().word()
                      + " takes a plain number; divide "
                      + number.shown()
                      + " by a quantity, such as 1 "
                      + unit);
            });
    var node = number.unit().isPresent() ? in(number, Unit.NONE) : number.node();
    return new Typed(
        source,
        new NumberNode.Applied(source.function(), List.of(node)),
        Optional.of(Unit.NONE),
        number.isBare() ? Nature.BARE : Nature.EITHER);
  }

  private Typed overWindow(Expression.OverWindow source) {
    var channel = channels.apply(source.channel());
    channel.ifPresent(found -> number(found, source.at()));
    NumberNode node =
        channel.isPresent()
            ? new NumberNode.OverWindow(source.function(), source.channel(), source.length())
            : new NumberNode.Undeclared(source.channel());
    boolean rate = source.function() == WindowFunction.RATE;
    return new Typed(
        source,
        node,
        channel.map(Channel::unit).map(unit -> rate ? perSecond(unit) : unit),
        rate ? Nature.DIFFERENCE : Nature.POINT);
  }

  /** {@code K/s} for channels in K and in degC. */
  private static Unit perSecond(Unit unit) {
    var difference = unit.ofDifferences();
    return Unit.known(difference.symbol() + "/s").orElseGet(() -> difference.per(Unit.of("s")));
  }

  /**
   * @throws ExpressionProblem when the two cannot be compared
   */
  static void comparable(Typed left, Typed right, At at) {
    if (left.isBare() || right.isBare() || left.unit().isEmpty() || right.unit().isEmpty()) {
      return;
    }
    sameDimension(left, right, at);
    for (var pair : List.of(List.of(left, right), List.of(right, left))) {
      if (pair.getFirst().nature() == Nature.DIFFERENCE && pair.getLast().hasOffset()) {
        throw new ExpressionProblem(
            at,
            pair.getFirst().shown()
                + " is a difference and "
                + pair.getLast().shown()
                + " is not; write a difference in K");
      }
    }
  }

  private static void sameDimension(Typed left, Typed right, At at) {
    if (!left.unit().orElseThrow().convertsTo(right.unit().orElseThrow())) {
      throw new ExpressionProblem(
          at, left.shown() + " and " + right.shown() + " do not measure the same");
    }
  }

  private static void noOffset(Typed number, At at) {
    if (number.hasOffset()) {
      throw new ExpressionProblem(
          at,
          number.shown()
              + " is a temperature on a scale with a zero of its own, so this has no meaning; take"
              + " a difference, or use K");
    }
  }

  /** The number in another unit; a bare or unknown one as it is. */
  static NumberNode in(Typed number, Unit unit) {
    if (number.isBare() || number.unit().isEmpty()) {
      return number.node();
    }
    var own = number.unit().get();
    if (own.symbol().equals(unit.symbol())) {
      return number.node();
    }
    if (number.node() instanceof NumberNode.Fixed fixed) {
      return fixed(number, fixed.known().value(), own, unit);
    }
    return new NumberNode.Converted(
        number.node(), own.scale() / unit.scale(), (own.offset() - unit.offset()) / unit.scale());
  }

  /** A difference in another unit: without the offsets. */
  private static NumberNode scaled(Typed number, Unit unit) {
    return number.unit().isEmpty()
        ? number.node()
        : in(
            number.with(number.node(), number.unit().map(NumberBinding::flat), number.nature()),
            flat(unit));
  }

  private static Unit flat(Unit unit) {
    return new Unit(unit.symbol(), unit.dimension(), unit.scale(), 0);
  }

  private static NumberNode fixed(Typed number, double value, Unit from, Unit to) {
    if (!Double.isFinite(from.convert(value, to))) {
      throw new ExpressionProblem(
          number.source() instanceof Expression.Constant constant ? constant.at() : At.NOWHERE,
          number.shown() + " is too large for a number of " + to);
    }
    return new NumberNode.Fixed(new Quantity(value, from).in(to));
  }
}
