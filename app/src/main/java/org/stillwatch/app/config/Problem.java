package org.stillwatch.app.config;

import java.nio.file.Path;

/**
 * Something wrong in a station file.
 *
 * @param line from 1
 * @param column from 1
 * @param text one sentence: the value, and what was expected
 * @param mayPass it may mend itself, such as a share that is not mounted yet; a station runs with
 *     it
 */
public record Problem(Path file, int line, int column, String text, boolean mayPass) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + text;
  }
}
