package org.stillwatch.core.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final RetryPolicy POLICY = RetryPolicy.STANDARD;
  private static final Optional<Duration> NOT_ASKED = Optional.empty();

  @Test
  void doublesFromOneSecondToFiveMinutes() {
    assertEquals(Duration.ofSeconds(2), POLICY.next(1, NOT_ASKED, 1));
    assertEquals(Duration.ofSeconds(4), POLICY.next(2, NOT_ASKED, 1));
    assertEquals(Duration.ofSeconds(256), POLICY.next(8, NOT_ASKED, 1));
    assertEquals(Duration.ofMinutes(5), POLICY.next(9, NOT_ASKED, 1));
    assertEquals(Duration.ofMinutes(5), POLICY.next(Integer.MAX_VALUE, NOT_ASKED, 1));
  }

  @Test
  void spreadsEachWaitOverItsUpperHalf() {
    assertEquals(Duration.ofSeconds(1), POLICY.next(1, NOT_ASKED, 0));
    assertEquals(Duration.ofSeconds(3), POLICY.next(2, NOT_ASKED, 0.5));
    assertEquals(Duration.ofSeconds(150), POLICY.next(50, NOT_ASKED, 0));
  }

  @Test
  void staysWithinItsLimitsWhateverTheNumbers() {
    for (int attempts : new int[] {Integer.MIN_VALUE, -1, 0, 1, 7, 100}) {
      for (double random : new double[] {-5, 0, 0.3, 1, 7, Double.NaN}) {
        var wait = POLICY.next(attempts, NOT_ASKED, random);
        assertTrue(
            wait.compareTo(Duration.ofSeconds(1)) >= 0
                && wait.compareTo(Duration.ofMinutes(5)) <= 0,
            () -> attempts + " attempts, " + random + ": " + wait);
      }
    }
  }

  @Test
  void waitsAsLongAsAskedWhenThatIsLonger() {
    assertEquals(Duration.ofSeconds(90), POLICY.next(1, Optional.of(Duration.ofSeconds(90)), 1));
    assertEquals(Duration.ofMinutes(5), POLICY.next(20, Optional.of(Duration.ofSeconds(90)), 1));
    assertEquals(Duration.ofSeconds(2), POLICY.next(1, Optional.of(Duration.ofSeconds(-3)), 1));
  }

  @Test
  void waitsNoLongerThanAnHourWhateverIsAsked() {
    assertEquals(Duration.ofHours(1), POLICY.next(1, Optional.of(Duration.ofDays(365)), 1));
  }

  @Test
  void refusesLimitsThatDoNotGrow() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(Duration.ofSeconds(9), Duration.ofSeconds(5), Duration.ofHours(1)));
  }
}
