package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which measurements were handed out already. Two of one sensor within a millisecond are the same
 * measurement, whether it was pushed or comes from the history; a sensor is not measured twice in a
 * second.
 *
 * <p>A measurement that is older than the newest of its sensor, but was not handed out, is handed
 * out: the station stores it, judges limits by it and leaves what is newer as the latest. So
 * nothing is lost when messages overtake each other or the controller's clock is set back.
 */
final class Seen {

  private static final Duration SAME = Duration.ofMillis(1);
  private static final int KEPT = 256;

  private final Map<Integer, TreeSet<Instant>> recent = new HashMap<>();
  private final Map<Integer, Instant> newest = new TreeMap<>();

  Seen(Map<Integer, Instant> newest) {
    newest.forEach(this::note);
  }

  /** Whether it was not handed out yet; from now on it was. */
  boolean isNew(Measurement measurement) {
    var times = recent.get(measurement.sensor());
    if (times != null) {
      var near = times.floor(measurement.time().plus(SAME));
      if (near != null && !near.isBefore(measurement.time().minus(SAME))) {
        return false;
      }
    }
    note(measurement.sensor(), measurement.time());
    return true;
  }

  private void note(int sensor, Instant time) {
    var times = recent.computeIfAbsent(sensor, s -> new TreeSet<>());
    times.add(time);
    if (times.size() > KEPT) {
      times.pollFirst();
    }
    newest.merge(sensor, time, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** The newest time of each sensor. */
  Map<Integer, Instant> newest() {
    return Map.copyOf(newest);
  }

  /** The newest time of all. */
  Optional<Instant> last() {
    return newest.values().stream().max(Instant::compareTo);
  }
}
