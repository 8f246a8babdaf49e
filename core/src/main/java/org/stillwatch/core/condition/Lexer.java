package org.stillwatch.core.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.core.condition.Token.Kind;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * Cuts an expression into words. Blanks, parentheses, commas, quotes and the signs of comparison
 * end a word; the signs of arithmetic do not, since {@code fridge/p4-p3} is one channel: they need
 * blanks around them.
 */
final class Lexer {

  /** The longest text; a longer one is no expression that a person wrote. */
  static final int LONGEST = 4000;

  private static final Pattern NUMBER =
      Pattern.compile("([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)(.*)", Pattern.DOTALL);
  private static final String ENDS = "(),<>=!&|\"";

  /** Units of lengths of time that are no units of channels. */
  private static final Set<String> DURATIONS = Set.of("m", "d");

  private static final Set<String> SIGNS =
      Set.of("(", ")", ",", "<", "<=", ">", ">=", "==", "!=", "!", "&&", "||");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * The tokens of a text, the last being {@link Kind#END}.
   *
   * @throws ExpressionProblem with the place and one sentence
   */
  static List<Token> tokens(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionProblem(
          new At(LONGEST), "the expression is too long; at most " + LONGEST + " characters");
    }
    return new Lexer(text).read();
  }

  private List<Token> read() {
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        add(Kind.END, "", "", at);
        return tokens;
      }
      char c = text.charAt(at);
      if (c == '"') {
        quoted();
      } else if (ENDS.indexOf(c) >= 0) {
        sign();
      } else {
        int end = chunkEnd(at);
        chunk(text.substring(at, end), at);
      }
    }
  }

  private int chunkEnd(int from) {
    int end = from;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private void quoted() {
    var out = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) != '"') {
        out.append(text.charAt(i));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        out.append('"');
        i++;
      } else {
        add(Kind.QUOTED, out.toString(), "", at);
        at = i + 1;
        return;
      }
    }
    throw problem(at, "the quote is not closed");
  }

  private void sign() {
    var two = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
    var sign = SIGNS.contains(two) ? two : text.substring(at, at + 1);
    if (!SIGNS.contains(sign)) {
      throw problem(at, "'" + sign + "' is no sign here; write '" + sign + sign + "'");
    }
    add(Kind.SIGN, sign, "", at);
    at += sign.length();
  }

  private void chunk(String chunk, int start) {
    at = start + chunk.length();
    if (chunk.length() == 1 && "+-*/".contains(chunk)) {
      add(Kind.SIGN, chunk, "", start);
      return;
    }
    if (startsWithSign(chunk)) {
      if (!tokens.isEmpty() && tokens.getLast().endsOperand()) {
        throw problem(start, "write a blank on both sides of '" + chunk.charAt(0) + "'");
      }
      if (chunk.charAt(0) == '-' && !NUMBER.matcher(chunk).matches()) {
        add(Kind.SIGN, "-", "", start);
        at = start + 1;
        return;
      }
    }
    var number = NUMBER.matcher(chunk);
    if (number.matches() && quantity(number.group(1), number.group(2), start)) {
      return;
    }
    if (isChannel(chunk)) {
      add(Kind.CHANNEL, chunk, "", start);
    } else if (Token.isWord(chunk)) {
      add(Kind.WORD, chunk, "", start);
    } else {
      throw notUnderstood(chunk, start);
    }
  }

  private static boolean startsWithSign(String chunk) {
    return chunk.charAt(0) == '-' || chunk.charAt(0) == '+';
  }

  /** Takes a number with its unit, which may be the next word; false when it is no quantity. */
  private boolean quantity(String number, String unit, int start) {
    if (!unit.isEmpty()) {
      if (!isUnit(unit)) {
        return false;
      }
      add(Kind.QUANTITY, number, unit, start);
      return true;
    }
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    int end = chunkEnd(next);
    var word = text.substring(next, end);
    boolean hasUnit = !word.isEmpty() && isUnit(word);
    add(Kind.QUANTITY, number, hasUnit ? word : "", start);
    at = hasUnit ? end : at;
    return true;
  }

  private static boolean isUnit(String word) {
    return DURATIONS.contains(word) || Unit.known(word).isPresent();
  }

  /** Digits around a slash are a division that lacks its blanks. */
  private static boolean isChannel(String chunk) {
    if (!chunk.contains("/") || chunk.matches("[0-9./]*")) {
      return false;
    }
    try {
      var id = new ChannelId(chunk);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private ExpressionProblem notUnderstood(String chunk, int start) {
    for (int i = 0; i < chunk.length(); i++) {
      if (chunk.charAt(i) == '*' || chunk.charAt(i) == '+') {
        return problem(start + i, "write a blank on both sides of '" + chunk.charAt(i) + "'");
      }
    }
    var number = NUMBER.matcher(chunk);
    if (chunk.matches("[0-9./]*") && chunk.contains("/")) {
      return problem(start + chunk.indexOf('/'), "write a blank on both sides of '/'");
    }
    if (number.matches() && !number.group(2).contains("/")) {
      return problem(
          start + number.end(1),
          "'"
              + number.group(2)
              + "' is no known unit; expected K, Pa, bar, V, A, W, Ohm, Hz, s or mol/s with a"
              + " prefix p n u m k M G, or mbar, degC, Torr, psi, %, or a rate such as K/min");
    }
    return chunk.contains("/")
        ? problem(
            start,
            "'"
                + chunk
                + "' is no channel id; expected instrument/quantity or instrument/thing/quantity in"
                + " lower case, such as fridge/mxc/temperature")
        : problem(start, "'" + chunk + "' is not understood here");
  }

  private void add(Kind kind, String text, String unit, int start) {
    tokens.add(new Token(kind, text, unit, new At(start + 1)));
  }

  private static ExpressionProblem problem(int index, String sentence) {
    return new ExpressionProblem(new At(index + 1), sentence);
  }
}
