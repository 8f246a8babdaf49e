package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.condition.Expression.Sign;
import org.stillwatch.core.condition.Value.Known;
import org.stillwatch.core.condition.Value.Unknown;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;

/** A number ready to be judged: channels and units are settled. */
sealed interface NumberNode {

  Value value(Facts facts);

  /**
   * Whether its value now comes from one of these channels: of numbers that back each other up,
   * only the one that is taken counts, or all while none is known.
   */
  boolean restsOn(Set<ChannelId> some, Facts facts);

  record Fixed(Known known) implements NumberNode {
    Fixed(double value) {
      this(new Known(value));
    }

    @Override
    public Value value(Facts facts) {
      return known;
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return false;
    }
  }

  /** A channel that nobody has declared yet. */
  record Undeclared(ChannelId channel) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      return new Unknown(channel + " has never been seen");
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return some.contains(channel);
    }
  }

  record Latest(ChannelId channel) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      return latest(facts, channel);
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return some.contains(channel);
    }
  }

  /** In another unit. */
  record Converted(NumberNode number, double factor, double offset) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      var value = number.value(facts);
      return value instanceof Known known ? finite(known.value() * factor + offset) : value;
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return number.restsOn(some, facts);
    }
  }

  record Arithmetic(NumberNode left, Sign sign, NumberNode right) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      var first = left.value(facts);
      var second = right.value(facts);
      if (!(first instanceof Known a)) {
        return first;
      }
      if (!(second instanceof Known b)) {
        return second;
      }
      return switch (sign) {
        case PLUS -> finite(a.value() + b.value());
        case MINUS -> finite(a.value() - b.value());
        case TIMES -> finite(a.value() * b.value());
        case OVER ->
            b.value() == 0 ? new Unknown("division by zero") : finite(a.value() / b.value());
      };
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return left.restsOn(some, facts) || right.restsOn(some, facts);
    }
  }

  /** The first of several that is known; unknown for the reasons of all. */
  record First(List<NumberNode> numbers) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      var reasons = new ArrayList<String>();
      for (var number : numbers) {
        switch (number.value(facts)) {
          case Known known -> {
            return known;
          }
          case Unknown unknown -> reasons.add(unknown.reason());
        }
      }
      return new Unknown(String.join("; ", reasons));
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      for (var number : numbers) {
        if (number.value(facts) instanceof Known) {
          return number.restsOn(some, facts);
        }
      }
      return numbers.stream().anyMatch(number -> number.restsOn(some, facts));
    }
  }

  record Applied(NumberFunction function, List<NumberNode> numbers) implements NumberNode {
    @Override
    public Value value(Facts facts) {
      var values = new double[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        switch (numbers.get(i).value(facts)) {
          case Known known -> values[i] = known.value();
          case Unknown unknown -> {
            return unknown;
          }
        }
      }
      double result = function.of(values);
      return Double.isFinite(result)
          ? new Known(result)
          : new Unknown(function.word() + " of " + Numbers.plain(values[0]) + " has no value");
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return numbers.stream().anyMatch(number -> number.restsOn(some, facts));
    }
  }

  /**
   * A function of the recent past. Known while the channel has a value now and its measured values
   * span enough of the window.
   */
  record OverWindow(WindowFunction function, ChannelId channel, Duration length)
      implements NumberNode {
    @Override
    public Value value(Facts facts) {
      if (latest(facts, channel) instanceof Unknown unknown) {
        return unknown;
      }
      var start = facts.now().minus(length);
      var values = new ArrayList<Reading.Measured>();
      for (var reading : facts.window(channel, length)) {
        if (reading instanceof Reading.Measured measured && !measured.time().isBefore(start)) {
          values.add(measured);
        }
      }
      var span =
          values.isEmpty()
              ? Duration.ZERO
              : Duration.between(values.getFirst().time(), values.getLast().time());
      if (!span.isPositive() || span.toNanos() < length.toNanos() * WindowFunction.COVERAGE) {
        return new Unknown(
            channel + " has values for " + Wording.text(span) + " of " + Wording.text(length));
      }
      return finite(function.of(values));
    }

    @Override
    public boolean restsOn(Set<ChannelId> some, Facts facts) {
      return some.contains(channel);
    }
  }

  /** The newest value of a channel, or why there is none now. */
  static Value latest(Facts facts, ChannelId channel) {
    var latest = facts.latest(channel);
    if (latest.isEmpty()) {
      return new Unknown(channel + " has never been seen");
    }
    if (facts.stale(channel)) {
      return new Unknown(channel + " is stale");
    }
    return switch (latest.get()) {
      case Reading.Measured measured -> new Known(measured.value());
      case Reading.Missing missing -> new Unknown(channel + " is missing: " + missing.reason());
    };
  }

  private static Value finite(double result) {
    return Double.isFinite(result)
        ? new Known(result)
        : new Unknown("the result is too large for a number");
  }
}
