package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.Expression.Sign;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/** Trees of all kinds, well-formed but not necessarily sensible. */
final class RandomTrees {

  private static final List<String> CHANNELS =
      List.of("fridge/p4", "fridge/p4-p3", "4k/temperature", "a/b/c+d", "1.5/x", "50k/e5", "s/m");
  private static final List<String> UNITS = List.of("", "K", "mK", "degC", "mbar/min", "%", "s");
  private static final List<String> NAMES =
      List.of("open", "water-out", "and", "two words", "say \"hi\"", "stale", "", "50 mK", "a/b");

  private final Random random;

  RandomTrees(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  ChannelId channel() {
    return new ChannelId(one(CHANNELS));
  }

  private At at() {
    return new At(1 + random.nextInt(50));
  }

  Quantity quantity() {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(100) - 50;
          case 1 -> random.nextGaussian() * 1e3;
          case 2 -> Math.pow(10, random.nextInt(60) - 30) * (1 + random.nextInt(9));
          default -> random.nextInt(1000) / 8.0;
        };
    return new Quantity(value, Unit.of(one(UNITS)));
  }

  private Duration length() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofSeconds(1 + random.nextInt(100_000));
      case 1 -> Duration.ofMillis(1 + random.nextInt(100_000));
      case 2 -> Duration.ofMinutes(1 + random.nextInt(5000));
      default -> Duration.ofDays(1 + random.nextInt(30));
    };
  }

  Expression expression(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 2)) {
      case 0 -> new Expression.ChannelValue(channel(), at());
      case 1 -> new Expression.Constant(quantity(), at());
      case 2 -> new Expression.Negated(expression(depth - 1), at());
      case 3 -> {
        var function = one(List.of(NumberFunction.values()));
        int count = function.takes(1) ? 1 : 2 + random.nextInt(2);
        yield new Expression.Applied(
            function,
            IntStream.range(0, count).mapToObj(i -> expression(depth - 1)).toList(),
            at());
      }
      case 4 ->
          new Expression.OverWindow(
              one(List.of(WindowFunction.values())), channel(), length(), at());
      default ->
          new Expression.Arithmetic(
              expression(depth - 1), one(List.of(Sign.values())), expression(depth - 1), at());
    };
  }

  Condition condition(int depth) {
    return switch (random.nextInt(depth > 0 ? 15 : 8)) {
      case 0, 1 ->
          new Condition.Compare(
              expression(depth), one(List.of(Relation.values())), expression(depth), at());
      case 2 ->
          new Condition.Latched(
              expression(depth), random.nextBoolean(), quantity(), quantity(), at());
      case 3 ->
          new Condition.Band(
              expression(depth),
              random.nextBoolean(),
              quantity(),
              quantity(),
              random.nextBoolean() ? Optional.of(quantity()) : Optional.empty(),
              at());
      case 4 -> new Condition.StateIs(channel(), one(NAMES), at());
      case 5 ->
          random.nextBoolean() ? new Condition.Stale(channel()) : new Condition.Missing(channel());
      case 6 -> new Condition.Unchanged(channel(), length());
      case 7 -> new Condition.AlarmOf(one(NAMES));
      case 8, 9 -> new Condition.Held(condition(depth - 1), length());
      case 10 -> {
        int of = 1 + random.nextInt(9);
        yield new Condition.Counted(1 + random.nextInt(of), of, condition(depth - 1), at());
      }
      case 11, 12 -> new Condition.Not(condition(depth - 1));
      case 13 -> new Condition.All(several(depth));
      default -> new Condition.Any(several(depth));
    };
  }

  private List<Condition> several(int depth) {
    return IntStream.range(0, 2 + random.nextInt(2)).mapToObj(i -> condition(depth - 1)).toList();
  }
}
