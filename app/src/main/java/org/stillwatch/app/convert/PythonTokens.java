package org.stillwatch.app.convert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Cuts a Python file into tokens (The Python Language Reference, lexical analysis). */
final class PythonTokens {

  /** Deeper brackets are none of a configuration. */
  private static final int DEEPEST = 60;

  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    /** A text that is no plain text: formatted, or bytes. */
    OTHER_TEXT,
    OPERATOR,
    /** The end of a logical line. */
    LINE_END,
    END
  }

  /**
   * @param text as written; of a text what it stands for
   * @param column from 1
   * @param begins whether it is the first of its logical line
   */
  record Token(Kind kind, String text, int line, int column, boolean begins) {
    boolean is(String operator) {
      return kind == Kind.OPERATOR && text.equals(operator);
    }
  }

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private boolean begins = true;

  private PythonTokens(String source) {
    this.source = source;
  }

  /**
   * @throws NotConvertible with line and column when it is no Python
   */
  static List<Token> of(String source) {
    return new PythonTokens(source.replace("\r\n", "\n").replace('\r', '\n')).read();
  }

  private List<Token> read() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\n') {
        if (open.isEmpty() && !begins) {
          add(Kind.LINE_END, "", at);
          begins = true;
        }
        newLine();
      } else if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (c == '#') {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
      } else if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) == '\n') {
        at++;
        newLine();
      } else {
        token(c);
      }
    }
    if (!open.isEmpty()) {
      var bracket = open.pop();
      throw new NotConvertible(
          bracket.line(), bracket.column(), "'" + bracket.text() + "' is never closed");
    }
    if (!begins) {
      add(Kind.LINE_END, "", at);
    }
    add(Kind.END, "", at);
    return List.copyOf(tokens);
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private Token add(Kind kind, String text, int from) {
    return add(kind, text, line, from - lineStart + 1);
  }

  private Token add(Kind kind, String text, int onLine, int column) {
    var token = new Token(kind, text, onLine, column, begins);
    tokens.add(token);
    begins = false;
    return token;
  }

  private NotConvertible wrong(int from, String sentence) {
    return new NotConvertible(line, from - lineStart + 1, sentence);
  }

  private void token(char c) {
    int from = at;
    if (isNameStart(c)) {
      while (at < source.length() && isNamePart(source.charAt(at))) {
        at++;
      }
      var name = source.substring(from, at);
      if (at < source.length() && isQuote(source.charAt(at)) && isPrefix(name)) {
        text(from, name.toLowerCase(Locale.ROOT));
      } else {
        add(Kind.NAME, name, from);
      }
    } else if (isQuote(c)) {
      text(from, "");
    } else if (isDigit(c)
        || (c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
      number(from);
    } else if ("()[]{}".indexOf(c) >= 0) {
      bracket(c);
    } else if ("+-*/%@&|^~<>=!,:;.".indexOf(c) >= 0) {
      at++;
      // longer operators matter only where they must not be taken for an assignment
      if (at < source.length() && source.charAt(at) == '=' && "+-*/%@&|^<>=!:".indexOf(c) >= 0) {
        at++;
      }
      add(Kind.OPERATOR, source.substring(from, at), from);
    } else {
      throw wrong(from, "this character has no meaning here");
    }
  }

  private void bracket(char c) {
    var token = add(Kind.OPERATOR, String.valueOf(c), at);
    at++;
    int closing = ")]}".indexOf(c);
    if (closing < 0) {
      open.push(token);
      if (open.size() > DEEPEST) {
        throw new NotConvertible(token.line(), token.column(), "the brackets stand too deep");
      }
    } else if (open.isEmpty() || "([{".indexOf(open.pop().text()) != closing) {
      throw new NotConvertible(token.line(), token.column(), "'" + c + "' closes nothing");
    }
  }

  private void number(int from) {
    while (at < source.length()
        && (isNamePart(source.charAt(at))
            || source.charAt(at) == '.'
            || ("+-".indexOf(source.charAt(at)) >= 0
                && "eE".indexOf(source.charAt(at - 1)) >= 0
                && !source.substring(from, at).toLowerCase(Locale.ROOT).startsWith("0x")))) {
      at++;
    }
    add(Kind.NUMBER, source.substring(from, at), from);
  }

  private void text(int from, String prefix) {
    int onLine = line;
    int column = from - lineStart + 1;
    char quote = source.charAt(at);
    boolean triple = source.startsWith(String.valueOf(quote).repeat(3), at);
    at += triple ? 3 : 1;
    boolean raw = prefix.contains("r");
    var out = new StringBuilder();
    while (true) {
      if (at >= source.length() || (!triple && source.charAt(at) == '\n')) {
        throw new NotConvertible(onLine, column, "this text has no end");
      }
      char c = source.charAt(at);
      if (c == quote && (!triple || source.startsWith(String.valueOf(quote).repeat(3), at))) {
        at += triple ? 3 : 1;
        break;
      }
      if (c == '\\' && at + 1 < source.length()) {
        escape(raw, out);
      } else {
        out.append(c);
        if (c == '\n') {
          newLine();
        } else {
          at++;
        }
      }
    }
    boolean plain = prefix.isEmpty() || prefix.equals("r") || prefix.equals("u");
    add(plain ? Kind.TEXT : Kind.OTHER_TEXT, out.toString(), onLine, column);
  }

  /** At a backslash that is not the last character. */
  private void escape(boolean raw, StringBuilder out) {
    char c = source.charAt(at + 1);
    if (raw) {
      out.append('\\').append(c);
    } else if (c == 'x' || c == 'u' || c == 'U') {
      out.appendCodePoint(hexadecimal(c == 'x' ? 2 : c == 'u' ? 4 : 8));
      return;
    } else if (c >= '0' && c <= '7') {
      octal(out);
      return;
    } else {
      int known = "\n\\'\"abfnrtv".indexOf(c);
      // as Python does: what is no escape stays as it is
      out.append(
          known < 0
              ? "\\" + c
              : known == 0 ? "" : "\\'\"\u0007\b\f\n\r\t\u000b".substring(known - 1, known));
    }
    at++;
    if (c == '\n') {
      newLine();
    } else {
      at++;
    }
  }

  private int hexadecimal(int digits) {
    int end = at + 2 + digits;
    var text = end <= source.length() ? source.substring(at + 2, end) : "";
    if (!text.matches("[0-9a-fA-F]+")) {
      throw wrong(at, "expected " + digits + " hexadecimal digits after the backslash");
    }
    long point = Long.parseLong(text, 16);
    if (point > Character.MAX_CODE_POINT) {
      throw wrong(at, "there is no such character");
    }
    at = end;
    return (int) point;
  }

  private void octal(StringBuilder out) {
    int value = 0;
    int end = at + 1;
    while (end < source.length()
        && end < at + 4
        && source.charAt(end) >= '0'
        && source.charAt(end) <= '7') {
      value = value * 8 + source.charAt(end) - '0';
      end++;
    }
    out.append((char) value);
    at = end;
  }

  private static boolean isPrefix(String name) {
    return name.length() <= 2 && name.toLowerCase(Locale.ROOT).matches("[rbuft]{1,2}");
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isUnicodeIdentifierStart(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isUnicodeIdentifierPart(c) || c == '_';
  }
}
