package org.stillwatch.core.condition;

import java.math.BigDecimal;
import java.time.Duration;
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

  /** Words that are no names of states or rules unless quoted. */
  static final Set<String> RESERVED =
      Set.of(
          "or",
          "and",
          "not",
          "for",
          "is",
          "above",
          "below",
          "inside",
          "outside",
          "until",
          "to",
          "margin",
          "of",
          "alarm",
          "stale",
          "missing",
          "unchanged");

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

  /** Ten years: longer is a slip of the pen. */
  private static final Duration LONGEST = Duration.ofDays(3660);

  private final List<Token> tokens;
  private int next;
  private int depth;

  Parser(String text) {
    tokens = Lexer.tokens(text);
  }

  Expression expression() {
    var start = peek();
    return number(whole(), start.at());
  }

  Condition condition() {
    var start = peek();
    return truth(whole(), start.at());
  }

  private Phrase whole() {
    var phrase = phrase(0);
    if (peek().kind() != Kind.END) {
      throw problem(peek(), peek().shown() + " was not expected here");
    }
    return phrase;
  }

  private Phrase phrase(int power) {
    if (++depth > DEEPEST) {
      throw problem(peek(), "the expression is nested too deep; at most " + DEEPEST + " levels");
    }
    var left = prefix(take());
    while (power(peek()) > power) {
      left = infix(left, take());
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
      case QUANTITY -> token.isPlainNumber() && peek().is("of") ? counted(token) : constant(token);
      case CHANNEL -> new Expression.ChannelValue(new ChannelId(token.text()), token.at());
      case WORD -> word(token);
      case SIGN ->
          switch (token.text()) {
            case "(" -> {
              var inner = phrase(0);
              expect(")");
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
      return new Condition.AlarmOf(name("the name of a rule"));
    }
    if (peek().is("(")) {
      return function(token);
    }
    throw expectedStart(token);
  }

  private ExpressionProblem expectedStart(Token token) {
    return problem(
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
      case "for" -> new Condition.Held(truth(left, token.at()), duration());
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
    while (power(peek()) == power) {
      var again = take();
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
        peek().kind() == Kind.QUOTED || (peek().kind() == Kind.WORD && !peek(1).is("("));
    return state
        ? new Condition.StateIs(channel(left, token), name("a state"), token.at())
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
    var start = peek();
    var right = number(COMPARE);
    if (!peek().is("until")) {
      return new Condition.Compare(left, relation, right, token.at());
    }
    var until = take();
    if (relation != Relation.ABOVE && relation != Relation.BELOW) {
      throw problem(until, "'until' goes with 'above' and 'below' only");
    }
    if (!(right instanceof Expression.Constant limit)) {
      throw problem(start, "expected a quantity such as 100 mbar, since 'until' follows");
    }
    boolean above = relation == Relation.ABOVE;
    var back = take();
    if (!(above ? back.is("below") || back.is("<") : back.is("above") || back.is(">"))) {
      throw problem(back, "expected '" + (above ? "below" : "above") + "' after 'until'");
    }
    return new Condition.Latched(left, above, limit.quantity(), quantity(), token.at());
  }

  private Condition band(Expression number, Token token) {
    var low = quantity();
    expect("to");
    var high = quantity();
    Optional<Quantity> margin = Optional.empty();
    if (peek().is("margin")) {
      var word = take();
      margin = Optional.of(quantity());
    }
    return new Condition.Band(number, token.is("inside"), low, high, margin, token.at());
  }

  private Condition predicate(ChannelId channel, Token is) {
    boolean denied = peek().is("not");
    if (denied) {
      var not = take();
    }
    Condition found;
    if (peek().is("stale")) {
      var word = take();
      found = new Condition.Stale(channel);
    } else if (peek().is("missing")) {
      var word = take();
      found = new Condition.Missing(channel);
    } else if (peek().is("unchanged")) {
      var word = take();
      expect("for");
      found = new Condition.Unchanged(channel, duration());
    } else {
      var at = peek().at();
      found = new Condition.StateIs(channel, name("a state, stale, missing or unchanged"), at);
    }
    return denied ? new Condition.Not(found) : found;
  }

  private Condition counted(Token least) {
    expect("of");
    var of = take();
    if (!of.isPlainNumber()) {
      throw problem(of, "expected how many readings, such as 3 of 5 (...)");
    }
    if (!peek().is("(")) {
      throw problem(peek(), "expected '(' and the condition to count");
    }
    var open = take();
    var inner = truth(0);
    expect(")");
    return new Condition.Counted(count(least), count(of), inner, least.at());
  }

  private static int count(Token token) {
    if (!token.text().matches("\\d{1,4}")) {
      throw problem(token, "'" + token.text() + "' is no whole number from 1 to 1000");
    }
    return Integer.parseInt(token.text());
  }

  private Expression function(Token name) {
    var window = WindowFunction.of(name.text());
    var plain = NumberFunction.of(name.text());
    if (window.isEmpty() && plain.isEmpty()) {
      throw problem(
          name,
          "there is no function '" + name.text() + "'; " + NearMiss.of(name.text(), functions()));
    }
    expect("(");
    boolean overWindow =
        peek().kind() == Kind.CHANNEL && peek(1).is(",") && isDuration(peek(2)) && peek(3).is(")");
    if (window.isPresent() && (overWindow || plain.isEmpty())) {
      return overWindow(window.get(), name);
    }
    if (overWindow && !Unit.known(peek(2).unit()).isPresent()) {
      throw problem(
          name,
          "'"
              + name.text()
              + "' takes numbers; over a time there are "
              + "rate, mean, minimum and maximum");
    }
    var function = plain.orElseThrow();
    var numbers = new ArrayList<Expression>();
    numbers.add(number(0));
    while (peek().is(",")) {
      var comma = take();
      numbers.add(number(0));
    }
    expect(")");
    if (!function.takes(numbers.size())) {
      throw problem(name, "'" + name.text() + "' takes " + function.takesText());
    }
    return new Expression.Applied(function, numbers, name.at());
  }

  private Expression overWindow(WindowFunction function, Token name) {
    var channel = take();
    if (channel.kind() != Kind.CHANNEL) {
      throw problem(
          channel,
          "expected a channel and a length of time: " + function.word() + "(fridge/p4, 10m)");
    }
    expect(",");
    var length = duration();
    expect(")");
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
    return new Expression.Constant(quantity(token), token.at());
  }

  private Quantity quantity() {
    var token = take();
    if (token.kind() != Kind.QUANTITY) {
      throw problem(token, "expected a quantity such as 100 mbar, not " + token.shown());
    }
    return quantity(token);
  }

  private static Quantity quantity(Token token) {
    var unit =
        Unit.known(token.unit())
            .orElseThrow(
                () ->
                    problem(
                        token,
                        "'"
                            + token.unit()
                            + "' is a length of time; as the unit of a number write s, min or h"));
    // adding zero makes -0 the plain 0
    double value = Double.parseDouble(token.text()) + 0.0;
    if (Double.isInfinite(value)) {
      throw problem(token, "'" + token.text() + "' is too large");
    }
    return new Quantity(value, unit);
  }

  private Duration duration() {
    var token = take();
    var unit = DurationUnit.of(token.unit());
    if (token.kind() != Kind.QUANTITY || unit.isEmpty()) {
      throw problem(
          token, "expected a length of time such as 30s, 10m or 2h, not " + token.shown());
    }
    return lengthOf(token, unit.get());
  }

  private static Duration lengthOf(Token token, DurationUnit unit) {
    // as a double first: all the digits of 1e999999 would not fit into memory
    double size = Double.parseDouble(token.text());
    if (!(size > 1e-9 && size < 1e12)) {
      throw noLength(token);
    }
    var length = unit.times(new BigDecimal(token.text()));
    if (length.toMillis() < 1 || length.compareTo(LONGEST) > 0) {
      throw noLength(token);
    }
    return length;
  }

  private static ExpressionProblem noLength(Token token) {
    return problem(token, token.shown() + " is no length of time from 1 ms to ten years");
  }

  /** A name: a bare word that is not reserved, or anything within quotes. */
  private String name(String expected) {
    var token = take();
    boolean bare = token.kind() == Kind.WORD && !RESERVED.contains(token.text());
    if (!bare && token.kind() != Kind.QUOTED) {
      throw problem(token, "expected " + expected + ", not " + token.shown());
    }
    return token.text();
  }

  private Expression number(int power) {
    var at = peek().at();
    return number(phrase(power), at);
  }

  private Condition truth(int power) {
    var at = peek().at();
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
    throw problem(token, "expected one channel before " + token.shown());
  }

  private void expect(String wanted) {
    var token = take();
    if (!token.is(wanted)) {
      throw problem(token, "expected '" + wanted + "', not " + token.shown());
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token peek(int further) {
    return tokens.get(Math.min(next + further, tokens.size() - 1));
  }

  /** The next token; the end stays. */
  private Token take() {
    var token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private static ExpressionProblem problem(Token token, String sentence) {
    return new ExpressionProblem(token.at(), sentence);
  }
}
