package org.stillwatch.notifiers.text;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Cuts a text to what a service takes, between two characters as a reader sees them. */
public final class Cut {

  /** Stands where something was left out. */
  public static final String MARK = "\u2026";

  /** Longer runs of joined characters are no writing of any language, and may be divided. */
  private static final int LONGEST_CHARACTER = 64;

  private Cut() {}

  /** The text itself when it has at most so many UTF-16 units, else its begin and the mark. */
  public static String toLength(String text, int length) {
    return fit(text, length, String::length);
  }

  /**
   * The text itself when it fits, else its begin and the mark.
   *
   * @param room how much fits, with the mark
   * @param size of a piece as it will be sent; the size of two pieces together must not be more
   *     than the sum of theirs
   */
  public static String fit(String text, int room, ToIntFunction<String> size) {
    int roomBeforeMark = room - size.applyAsInt(MARK);
    int end = 0;
    int taken = 0;
    int endBeforeMark = 0;
    var borders = BreakIterator.getCharacterInstance(Locale.ROOT);
    borders.setText(text);
    while (end < text.length()) {
      int next = borders.following(end);
      if (next == BreakIterator.DONE || next - end > LONGEST_CHARACTER) {
        next = text.offsetByCodePoints(end, 1);
      }
      taken += size.applyAsInt(text.substring(end, next));
      if (taken > room) {
        return roomBeforeMark < 0 ? "" : text.substring(0, endBeforeMark).stripTrailing() + MARK;
      }
      end = next;
      if (taken <= roomBeforeMark) {
        endBeforeMark = end;
      }
    }
    return text;
  }

  /** How many bytes a text has in UTF-8. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
