package org.stillwatch.core.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.Expression.Sign;
import org.stillwatch.core.condition.Token.Kind;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * Reads expressions by precedence (after V. Pratt, Top down operator precedence, 1973). From loose
 * to tight: {@code or}, {@code and}, {@code not}, {@code for}, comparisons and {@code is}, {@code +
 * -}, {@code * /}, the sign of a number. docs/conditions.md has the grammar.
 */
final class Parser {

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int FOR = 4;
  private static final int COMPARE = 5;
  private static final int ADD = 6;
  private static final int MULTIPLY = 7;
  private static final int NEGATE = 8;

  /** Deeper than people write, and far from the end of the stack. */
  private static final int DEEPEST = 100;

  /** Each may make the tree deeper by one, as in a + b + c. */
  private static final int MOST_LINKS = 250;

  private final TokenReader tokens;
  private int depth;

  /** How many parts were put on top of what stood before them. */
  private int links;

  Parser(String text) {
    tokens = new TokenReader(text);
  }

  Expression expression() {
    var start = tokens.peek();
    return number(whole(), start.at());
  }

  Condition condition() {
    var start = tokens.peek();
    return truth(whole(), start.at());
  }

  private Phrase whole() {
    var phrase = phrase(0);
    if (tokens.peek().kind() != Kind.END) {
      throw TokenReader.problem(tokens.peek(), tokens.peek().shown() + " was not expected here");
    }
    return phrase;
  }

  private Phrase phrase(int power) {
    if (++depth > DEEPEST) {
      throw TokenReader.problem(
          tokens.peek(), "the expression is nested too deep; at most " + DEEPEST + " levels");
    }
    var left = prefix(tokens.take());
    while (power(tokens.peek()) > power) {
      if (++links > MOST_LINKS) {
        throw TokenReader.problem(
            tokens.peek(),
            "the expression is too long; at most " + MOST_LINKS + " signs and words");
      }
      left = infix(left, tokens.take());
    }
    depth--;
    return left;
  }

  private static int power(Token token) {
    if (token.kind() != Kind.SIGN && token.kind() != Kind.WORD) {
      return 0;
    }
    return switch (token.text()) {
      case "or", "||" -> OR;
      case "and", "&&" -> AND;
      case "for" -> FOR;
      case "is", "inside", "outside", "above", "below", "<", "<=", ">", ">=", "==", "!=" -> COMPARE;
      case "+", "-" -> ADD;
      case "*", "/" -> MULTIPLY;
      default -> 0;
    };
  }

  private Phrase prefix(Token token) {
    return switch (token.kind()) {
      case QUANTITY ->
          token.isPlainNumber() && tokens.peek().is("of") ? counted(token) : constant(token);
      case CHANNEL -> new Expression.ChannelValue(new ChannelId(token.text()), token.at());
      case WORD -> word(token);
      case SIGN ->
          switch (token.text()) {
            case "(" -> {
              var inner = phrase(0);
              tokens.expect(")");
              yield inner;
            }
            case "-" -> new Expression.Negated(number(NEGATE), token.at());
            case "!" -> new Condition.Not(truth(NOT));
            default -> throw expectedStart(token);
          };
      case QUOTED, END -> throw expectedStart(token);
    };
  }

  private Phrase word(Token token) {
    if (token.is("not")) {
      return new Condition.Not(truth(NOT));
    }
    if (token.is("alarm")) {
      return new Condition.AlarmOf(tokens.name("the name of a rule"));
    }
    if (tokens.peek().is("(")) {
      return function(token);
    }
    throw expectedStart(token);
  }

  private ExpressionProblem expectedStart(Token token) {
    return TokenReader.problem(
        token,
        token.kind() == Kind.END
            ? "the expression ends too early; expected a channel, a number or a function"
            : token.shown()
                + " was not expected here; expected a channel such as fridge/p4, a number or a"
                + " function");
  }

