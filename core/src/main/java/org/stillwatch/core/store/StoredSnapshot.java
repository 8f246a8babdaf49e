package org.stillwatch.core.store;

import java.time.Instant;
import java.util.List;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.reading.Reading;

/**
 * The latest readings of a named set of channels at one time.
 *
 * @param set name of the set in the station file
 * @param label what the snapshot stands for: {@code Base Temperature}
 */
public record StoredSnapshot(Instant time, String set, String label, List<Reading> readings) {
  public StoredSnapshot {
    readings = List.copyOf(readings);
  }

  /**
   * The id of the notice that tells of it.
   *
   * @param rule what asked for it
   */
  public String noticeId(String station, String rule) {
    return NoticeId.of(station, rule, "snapshot", time, set + " " + label);
  }
}
