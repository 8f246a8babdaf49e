package org.stillwatch.core.condition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.condition.Token.Kind;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/** Goes along the tokens of an expression, and reads what is complete in itself. */
final class TokenReader {

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

  /** Ten years: longer is a slip of the pen. */
  private static final Duration LONGEST = Duration.ofDays(3660);

  private final List<Token> tokens;
  private int next;

  TokenReader(String text) {
    tokens = Lexer.tokens(text);
  }

  void expect(String wanted) {
    var token = take();
    if (!token.is(wanted)) {
      throw problem(token, "expected '" + wanted + "', not " + token.shown());
    }
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peek(int further) {
    return tokens.get(Math.min(next + further, tokens.size() - 1));
  }

  /** The next token; the end stays. */
  Token take() {
    var token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  Quantity quantity() {
    var token = take();
    if (token.kind() != Kind.QUANTITY) {
      throw problem(token, "expected a quantity such as 100 mbar, not " + token.shown());
    }
    return quantity(token);
  }

  static Quantity quantity(Token token) {
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

  Duration duration() {
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
  String name(String expected) {
    var token = take();
    boolean bare = token.kind() == Kind.WORD && !RESERVED.contains(token.text());
    if (!bare && token.kind() != Kind.QUOTED) {
      throw problem(token, "expected " + expected + ", not " + token.shown());
    }
    return token.text();
  }

  static ExpressionProblem problem(Token token, String sentence) {
    return new ExpressionProblem(token.at(), sentence);
  }
}
