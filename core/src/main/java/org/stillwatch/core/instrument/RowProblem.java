package org.stillwatch.core.instrument;

/**
 * A row that could not be read.
 *
 * @param file path relative to the instrument's folder, with slashes
 * @param line its number in the file from 1 (record number for binary files)
 * @param count how many rows in a row share this problem; 1 unless they were counted together
 * @param why one clause: {@code 'abc' is no number; expected a temperature in K}
 */
public record RowProblem(String file, long line, long count, String why) {
  @Override
  public String toString() {
    return count == 1
        ? "%s:%d: %s".formatted(file, line, why)
        : "%s:%d: %s (and %d more rows like it)".formatted(file, line, why, count - 1);
  }
}
