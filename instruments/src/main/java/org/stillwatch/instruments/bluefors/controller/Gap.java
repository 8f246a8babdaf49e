package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A time in which measurements may have been published that were not received.
 *
 * @param from up to here the history has been read; measurements before it were handed out
 * @param until from here on measurements were received again; empty while that is not known
 * @param known newest measurement of each sensor before the gap
 */
record Gap(Instant from, Optional<Instant> until, Map<Integer, Instant> known) {

  /** Measurements may come so much out of order. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  /** The controller's clock may be ahead by so much. */
  private static final Duration AHEAD = Duration.ofDays(1);

  Gap {
    known = Map.copyOf(known);
  }

  /** After the newest of these; empty when nothing was ever received. */
  static Optional<Gap> after(Map<Integer, Instant> known) {
    return known.values().stream()
        .max(Instant::compareTo)
        .map(last -> new Gap(last.minus(OVERLAP), Optional.empty(), known));
  }

  /** The same, with what was missed later. */
  Gap open() {
    return new Gap(from, Optional.empty(), known);
  }

  Gap until(Instant received) {
    return until.isPresent() ? this : new Gap(from, Optional.of(received), known);
  }

  Gap readUpTo(Instant time) {
    return new Gap(time, until, known);
  }

  Instant end(Instant now) {
    return until.orElse(now.plus(AHEAD));
  }

  /** Whether the history gives this one for the gap. */
  boolean misses(Measurement measurement) {
    var before = known.get(measurement.sensor());
    return !measurement.time().isBefore(from)
        && (before == null || measurement.time().isAfter(before))
        && until.map(measurement.time()::isBefore).orElse(true);
  }
}
