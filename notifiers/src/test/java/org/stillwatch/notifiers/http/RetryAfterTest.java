package org.stillwatch.notifiers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static Optional<Duration> parse(String header) {
    return RetryAfter.parse(header, Instant.parse("2026-06-26T14:00:00Z"));
  }

  @Test
  void readsSecondsWithAndWithoutDecimals() {
    assertEquals(Optional.of(Duration.ZERO), parse("0"));
    assertEquals(Optional.of(Duration.ofSeconds(17)), parse(" 17 "));
    assertEquals(Optional.of(Duration.ofMillis(64_570)), parse("64.57"));
    assertEquals(Optional.of(Duration.ofNanos(1)), parse("0.0000000019999999999"));
  }

  @Test
  void readsADate() {
    assertEquals(Optional.of(Duration.ofMinutes(2)), parse("Fri, 26 Jun 2026 14:02:00 GMT"));
    assertEquals(Optional.of(Duration.ZERO), parse("Fri, 26 Jun 2026 13:59:00 GMT"));
  }

  @Test
  void believesNoWaitOfMoreThanADay() {
    assertEquals(Optional.of(Duration.ofDays(1)), parse("999999999999999999"));
    assertEquals(Optional.of(Duration.ofDays(1)), parse("Wed, 26 Jun 2999 14:02:00 GMT"));
  }

  @Test
  void saysNothingWhenItCannotBeUnderstood() {
    for (var odd :
        new String[] {
          "", "soon", "-5", "1e3", "NaN", "1,5", "9".repeat(5000), "2026-06-26T14:02:00Z"
        }) {
      assertEquals(Optional.empty(), parse(odd), odd);
    }
  }
}
