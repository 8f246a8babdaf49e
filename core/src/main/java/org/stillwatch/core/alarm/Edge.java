package org.stillwatch.core.alarm;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Quantity;

/**
 * One side of a rule: what to do when the value goes beyond its limit.
 *
 * @param limit as the station file has it, with its unit; empty for an edge of a condition
 * @param say the words to tell; without them an edge of severity info tells nothing
 * @param severity warning or more raises an alarm
 * @param snapshot what to take with it
 */
public record Edge(
    Optional<Quantity> limit,
    Optional<String> say,
    Severity severity,
    Optional<SnapshotAfter> snapshot) {

  public boolean raisesAlarm() {
    return severity.compareTo(Severity.WARNING) >= 0;
  }

  /**
   * A snapshot that follows an edge.
   *
   * @param set name of the set of channels
   * @param after how long after the edge; zero is at once
   * @param label what the snapshot stands for; the edge's words when absent
   */
  public record SnapshotAfter(String set, Duration after, Optional<String> label) {}
}
