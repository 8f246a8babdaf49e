package org.stillwatch.core.condition;

import java.util.regex.Pattern;

/**
 * A word, sign or quantity of an expression.
 *
 * @param text without quotes; of a quantity the number alone
 * @param unit of a quantity as written; empty for all else
 */
record Token(Kind kind, String text, String unit, At at) {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  enum Kind {
    QUANTITY,
    CHANNEL,
    WORD,
    QUOTED,
    SIGN,
    END
  }

  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** Whether it is this sign or this bare word. */
  boolean is(String wanted) {
    return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(wanted);
  }

  boolean isPlainNumber() {
    return kind == Kind.QUANTITY && unit.isEmpty();
  }

  /** Whether a number may end with it, so that a sign after it joins two. */
  boolean endsOperand() {
    return switch (kind) {
      case QUANTITY, CHANNEL -> true;
      case SIGN -> text.equals(")");
      case WORD, QUOTED, END -> false;
    };
  }

  /** As messages show it. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + (unit.isEmpty() ? text : text + " " + unit) + "'";
  }
}
