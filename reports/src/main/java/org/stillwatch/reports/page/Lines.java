package org.stillwatch.reports.page;

import java.util.ArrayList;
import java.util.List;

/** Divides a text into lines of a width: between words, and within a word that is too long. */
final class Lines {

  private Lines() {}

  /**
   * @param fit a text of characters that there are
   * @param size of the letters, in points
   * @param width of a line, in points
   * @return at least one line
   */
  static List<String> of(String fit, Typeface face, double size, double width) {
    var lines = new ArrayList<String>();
    for (var paragraph : fit.split("\n", -1)) {
      divide(paragraph, face, size, width, lines);
    }
    return lines;
  }

  private static void divide(
      String paragraph, Typeface face, double size, double width, List<String> lines) {
    var line = new StringBuilder();
    double taken = 0;
    double space = face.width(" ", size);
    for (var word : paragraph.split(" ")) {
      double length = face.width(word, size);
      if (!line.isEmpty() && taken + space + length > width) {
        lines.add(line.toString());
        line.setLength(0);
        taken = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        taken += space;
      }
      if (length <= width) {
        line.append(word);
        taken += length;
      } else {
        taken = breakWord(word, face, size, width, line, lines);
      }
    }
    lines.add(line.toString());
  }

  /** Writes an overlong word into the empty line and as many more as it needs. */
  private static double breakWord(
      String word,
      Typeface face,
      double size,
      double width,
      StringBuilder line,
      List<String> lines) {
    double taken = 0;
    for (int i = 0; i < word.length(); ) {
      int codePoint = word.codePointAt(i);
      var letter = Character.toString(codePoint);
      double length = face.width(letter, size);
      if (taken + length > width && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
        taken = 0;
      }
      line.append(letter);
      taken += length;
      i += Character.charCount(codePoint);
    }
    return taken;
  }
}
