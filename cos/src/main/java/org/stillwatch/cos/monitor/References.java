package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reference files that figures show beside our own.
 *
 * @param table the gain-sag table in use
 * @param blueTable the one in use for the blue modes
 * @param x1d an extracted spectrum, for the places where spectra are extracted
 */
public record References(Optional<Path> table, Optional<Path> blueTable, Optional<Path> x1d) {
  public static final References NONE =
      new References(Optional.empty(), Optional.empty(), Optional.empty());
}
