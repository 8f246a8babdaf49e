package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Finds that the wall clock was set, by comparing it with a clock that never is. */
final class ClockWatch {

  /** Less than this is an ordinary correction. */
  private static final Duration LEAST = Duration.ofSeconds(10);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private Instant lastWall;
  private long lastNanos;

  ClockWatch(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.lastWall = wall.instant();
    this.lastNanos = nanos.getAsLong();
  }

  /** By how much it was set since the last call; empty when it was not. */
  Optional<Duration> set() {
    var nowWall = wall.instant();
    long nowNanos = nanos.getAsLong();
    var by = Duration.between(lastWall, nowWall).minus(Duration.ofNanos(nowNanos - lastNanos));
    // slow corrections add up to nothing
    lastWall = nowWall;
    lastNanos = nowNanos;
    return by.abs().compareTo(LEAST) > 0 ? Optional.of(by) : Optional.empty();
  }
}
