package org.stillwatch.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Conditions.Part;
import org.stillwatch.app.config.Source.Place;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.core.condition.At;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.condition.WindowFunction;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/**
 * One condition as keys: {@code {channel: fridge/p4, above: 100 mbar, for: 30s}}. Several tests of
 * one channel must all be true.
 */
final class ConditionKeys {

  private static final List<String> SUBJECTS =
      List.of("channel", "expression", "all", "any", "not", "alarm");

  private static final List<String> TESTS =
      List.of(
          "above",
          "below",
          "inside",
          "outside",
          "is",
          "is-not",
          "rate-above",
          "rate-below",
          "stale",
          "missing",
          "unchanged-for");

  private static final List<String> DETAILS =
      List.of("clear", "margin", "over", "for", "at-least", "of");

  private static final At AT = At.NOWHERE;

  private final Conditions conditions;
  private final Source source;
  private final Value.Keys keys;
  private final List<Part> parts = new ArrayList<>();
  private boolean broken;

  ConditionKeys(Conditions conditions, Source source, Value.Keys keys) {
    this.conditions = conditions;
    this.source = source;
    this.keys = keys;
  }

  /** The condition; null when there was a problem, which has been told. */
  @Nullable Condition condition() {
    unknownKeys();
    var subjects = SUBJECTS.stream().filter(this::has).toList();
    if (subjects.size() != 1) {
      problem(
          keys.place(),
          subjects.isEmpty()
              ? "expected one of " + String.join(", ", SUBJECTS)
              : "'" + String.join("' and '", subjects) + "' cannot stand together");
      return null;
    }
    var subject = subjects.getFirst();
    var value = keys.get(subject).orElseThrow();
    var plain =
        switch (subject) {
          case "all" -> list(value, Condition.All::new);
          case "any" -> list(value, Condition.Any::new);
          case "not" -> {
            var inner = conditions.condition(value);
            yield inner == null ? null : new Condition.Not(inner);
          }
          case "alarm" -> alarm();
          case "channel" -> ofChannel();
          default -> ofExpression(value);
        };
    if (!subject.equals("channel") && !subject.equals("expression")) {
      TESTS.stream().filter(this::has).forEach(test -> needs(test, "channel"));
    }
    var whole = plain == null ? null : counted(plain);
    var held = whole == null ? null : held(whole);
    if (held == null || broken) {
      return null;
    }
    conditions.remember(parts);
    return held;
  }

  private void unknownKeys() {
    var known = new ArrayList<>(SUBJECTS);
    known.addAll(TESTS);
    known.addAll(DETAILS);
    for (var key : keys.values().keySet()) {
      if (!known.contains(key.name())) {
        problem(
            key.place(), "unknown key '" + key.name() + "'; " + Binder.nearest(key.name(), known));
      }
    }
  }

  private @Nullable Condition list(Value value, Function<List<Condition>, Condition> join) {
    var values = value instanceof Value.Items items ? items.values() : List.of(value);
    var inner = new ArrayList<Condition>();
    for (var item : values) {
      var condition = conditions.condition(item);
      broken |= condition == null;
      if (condition != null) {
        inner.add(condition);
      }
    }
    if (values.isEmpty()) {
      problem(value.place(), "expected at least one condition");
    }
    return broken ? null : inner.size() == 1 ? inner.getFirst() : join.apply(inner);
  }

  private @Nullable Condition alarm() {
    var rule = scalar("alarm", text -> text);
    return rule.map(name -> made("alarm", () -> new Condition.AlarmOf(name))).orElse(null);
  }

  private @Nullable Condition ofChannel() {
    var channel = scalar("channel", ChannelId::new);
    return channel
        .map(id -> tests(new Expression.ChannelValue(id, AT), Optional.of(id)))
        .orElse(null);
  }

  /** A number with tests, or a whole condition. */
  private @Nullable Condition ofExpression(Value value) {
    if (TESTS.stream().noneMatch(this::has)) {
      DETAILS.subList(0, 3).stream().filter(this::has).forEach(key -> needs(key, "above"));
      return conditions.condition(value);
    }
    if (!(value instanceof Value.Scalar scalar)) {
      problem(value.place(), "expected an expression such as fridge/p4 - fridge/p3");
      return null;
    }
    var number = conditions.told(scalar::at, () -> Expression.parse(scalar.text()));
    if (number == null) {
      return null;
    }
    parts.add(new Part(number, scalar::at));
    return tests(
        number,
        number instanceof Expression.ChannelValue only
            ? Optional.of(only.channel())
            : Optional.empty());
  }

  /** All tests of one number. */
  private @Nullable Condition tests(Expression number, Optional<ChannelId> channel) {
    var found = new ArrayList<Condition>();
    for (var test : TESTS) {
      if (has(test)) {
        var condition =
            switch (test) {
              case "above", "below" -> limit(test, number);
              case "inside", "outside" -> band(test, number);
              default -> channel.map(id -> ofOneChannel(test, id)).orElse(null);
            };
        if (condition == null && channel.isEmpty()) {
          needs(test, "channel");
        }
        broken |= condition == null;
        if (condition != null) {
          found.add(condition);
        }
      }
    }
    details(found);
    return broken ? null : found.size() == 1 ? found.getFirst() : new Condition.All(found);
  }

  /** What a detail belongs to must be there. */
  private void details(List<Condition> found) {
    if (found.isEmpty() && !broken) {
      problem(keys.place(), "nothing is asked; expected one of " + String.join(", ", TESTS));
    }
    if (has("clear") && has("above") == has("below")) {
      needs("clear", "above' or 'below");
    }
    if (has("margin") && has("inside") == has("outside")) {
      needs("margin", "inside' or 'outside");
    }
    if (has("over") && !has("rate-above") && !has("rate-below")) {
      needs("over", "rate-above' or 'rate-below");
    }
  }

