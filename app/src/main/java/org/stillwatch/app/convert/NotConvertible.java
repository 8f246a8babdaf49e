package org.stillwatch.app.convert;

/** A file that cannot be read as a configuration at all. The message is for the user. */
public final class NotConvertible extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotConvertible(String sentence) {
    super(sentence);
  }

  /**
   * @param line from 1; likewise {@code column}
   */
  NotConvertible(int line, int column, String sentence) {
    super(line + ":" + column + ": " + sentence);
  }
}
