package org.stillwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.stillwatch.core.instrument.SteadyClock;

/** A clock that stands still until a test moves it. May be read and moved from any thread. */
public final class FakeTime implements InstantSource, SteadyClock {

  private final AtomicReference<Instant> now;
  private final AtomicReference<Duration> sinceStart = new AtomicReference<>(Duration.ZERO);

  private FakeTime(Instant start) {
    now = new AtomicReference<>(start);
  }

  public static FakeTime at(Instant start) {
    return new FakeTime(start);
  }

  /**
   * @param start as RFC 3339: {@code 2026-06-26T15:55:02Z}
   */
  public static FakeTime at(String start) {
    return at(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Nanoseconds since the start, never running backwards: stands in for the monotonic clock. */
  @Override
  public long nanos() {
    return sinceStart.get().toNanos();
  }

  /**
   * Lets time pass.
   *
   * @throws IllegalArgumentException when the duration is negative: time does not pass backwards
   */
  public Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time cannot pass by " + by + "; use set to turn it back");
    }
    sinceStart.accumulateAndGet(by, Duration::plus);
    return now.updateAndGet(old -> old.plus(by));
  }

  /** Time passes at once. */
  @Override
  public void rest(Duration length) {
    if (length.isPositive()) {
      advance(length);
    }
  }

  /** Sets the wall clock, as a person or a time server does; the monotonic clock stays. */
  public void set(Instant to) {
    now.set(to);
  }
}
