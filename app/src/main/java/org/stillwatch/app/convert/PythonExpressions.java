package org.stillwatch.app.convert;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.app.convert.PythonTokens.Kind;
import org.stillwatch.app.convert.PythonTokens.Token;

/**
 * Reads values: texts, numbers with {@code + - * /}, lists, tuples, sets, dictionaries, True,
 * False, None, and names that such a value was given to before. Whatever else stands in a list or a
 * dictionary takes only the place of its element.
 */
final class PythonExpressions {

  /** No configuration is larger; keeps values that name one another from growing without end. */
  private static final int LARGEST = 20_000;

  private static final int LONGEST_TEXT = 20_000;

  private static final Pattern DECIMAL =
      Pattern.compile("(\\d[\\d_]*)?\\.?(\\d[\\d_]*)?([eE][-+]?\\d[\\d_]*)?");

  private final List<Token> tokens;
  private final Map<String, PythonValue> known;
  private int at;

  PythonExpressions(List<Token> tokens, int from, Map<String, PythonValue> known) {
    this.tokens = tokens;
    this.at = from;
    this.known = known;
  }

  int position() {
    return at;
  }

  /** Something that would have to be run; caught where an element ends. */
  private static final class NotData extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String what;

    NotData(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }

  private Token token() {
    return tokens.get(at);
  }