  private Phrase infix(Phrase left, Token token) {
    return switch (token.text()) {
      case "or", "||" -> new Condition.Any(series(left, token, OR));
      case "and", "&&" -> new Condition.All(series(left, token, AND));
      case "for" -> new Condition.Held(truth(left, token.at()), tokens.duration());
      case "is" -> predicate(channel(left, token), token);
      case "inside", "outside" -> band(number(left, token.at()), token);
      case "+" -> arithmetic(left, Sign.PLUS, token);
      case "-" -> arithmetic(left, Sign.MINUS, token);
      case "*" -> arithmetic(left, Sign.TIMES, token);
      case "/" -> arithmetic(left, Sign.OVER, token);
      case "==" -> equal(left, token);
      case "!=" -> new Condition.Not(equal(left, token));
      default -> compare(number(left, token.at()), token);
    };
  }

  private List<Condition> series(Phrase first, Token token, int power) {
    var parts = new ArrayList<Condition>();
    parts.add(truth(first, token.at()));
    parts.add(truth(power));
    while (power(tokens.peek()) == power) {
      var again = tokens.take();
      parts.add(truth(power));
    }
    return parts;
  }

  private Expression arithmetic(Phrase left, Sign sign, Token token) {
    var first = number(left, token.at());
    var second = number(sign.isAdditive() ? ADD : MULTIPLY);
    return new Expression.Arithmetic(first, sign, second, token.at());
  }

  private Condition equal(Phrase left, Token token) {
    boolean state =
        tokens.peek().kind() == Kind.QUOTED
            || (tokens.peek().kind() == Kind.WORD && !tokens.peek(1).is("("));
    return state
        ? new Condition.StateIs(channel(left, token), tokens.name("a state"), token.at())
        : new Condition.Compare(
            number(left, token.at()), Relation.EQUAL, number(COMPARE), token.at());
  }

  private Condition compare(Expression left, Token token) {
    var relation =
        switch (token.text()) {
          case "above", ">" -> Relation.ABOVE;
          case "below", "<" -> Relation.BELOW;
          case ">=" -> Relation.AT_LEAST;
          default -> Relation.AT_MOST;
        };
    var start = tokens.peek();
    var right = number(COMPARE);
    if (!tokens.peek().is("until")) {
      return new Condition.Compare(left, relation, right, token.at());
    }
    var until = tokens.take();
    if (relation != Relation.ABOVE && relation != Relation.BELOW) {
      throw TokenReader.problem(until, "'until' goes with 'above' and 'below' only");
    }
    if (!(right instanceof Expression.Constant limit)) {
      throw TokenReader.problem(
          start, "expected a quantity such as 100 mbar, since 'until' follows");
    }
    boolean above = relation == Relation.ABOVE;
    var back = tokens.take();
    if (!(above ? back.is("below") || back.is("<") : back.is("above") || back.is(">"))) {
      throw TokenReader.problem(
          back, "expected '" + (above ? "below" : "above") + "' after 'until'");
    }
    return new Condition.Latched(left, above, limit.quantity(), tokens.quantity(), token.at());
  }

  private Condition band(Expression number, Token token) {
    var low = tokens.quantity();
    tokens.expect("to");
    var high = tokens.quantity();
    Optional<Quantity> margin = Optional.empty();
    if (tokens.peek().is("margin")) {
      var word = tokens.take();
      margin = Optional.of(tokens.quantity());
    }
    return new Condition.Band(number, token.is("inside"), low, high, margin, token.at());
  }

  private Condition predicate(ChannelId channel, Token is) {
    boolean denied = tokens.peek().is("not");
    if (denied) {
      var not = tokens.take();
    }
    Condition found;
    if (tokens.peek().is("stale")) {
      var word = tokens.take();
      found = new Condition.Stale(channel);
    } else if (tokens.peek().is("missing")) {
      var word = tokens.take();
      found = new Condition.Missing(channel);
    } else if (tokens.peek().is("unchanged")) {
      var word = tokens.take();
      tokens.expect("for");
      found = new Condition.Unchanged(channel, tokens.duration());
    } else {
      var at = tokens.peek().at();
      found =
          new Condition.StateIs(channel, tokens.name("a state, stale, missing or unchanged"), at);
    }
    return denied ? new Condition.Not(found) : found;
  }

