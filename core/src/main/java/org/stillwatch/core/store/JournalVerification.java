package org.stillwatch.core.store;

import java.time.Instant;
import java.util.List;

/**
 * What came of looking whether the journal is as it was written.
 *
 * @param rows how many there are
 * @param head the hash of the last one: to note elsewhere, since whoever writes the file anew can
 *     chain it anew, but not to the same head
 * @param faults how many were found
 * @param first the first of them, at most {@value #MOST_FAULTS}
 */
public record JournalVerification(long rows, String head, long faults, List<Fault> first) {

  static final int MOST_FAULTS = 1000;

  public JournalVerification {
    first = List.copyOf(first);
  }

  public boolean ok() {
    return faults == 0;
  }

  /**
   * Something that is not as it was written.
   *
   * @param number of the first row concerned
   * @param time that this row has
   * @param text one sentence
   */
  public record Fault(long number, Instant time, String text) {}
}
