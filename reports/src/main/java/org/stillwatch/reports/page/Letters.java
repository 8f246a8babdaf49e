package org.stillwatch.reports.page;

/** Texts from anywhere, made fit to be shown. */
final class Letters {

  private static final int UNKNOWN = 0xfffd;

  private Letters() {}

  /**
   * A text without what cannot be shown or could mislead: control characters, characters that turn
   * the direction of writing, and halves of characters. Line feeds stay.
   */
  static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n").codePoints().map(Letters::clean).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static int clean(int codePoint) {
    if (codePoint == '\n') {
      return codePoint;
    }
    boolean turns =
        (codePoint >= 0x202a && codePoint <= 0x202e)
            || (codePoint >= 0x2066 && codePoint <= 0x2069);
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE, Character.UNASSIGNED -> UNKNOWN;
      default -> turns ? ' ' : codePoint;
    };
  }

  /** A text on one line. */
  static String line(String text) {
    return clean(text).replace('\n', ' ');
  }
}
