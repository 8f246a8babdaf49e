package org.stillwatch.core.reading;

import java.time.Instant;
import java.util.List;

/**
 * The readings that an instrument took together: one row of a log, one turn of a poll.
 *
 * @param time of the row; every reading of the scan has it
 */
public record Scan(String instrument, Instant time, List<Reading> readings) {
  public Scan {
    readings = List.copyOf(readings);
  }
}
