package org.stillwatch.core.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ClockWatchTest {

  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2026-10-25T00:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private final ClockWatch watch = new ClockWatch(wall::get, nanos::get);

  private void pass(Duration real, Duration shown) {
    nanos.addAndGet(real.toNanos());
    wall.updateAndGet(now -> now.plus(shown));
  }

  @Test
  void aClockThatGoesOnIsNotSet() {
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(500), Duration.ofMillis(503));
      assertEquals(Optional.empty(), watch.set());
    }
  }

  @Test
  void hoursInEitherDirectionAreFoundOnce() {
    pass(Duration.ofSeconds(1), Duration.ofHours(3).plusSeconds(1));
    assertEquals(Optional.of(Duration.ofHours(3)), watch.set());
    assertEquals(Optional.empty(), watch.set());
    pass(Duration.ofSeconds(1), Duration.ofHours(-5).plusSeconds(1));
    assertEquals(Optional.of(Duration.ofHours(-5)), watch.set());
    pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertEquals(Optional.empty(), watch.set());
  }

  @Test
  void aSecondOrTwoIsAnOrdinaryCorrection() {
    pass(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertEquals(Optional.empty(), watch.set());
  }
}