  private boolean takes(String operator) {
    if (token().is(operator)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean ended() {
    return token().kind() == Kind.LINE_END || token().kind() == Kind.END || token().is(";");
  }

  /** The value of an assignment, up to the end of the statement. */
  PythonValue statement() {
    int line = token().line();
    try {
      var value = sum();
      if (token().is(",")) {
        var items = new ArrayList<>(List.of(value));
        while (takes(",") && !ended()) {
          items.add(sum());
        }
        value = new PythonValue.Items(items, line);
      }
      return ended() ? value : new PythonValue.Other(what(token()), token().line());
    } catch (NotData other) {
      return new PythonValue.Other(other.what, line);
    }
  }

  /** An element of a list or dictionary; what is not data is skipped up to its end. */
  private PythonValue element() {
    int from = at;
    int line = token().line();
    try {
      var value = sum();
      if (endOfElement() || token().is(":")) {
        return value;
      }
      throw new NotData(what(token()));
    } catch (NotData other) {
      at = from;
      skipElement();
      return new PythonValue.Other(other.what, line);
    }
  }

  private boolean endOfElement() {
    return token().is(",") || token().is("]") || token().is(")") || token().is("}");
  }

  private void skipElement() {
    for (int depth = 0; depth > 0 || !endOfElement(); at++) {
      if (token().is("(") || token().is("[") || token().is("{")) {
        depth++;
      } else if (token().is(")") || token().is("]") || token().is("}")) {
        depth--;
      }
    }
  }

  private static String what(Token token) {
    if (token.kind() == Kind.OTHER_TEXT) {
      return "a formatted text or bytes";
    }
    if (token.kind() == Kind.NAME) {
      return "'" + token.text() + "'";
    }
    return token.is("(") ? "a call" : "an expression";
  }

  private PythonValue sum() {
    var value = product();
    while (token().is("+") || token().is("-")) {
      boolean plus = token().is("+");
      at++;
      value = plus ? plus(value, product()) : number(value, product(), '-');
    }
    return value;
  }

  private PythonValue product() {
    var value = factor();
    while (token().is("*") || token().is("/")) {
      char operator = token().text().charAt(0);
      at++;
      value = number(value, factor(), operator);
    }
    return value;
  }

  private PythonValue factor() {
    boolean negative = false;
    boolean signed = false;
    for (; token().is("-") || token().is("+"); at++) {
      negative ^= token().is("-");
      signed = true;
    }
    var value = atom();
    if (token().is("(") || token().is("[") || token().is(".")) {
      throw new NotData(token().is("(") ? "a call" : "an expression");
    }
    if (!signed) {
      return value;
    }
    if (value instanceof PythonValue.Numeral number) {
      return new PythonValue.Numeral(negative ? -number.value() : number.value(), number.line());
    }
    throw new NotData("an expression");
  }

  private static PythonValue plus(PythonValue left, PythonValue right) {
    if (left instanceof PythonValue.Text a && right instanceof PythonValue.Text b) {
      return new PythonValue.Text(joined(a.text(), b.text()), a.line());
    }
    if (left instanceof PythonValue.Items a && right instanceof PythonValue.Items b) {
      var all = new ArrayList<>(a.values());
      all.addAll(b.values());
      return sized(new PythonValue.Items(all, a.line()));
    }
    return number(left, right, '+');
  }

  private static String joined(String a, String b) {
    if ((long) a.length() + b.length() > LONGEST_TEXT) {
      throw new NotData("a very long text");
    }
    return a + b;
  }

  private static PythonValue sized(PythonValue value) {
    if (value.size() > LARGEST) {
      throw new NotData("a very large list");
    }
    return value;
  }

  private static PythonValue number(PythonValue left, PythonValue right, char operator) {
    if (!(left instanceof PythonValue.Numeral a) || !(right instanceof PythonValue.Numeral b)) {
      throw new NotData("an expression");
    }
    double value =
        switch (operator) {
          case '+' -> a.value() + b.value();
          case '-' -> a.value() - b.value();
          case '*' -> a.value() * b.value();
          default -> a.value() / b.value();
        };
    if (!Double.isFinite(value)) {
      throw new NotData("an expression without a number as its value");
    }
    return new PythonValue.Numeral(value, a.line());
  }

  private PythonValue atom() {
    var token = token();
    return switch (token.kind()) {
      case TEXT -> text();
      case NUMBER -> {
        at++;
        yield new PythonValue.Numeral(
            number(token.text()).orElseThrow(() -> new NotData("a number of another kind")),
            token.line());
      }
      case NAME -> name(token);
      case OPERATOR ->
          switch (token.text()) {
            case "[" -> items("]");
            case "(" -> parentheses();
            case "{" -> braces();
            default -> throw new NotData(what(token));
          };
      case OTHER_TEXT, LINE_END, END -> throw new NotData(what(token));
    };
  }

  /** Texts that follow one another are one. */
  private PythonValue text() {
    int line = token().line();
    var out = new StringBuilder();
    for (; token().kind() == Kind.TEXT; at++) {
      out.append(token().text());
    }
    if (token().kind() == Kind.OTHER_TEXT) {
      throw new NotData(what(token()));
    }
    return new PythonValue.Text(out.toString(), line);
  }

  private PythonValue name(Token token) {
    at++;
    return switch (token.text()) {
      case "True" -> new PythonValue.Truth(true, token.line());
      case "False" -> new PythonValue.Truth(false, token.line());
      case "None" -> new PythonValue.Nothing(token.line());
      default -> {
        var value = known.get(token.text());
        if (value == null || value instanceof PythonValue.Other) {
          throw new NotData(
              token().is("(") ? "a call of '" + token.text() + "'" : "'" + token.text() + "'");
        }
        yield value;
      }
    };
  }

  private PythonValue items(String end) {
    int line = token().line();
    at++;
    var values = new ArrayList<PythonValue>();
    while (!takes(end)) {
      values.add(value());
      if (!takes(",") && !token().is(end)) {
        throw new NotData(what(token()));
      }
    }
    return sized(new PythonValue.Items(values, line));
  }

  /** An element that is no pair. */
  private PythonValue value() {
    int from = at;
    var value = element();
    if (token().is(":")) {
      at = from;
      skipElement();
      return new PythonValue.Other("an expression", tokens.get(from).line());
    }
    return value;
  }

  /** A value in parentheses, or a tuple. */
  private PythonValue parentheses() {
    int line = token().line();
    at++;
    if (takes(")")) {
      return new PythonValue.Items(List.of(), line);
    }
    var values = new ArrayList<>(List.of(value()));
    if (takes(")")) {
      var only = values.getFirst();
      if (only instanceof PythonValue.Other other) {
        throw new NotData(other.what());
      }
      return only;
    }
    while (takes(",") && !token().is(")")) {
      values.add(value());
    }
    if (!takes(")")) {
      throw new NotData(what(token()));
    }
    return sized(new PythonValue.Items(values, line));
  }

  private PythonValue braces() {
    int line = token().line();
    int from = at;
    at++;
    var entries = new LinkedHashMap<Object, PythonValue.Entry>();
    boolean set = false;
    while (!takes("}")) {
      var key = element();
      if (takes(":")) {
        entries.put(plain(key), new PythonValue.Entry(key, value()));
      } else {
        // a key that is not data was skipped together with its value
        set |= !(key instanceof PythonValue.Other);
        entries.put(entries.size(), new PythonValue.Entry(key, key));
      }
      if (!takes(",") && !token().is("}")) {
        throw new NotData(what(token()));
      }
    }
    var found = List.copyOf(entries.values());
    var value =
        set
            ? new PythonValue.Items(
                found.stream().map(PythonValue.Entry::key).toList(), tokens.get(from).line())
            : new PythonValue.Entries(found, line);
    return sized(value);
  }

  /** What makes two keys the same. */
  private static Object plain(PythonValue key) {
    return switch (key) {
      case PythonValue.Text text -> text.text();
      case PythonValue.Numeral number -> number.value();
      default -> key;
    };
  }

  /** Decimal, hexadecimal, octal and binary numbers, with {@code _} between digits. */
  private static Optional<Double> number(String text) {
    var plain = text.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (plain.length() > 2 && plain.charAt(0) == '0' && "xob".indexOf(plain.charAt(1)) >= 0) {
        int base = plain.charAt(1) == 'x' ? 16 : plain.charAt(1) == 'o' ? 8 : 2;
        return finite(new BigInteger(plain.substring(2), base).doubleValue());
      }
      return DECIMAL.matcher(text).matches() ? finite(Double.parseDouble(plain)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
