package org.stillwatch.formats.fits;

import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.HeaderCard;

/**
 * One entry of a header. It takes 80 bytes, or more where a text is long (CONTINUE). A comment of
 * {@code ""} is none. Letters that FITS does not know become a question mark.
 */
public sealed interface Card {
  /** Letters of a remark in one card: columns 9 to 80 (4.4.2.4 of the standard). */
  int REMARK_LENGTH = 72;

  /** A value that is text; blanks at its end mean nothing. */
  record Text(String keyword, String value, String comment) implements Card {}

  /** A whole number. */
  record Whole(String keyword, long value, String comment) implements Card {}

  /** A finite number, with as many digits as it needs. */
  record Real(String keyword, double value, String comment) implements Card {
    public Real {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the card " + keyword + " cannot say " + value + "; expected a finite number");
      }
    }
  }

  /** True or false. */
  record Logical(String keyword, boolean value, String comment) implements Card {}

  /**
   * COMMENT, HISTORY or a keyword of blanks, with text: one card for each 72 characters, one at
   * least.
   */
  record Remark(String keyword, String text) implements Card {}

  static Card of(String keyword, String value) {
    return new Text(keyword, value, "");
  }

  static Card of(String keyword, String value, String comment) {
    return new Text(keyword, value, comment);
  }

  static Card of(String keyword, long value) {
    return new Whole(keyword, value, "");
  }

  static Card of(String keyword, long value, String comment) {
    return new Whole(keyword, value, comment);
  }

  static Card of(String keyword, double value) {
    return new Real(keyword, value, "");
  }

  static Card of(String keyword, double value, String comment) {
    return new Real(keyword, value, comment);
  }

  static Card of(String keyword, boolean value, String comment) {
    return new Logical(keyword, value, comment);
  }

  static Card comment(String text) {
    return new Remark("COMMENT", text);
  }

  static Card history(String text) {
    return new Remark("HISTORY", text);
  }

  /**
   * As it stands in a file: one or more times 80 characters.
   *
   * @throws IllegalArgumentException when the keyword is none of FITS
   */
  default String image() {
    return switch (this) {
      case Text(var keyword, var value, var comment) ->
          new HeaderCard(checked(keyword), HeaderCard.sanitize(value), HeaderCard.sanitize(comment))
              .toString();
      case Whole(var keyword, var value, var comment) ->
          new HeaderCard(checked(keyword), value, HeaderCard.sanitize(comment)).toString();
      case Real(var keyword, var value, var comment) ->
          new HeaderCard(checked(keyword), value, HeaderCard.sanitize(comment)).toString();
      case Logical(var keyword, var value, var comment) ->
          new HeaderCard(checked(keyword), value, HeaderCard.sanitize(comment)).toString();
      case Remark(var keyword, var text) -> {
        var image = new StringBuilder();
        for (var line : lines(HeaderCard.sanitize(text))) {
          image.append("%-8s%-72s".formatted(checked(keyword), line));
        }
        yield image.toString();
      }
    };
  }

  private static String checked(String keyword) {
    if (!keyword.matches("[A-Z0-9_-]{0,8}")) {
      throw new IllegalArgumentException(
          "'" + keyword + "' is no keyword; expected up to 8 of A-Z, 0-9, - and _");
    }
    return keyword;
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    do {
      int to = Math.min(text.length(), from + REMARK_LENGTH);
      lines.add(text.substring(from, to));
      from = to;
    } while (from < text.length());
    return lines;
  }
}
