package org.stillwatch.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Source.Place;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.condition.ExpressionProblem;
import org.stillwatch.core.condition.Phrase;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;

/**
 * Binds conditions and expressions: one line of text is an expression, keys are the other form of
 * the same trees. Remembers where each part stood, for the checks that need the station's channels.
 */
final class Conditions {

  /** Something that is checked by itself, with the places of its columns. */
  record Part(Phrase phrase, IntFunction<Place> places) {}

  private final Source source;

  /** What was bound; the same sentence is told once for the parts of a group. */
  private final List<List<Part>> groups = new ArrayList<>();

  Conditions(Source source) {
    this.source = source;
  }

  /** A condition; null when there was a problem, which has been told. */
  @Nullable Condition condition(Value value) {
    return switch (value) {
      case Value.Scalar scalar -> parse(scalar, Condition::parse);
      case Value.Keys keys -> new ConditionKeys(this, source, keys).condition();
      case Value.Items items -> {
        source.problem(items.place(), "expected one condition; a list goes under 'all:' or 'any:'");
        yield null;
      }
      case Value.Nothing nothing -> {
        source.problem(nothing.place(), "expected a condition such as fridge/p4 > 100 mbar");
        yield null;
      }
    };
  }

  /** An expression that gives a number; null when there was a problem, which has been told. */
  @Nullable Expression expression(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return parse(scalar, Expression::parse);
    }
    source.problem(value.place(), "expected an expression such as fridge/p4 - fridge/p3");
    return null;
  }

  private <P extends Phrase> @Nullable P parse(Value.Scalar scalar, Function<String, P> parser) {
    var phrase = told(scalar::at, () -> parser.apply(scalar.text()));
    if (phrase != null) {
      groups.add(List.of(new Part(phrase, scalar::at)));
    }
    return phrase;
  }

  /** Remembers parts that were made of keys, for {@link #check}. */
  void remember(List<Part> group) {
    groups.add(List.copyOf(group));
  }

  /** What the maker gives; null after a problem, which is told. */
  <T> @Nullable T told(IntFunction<Place> places, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ExpressionProblem e) {
      source.problem(places.apply(e.column()), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Checks all that was bound against the station's channels.
   *
   * @param channels what is known of them
   * @param others sentences about other names in a part
   */
  void check(
      Function<ChannelId, Optional<Channel>> channels, Function<Phrase, List<String>> others) {
    for (var group : groups) {
      var told = new HashSet<String>();
      for (var part : group) {
        others.apply(part.phrase()).stream()
            .filter(told::add)
            .forEach(sentence -> source.problem(part.places().apply(1), sentence));
        try {
          var bound =
              switch (part.phrase()) {
                case Condition condition -> condition.bind(channels);
                case Expression expression -> expression.bind(channels);
              };
        } catch (ExpressionProblem e) {
          if (told.add(String.valueOf(e.getMessage()))) {
            source.problem(part.places().apply(e.column()), String.valueOf(e.getMessage()));
          }
        }
      }
    }
  }
}
