package org.stillwatch.core.instrument;

import java.time.Instant;
import java.util.ArrayList;
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

  /** No log of a laboratory is older, or from so far ahead; garbage bytes can look like it. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** The same turn, rows with a time that cannot be true being problems instead. */
  public Turn withPossibleTimes() {
    var possible = scans.stream().filter(scan -> isPossible(scan.time())).toList();
    if (possible.size() == scans.size()) {
      return this;
    }
    var first = scans.stream().filter(scan -> !isPossible(scan.time())).findFirst().orElseThrow();
    var told = new ArrayList<>(problems);
    told.add(
        new RowProblem(
            first.instrument(),
            0,
            scans.size() - possible.size(),
            "a row has the time "
                + first.time()
                + ", expected one in the years 1900 to 2199; it is not kept"));
    return new Turn(
        possible,
        channels,
        rows,
        told,
        cursor,
        backlog,
        more,
        health.state() == Health.State.OK ? Health.trouble(told.getLast().why()) : health);
  }

  private static boolean isPossible(Instant time) {
    return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
  }
}
