package org.stillwatch.core.instrument;

import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Scan;

/**
 * What one turn of an instrument brought.
 *
 * @param scans new rows, in order
 * @param channels channels seen for the first time, or changed, in this turn
 * @param rows how many rows of the source were read, readable or not
 * @param problems rows that could not be read
 * @param cursor where to go on after exactly these scans; opaque to all but the instrument. To be
 *     committed together with them.
 * @param backlog the rows were there before Stillwatch first looked: stored with rules silent
 * @param more there is more to take at once
 * @param health how the instrument is after this turn
 */
public record Turn(
    List<Scan> scans,
    List<Channel> channels,
    long rows,
    List<RowProblem> problems,
    String cursor,
    boolean backlog,
    boolean more,
    Health health) {
  public Turn {
    scans = List.copyOf(scans);
    channels = List.copyOf(channels);
    problems = List.copyOf(problems);
  }
}