  private @Nullable Condition limit(String test, Expression number) {
    var limit = scalar(test, Quantity::parse);
    var clear = scalar("clear", Quantity::parse);
    if (limit.isEmpty() || (has("clear") && clear.isEmpty())) {
      return null;
    }
    boolean above = test.equals("above");
    return made(
        test,
        () ->
            clear.isPresent()
                ? new Condition.Latched(number, above, limit.get(), clear.get(), AT)
                : compare(number, above, limit.get()));
  }

  private static Condition compare(Expression number, boolean above, Quantity limit) {
    return new Condition.Compare(
        number, above ? Relation.ABOVE : Relation.BELOW, new Expression.Constant(limit, AT), AT);
  }

  private @Nullable Condition band(String test, Expression number) {
    var value = keys.get(test).orElseThrow();
    if (!(value instanceof Value.Items items) || items.values().size() != 2) {
      problem(value.place(), "expected two limits such as [2 K, 4 K]");
      return null;
    }
    var low = scalar(items.values().getFirst(), Quantity::parse);
    var high = scalar(items.values().getLast(), Quantity::parse);
    var margin = scalar("margin", Quantity::parse);
    return low.isEmpty() || high.isEmpty() || (has("margin") && margin.isEmpty())
        ? null
        : made(
            test,
            () ->
                new Condition.Band(
                    number, test.equals("inside"), low.get(), high.get(), margin, AT));
  }

  private @Nullable Condition ofOneChannel(String test, ChannelId channel) {
    return switch (test) {
      case "is", "is-not" ->
          scalar(test, text -> text)
              .map(
                  word ->
                      made(
                          test,
                          () ->
                              not(new Condition.StateIs(channel, word, AT), test.equals("is-not"))))
              .orElse(null);
      case "rate-above", "rate-below" -> rate(test, channel);
      case "stale" -> yes(test, new Condition.Stale(channel));
      case "missing" -> yes(test, new Condition.Missing(channel));
      default ->
          scalar(test, ConditionKeys::length)
              .map(length -> made(test, () -> new Condition.Unchanged(channel, length)))
              .orElse(null);
    };
  }

  private @Nullable Condition rate(String test, ChannelId channel) {
    var limit = scalar(test, Quantity::parse);
    var over = scalar("over", ConditionKeys::length);
    if (!has("over")) {
      needs(test, "over");
    }
    return limit.isEmpty() || over.isEmpty()
        ? null
        : made(
            test,
            () ->
                compare(
                    new Expression.OverWindow(WindowFunction.RATE, channel, over.get(), AT),
                    test.equals("rate-above"),
                    limit.get()));
  }

  private @Nullable Condition yes(String test, Condition condition) {
    return scalar(test, ConditionKeys::truth)
        .map(wanted -> made(test, () -> not(condition, !wanted)))
        .orElse(null);
  }

  private static Condition not(Condition condition, boolean denied) {
    return denied ? new Condition.Not(condition) : condition;
  }

  private @Nullable Condition counted(Condition condition) {
    if (!has("at-least") && !has("of")) {
      return condition;
    }
    if (!has("at-least") || !has("of")) {
      needs(has("of") ? "of" : "at-least", has("of") ? "at-least" : "of");
      return null;
    }
    var least = scalar("at-least", ConditionKeys::count);
    var of = scalar("of", ConditionKeys::count);
    return least.isEmpty() || of.isEmpty()
        ? null
        : made("at-least", () -> new Condition.Counted(least.get(), of.get(), condition, AT));
  }

  private @Nullable Condition held(Condition condition) {
    return has("for")
        ? scalar("for", ConditionKeys::length)
            .map(length -> (Condition) new Condition.Held(condition, length))
            .orElse(null)
        : condition;
  }

  /** A part that is complete by itself, checked as far as that goes without channels. */
  private @Nullable Condition made(String key, Supplier<Condition> maker) {
    var place = keys.get(key).orElseThrow().place();
    var made =
        conditions.told(
            column -> place,
            () -> {
              var condition = maker.get();
              var bound = condition.bind(id -> Optional.empty());
              return condition;
            });
    if (made != null) {
      parts.add(new Part(made, column -> place));
    }
    return made;
  }

  private boolean has(String key) {
    return keys.get(key).isPresent();
  }

  private <T> Optional<T> scalar(String key, Function<String, T> conversion) {
    return keys.get(key).flatMap(value -> scalar(value, conversion));
  }

  private <T> Optional<T> scalar(Value value, Function<String, T> conversion) {
    if (!(value instanceof Value.Scalar scalar)) {
      problem(value.place(), "expected one value, not a list or keys");
      return Optional.empty();
    }
    try {
      return Optional.of(conversion.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      problem(value.place(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void needs(String key, String other) {
    problem(
        keys.get(key).map(Value::place).orElse(keys.place()),
        "'" + key + "' needs '" + other + "' beside it");
  }

  private void problem(Place place, String sentence) {
    broken = true;
    source.problem(place, sentence);
  }

  private static Duration length(String text) {
    var length = Durations.parse(text);
    if (!length.isPositive()) {
      throw new IllegalArgumentException("'" + text + "' is no length of time; expected 30s, 10m");
    }
    return length;
  }

  private static int count(String text) {
    if (!text.matches("\\d{1,4}")) {
      throw new IllegalArgumentException("'" + text + "' is no whole number from 1 to 1000");
    }
    return Integer.parseInt(text);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
