package org.stillwatch.instruments.logfile;

import java.time.Instant;
import java.util.List;
import org.stillwatch.core.reading.Reading;

/** What one record of a log file holds. */
public sealed interface Row {

  /** What the reader must remember after this row, to go on after it. */
  RowMemory after();

  /** A row of readings, all of one instant. */
  record Values(Instant time, List<Reading> readings, RowMemory after) implements Row {}

  /** A header line, a comment, an empty line. */
  record Nothing(RowMemory after) implements Row {}

  /**
   * A row that cannot be read.
   *
   * @param why one clause for the user, with the value and what was expected
   */
  record Unreadable(String why, RowMemory after) implements Row {}
}
