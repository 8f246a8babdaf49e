package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.instrument.Turn;

/**
 * How far the rows of one instrument have come, to tell how far the rules' clock may go without
 * overtaking rows that are still on their way. Immutable.
 *
 * @param newest time of the newest row that was taken
 * @param heard when the last row came, at first when the instrument joined
 * @param settledAt when it had caught up for the first time; empty before
 */
record RowFront(Optional<Instant> newest, Instant heard, Optional<Instant> settledAt) {

  /** Rows that belong together may come so far apart. */
  static final Duration SETTLE = Duration.ofSeconds(3);

  /** Rows may be written so late, in bursts, and the clock still waits for them. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * @param newest time of its newest row that is stored
   */
  static RowFront joining(Optional<Instant> newest, Instant now) {
    return new RowFront(newest, now, Optional.empty());
  }

  RowFront after(Turn turn, Instant now) {
    var settled = settledAt.isPresent() || turn.more() ? settledAt : Optional.of(now);
    if (turn.scans().isEmpty()) {
      return new RowFront(newest, heard, settled);
    }
    var last = turn.scans().getLast().time();
    return new RowFront(
        Optional.of(newest.filter(known -> known.isAfter(last)).orElse(last)), now, settled);
  }

  /** The same for a clock that was set. */
  RowFront shifted(Duration by) {
    return new RowFront(newest, heard.plus(by), settledAt.map(at -> at.plus(by)));
  }

  /** Whether the clock may go on at all: rows that were there at the start have come. */
  boolean settled(Instant now) {
    return settledAt.isPresent() && !now.isBefore(settledAt.get().plus(SETTLE));
  }

  /**
   * The time up to which all rows have come, as far as can be told.
   *
   * @param silence after so long without any row the instrument is silent and is waited for no more
   */
  Instant horizon(Optional<Duration> silence, Instant now) {
    var latest = now.minus(SETTLE);
    if (silence.isEmpty() || heard.plus(silence.get()).isBefore(latest)) {
      return latest;
    }
    var least = now.minus(PATIENCE);
    var rows = newest.filter(time -> time.isAfter(least)).orElse(least);
    return rows.isAfter(latest) ? latest : rows;
  }
}
