package org.stillwatch.core.condition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.stillwatch.core.condition.Expression.Sign;
import org.stillwatch.core.reading.Quantity;

/** The canonical text of phrases, with as few parentheses as say the same tree. */
final class Wording {

  private Wording() {}

  static String text(Expression expression) {
    return switch (expression) {
      case Expression.ChannelValue value -> value.channel().text();
      case Expression.Constant constant -> constant.quantity().toString();
      case Expression.Negated negated -> "-(" + text(negated.number()) + ")";
      case Expression.Arithmetic arithmetic ->
          operand(arithmetic.left(), arithmetic.sign(), false)
              + " "
              + arithmetic.sign().symbol()
              + " "
              + operand(arithmetic.right(), arithmetic.sign(), true);
      case Expression.Applied applied -> applied.function().word() + "(" + numbers(applied) + ")";
      case Expression.OverWindow over ->
          over.function().word() + "(" + over.channel() + ", " + text(over.length()) + ")";
    };
  }

  private static String numbers(Expression.Applied applied) {
    var numbers = applied.numbers();
    boolean likeAWindow =
        numbers.size() == 2
            && numbers.getFirst() instanceof Expression.ChannelValue
            && numbers.getLast() instanceof Expression.Constant last
            && DurationUnit.of(last.quantity().unit().symbol()).isPresent();
    return likeAWindow
        ? text(numbers.getFirst()) + ", (" + text(numbers.getLast()) + ")"
        : numbers.stream().map(Wording::text).collect(Collectors.joining(", "));
  }

  private static String operand(Expression operand, Sign sign, boolean right) {
    boolean looser =
        operand instanceof Expression.Arithmetic inner
            && (right
                ? !sign.isAdditive() || inner.sign().isAdditive()
                : !sign.isAdditive() && inner.sign().isAdditive());
    return looser ? "(" + text(operand) + ")" : text(operand);
  }

  static String text(Condition condition) {
    return switch (condition) {
      case Condition.Compare compare ->
          text(compare.left()) + " " + compare.relation().text() + " " + text(compare.right());
      case Condition.Latched latched ->
          text(latched.number())
              + (latched.above() ? " above " : " below ")
              + latched.limit()
              + (latched.above() ? " until below " : " until above ")
              + latched.clear();
      case Condition.Band band ->
          text(band.number())
              + (band.inside() ? " inside " : " outside ")
              + band.low()
              + " to "
              + band.high()
              + band.margin().map(Quantity::toString).map(" margin "::concat).orElse("");
      case Condition.StateIs state -> state.channel() + " is " + word(state.word());
      case Condition.Stale stale -> stale.channel() + " is stale";
      case Condition.Missing missing -> missing.channel() + " is missing";
      case Condition.Unchanged unchanged ->
          unchanged.channel() + " is unchanged for " + text(unchanged.length());
      case Condition.Held held -> tight(held.condition()) + " for " + text(held.length());
      case Condition.Counted counted ->
          counted.least() + " of " + counted.of() + " (" + text(counted.condition()) + ")";
      case Condition.All all ->
          joined(all.conditions(), " and ", inner -> inner instanceof Condition.Any);
      case Condition.Any any -> joined(any.conditions(), " or ", inner -> false);
      case Condition.Not not -> not(not.condition());
      case Condition.AlarmOf alarm -> "alarm " + word(alarm.rule());
    };
  }

  private static String joined(
      List<Condition> conditions, String word, Predicate<Condition> isLooser) {
    return conditions.stream()
        .map(
            inner ->
                isLooser.test(inner) || isSame(inner, word) || conditions.size() == 1
                    ? "(" + text(inner) + ")"
                    : text(inner))
        .collect(Collectors.joining(word));
  }

  private static boolean isSame(Condition inner, String word) {
    return word.equals(" and ") ? inner instanceof Condition.All : inner instanceof Condition.Any;
  }

  private static String not(Condition condition) {
    return switch (condition) {
      case Condition.StateIs state -> state.channel() + " is not " + word(state.word());
      case Condition.Stale stale -> stale.channel() + " is not stale";
      case Condition.Missing missing -> missing.channel() + " is not missing";
      case Condition.Unchanged unchanged ->
          unchanged.channel() + " is not unchanged for " + text(unchanged.length());
      case Condition.All all -> "not (" + text(all) + ")";
      case Condition.Any any -> "not (" + text(any) + ")";
      default -> "not " + text(condition);
    };
  }

  /** As what 'for' belongs to. */
  private static String tight(Condition condition) {
    boolean needs =
        switch (condition) {
          case Condition.All all -> true;
          case Condition.Any any -> true;
          case Condition.Not not -> !isPredicate(not.condition());
          default -> false;
        };
    return needs ? "(" + text(condition) + ")" : text(condition);
  }

  /** Whether its denial is written within it: {@code fridge/valve/v1 is not open}. */
  private static boolean isPredicate(Condition condition) {
    return condition instanceof Condition.StateIs
        || condition instanceof Condition.Stale
        || condition instanceof Condition.Missing
        || condition instanceof Condition.Unchanged;
  }

  /** The longest whole unit: {@code 10m}. */
  static String text(Duration length) {
    if (length.getNano() != 0) {
      return BigDecimal.valueOf(length.getSeconds())
              .add(BigDecimal.valueOf(length.getNano(), 9))
              .stripTrailingZeros()
              .toPlainString()
          + "s";
    }
    long seconds = length.getSeconds();
    return seconds % 86400 == 0
        ? seconds / 86400 + "d"
        : seconds % 3600 == 0
            ? seconds / 3600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Bare where it can be read as a word, else within quotes. */
  private static String word(String word) {
    return Token.isWord(word) && !TokenReader.RESERVED.contains(word)
        ? word
        : "\"" + word.replace("\"", "\"\"") + "\"";
  }
}
