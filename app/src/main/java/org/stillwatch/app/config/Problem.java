package org.stillwatch.app.config;

import java.nio.file.Path;

/**
 * Something wrong in a station file.
 *
 * @param line from 1
 * @param column from 1
 * @param text one sentence: the value, and what was expected
 */
public record Problem(Path file, int line, int column, String text) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + text;
  }
}
