package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FakeTimeTest {

  private final FakeTime time = FakeTime.at("2026-06-26T12:00:00Z");

  @Test
  void timeStandsStillUntilItIsMoved() {
    assertEquals(time.instant(), time.instant());
    assertEquals(Instant.parse("2026-06-26T12:00:05Z"), time.advance(Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(5).toNanos(), time.nanos());
  }

  @Test
  void settingTheWallClockBackLeavesTheMonotonicClock() {
    time.advance(Duration.ofSeconds(5));
    time.set(Instant.EPOCH);
    assertEquals(Instant.EPOCH, time.instant());
    assertEquals(Duration.ofSeconds(5).toNanos(), time.nanos());
  }

  @Test
  void timeDoesNotPassBackwards() {
    assertThrows(IllegalArgumentException.class, () -> time.advance(Duration.ofSeconds(-1)));
  }
}
