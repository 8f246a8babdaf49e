package org.stillwatch.core.condition;

import java.util.Locale;

/** The answer of a condition. Unknown is never fine, and never an alarm either: it is unknown. */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  /** The word in messages: {@code unknown}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Truth of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /** True when both are, false when one is, else unknown (Kleene's strong logic). */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** False when both are, true when one is, else unknown. */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