  private Condition counted(Token least) {
    tokens.expect("of");
    var of = tokens.take();
    if (!of.isPlainNumber()) {
      throw TokenReader.problem(of, "expected how many readings, such as 3 of 5 (...)");
    }
    if (!tokens.peek().is("(")) {
      throw TokenReader.problem(tokens.peek(), "expected '(' and the condition to count");
    }
    var open = tokens.take();
    var inner = truth(0);
    tokens.expect(")");
    return new Condition.Counted(count(least), count(of), inner, least.at());
  }

  private static int count(Token token) {
    if (!token.text().matches("\\d{1,4}")) {
      throw TokenReader.problem(token, "'" + token.text() + "' is no whole number from 1 to 1000");
    }
    return Integer.parseInt(token.text());
  }

  private Expression function(Token name) {
    var window = WindowFunction.of(name.text());
    var plain = NumberFunction.of(name.text());
    if (window.isEmpty() && plain.isEmpty()) {
      throw TokenReader.problem(
          name,
          "there is no function '" + name.text() + "'; " + NearMiss.of(name.text(), functions()));
    }
    tokens.expect("(");
    boolean overWindow =
        tokens.peek().kind() == Kind.CHANNEL
            && tokens.peek(1).is(",")
            && isDuration(tokens.peek(2))
            && tokens.peek(3).is(")");
    if (window.isPresent() && (overWindow || plain.isEmpty())) {
      return overWindow(window.get(), name);
    }
    if (overWindow && !Unit.known(tokens.peek(2).unit()).isPresent()) {
      throw TokenReader.problem(
          name,
          "'"
              + name.text()
              + "' takes numbers; over a time there are "
              + "rate, mean, minimum and maximum");
    }
    var function = plain.orElseThrow();
    var numbers = new ArrayList<Expression>();
    numbers.add(number(0));
    while (tokens.peek().is(",")) {
      var comma = tokens.take();
      numbers.add(number(0));
    }
    tokens.expect(")");
    if (!function.takes(numbers.size())) {
      throw TokenReader.problem(name, "'" + name.text() + "' takes " + function.takesText());
    }
    return new Expression.Applied(function, numbers, name.at());
  }

  private Expression overWindow(WindowFunction function, Token name) {
    var channel = tokens.take();
    if (channel.kind() != Kind.CHANNEL) {
      throw TokenReader.problem(
          channel,
          "expected a channel and a length of time: " + function.word() + "(fridge/p4, 10m)");
    }
    tokens.expect(",");
    var length = tokens.duration();
    tokens.expect(")");
    return new Expression.OverWindow(function, new ChannelId(channel.text()), length, name.at());
  }

  private static boolean isDuration(Token token) {
    return token.kind() == Kind.QUANTITY && DurationUnit.of(token.unit()).isPresent();
  }

  static Set<String> functions() {
    var words = new TreeSet<String>();
    for (var function : NumberFunction.values()) {
      words.add(function.word());
    }
    for (var function : WindowFunction.values()) {
      words.add(function.word());
    }
    return words;
  }

  private Phrase constant(Token token) {
    return new Expression.Constant(TokenReader.quantity(token), token.at());
  }

  private Expression number(int power) {
    var at = tokens.peek().at();
    return number(phrase(power), at);
  }

  private Condition truth(int power) {
    var at = tokens.peek().at();
    return truth(phrase(power), at);
  }

  private static Expression number(Phrase phrase, At at) {
    return switch (phrase) {
      case Expression expression -> expression;
      case Condition condition ->
          throw new ExpressionProblem(
              at, "expected a number; '" + condition.text() + "' is a condition");
    };
  }

  private static Condition truth(Phrase phrase, At at) {
    return switch (phrase) {
      case Condition condition -> condition;
      case Expression expression ->
          throw new ExpressionProblem(
              at,
              "expected a condition; '"
                  + expression.text()
                  + "' is a number: compare it, such as "
                  + expression.text()
                  + " > 3");
    };
  }

  private static ChannelId channel(Phrase phrase, Token token) {
    if (phrase instanceof Expression.ChannelValue value) {
      return value.channel();
    }
    throw TokenReader.problem(token, "expected one channel before " + token.shown());
  }
}
