package org.stillwatch.core.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before a notice is tried again: twice as long after each attempt, with jitter so
 * that many notices do not come back in step, or as long as the service asked for if that is
 * longer. Pure: chance is a parameter.
 *
 * @param shortest wait there ever is
 * @param longest wait without being asked
 * @param longestAsked a service that asks for more is tried again after this
 */
public record RetryPolicy(Duration shortest, Duration longest, Duration longestAsked) {

  /** 1 s to 5 min, and no more than an hour when asked: protocol notes on messaging services. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));

  public RetryPolicy {
    if (shortest.isNegative()
        || shortest.isZero()
        || longest.compareTo(shortest) < 0
        || longestAsked.compareTo(longest) < 0) {
      throw new IllegalArgumentException(
          "waits must grow: 0 < shortest <= longest <= longest asked, got %s, %s, %s"
              .formatted(shortest, longest, longestAsked));
    }
  }

  /**
   * @param attempts made so far, 1 after the first; fewer count as 1
   * @param asked what the service asked for, if it did
   * @param random0to1 a random number in [0, 1]
   */
  public Duration next(int attempts, Optional<Duration> asked, double random0to1) {
    var wait = backOff(attempts, random0to1);
    if (asked.isEmpty() || asked.get().compareTo(wait) <= 0) {
      return wait;
    }
    return asked.get().compareTo(longestAsked) < 0 ? asked.get() : longestAsked;
  }

  /** Between half and all of {@code shortest * 2^attempts}, within the limits. */
  private Duration backOff(int attempts, double random0to1) {
    var full = shortest;
    for (int n = 0; n < Math.max(1, attempts) && full.compareTo(longest) < 0; n++) {
      full = full.multipliedBy(2);
    }
    if (full.compareTo(longest) > 0) {
      full = longest;
    }
    double share = 0.5 + 0.5 * Math.clamp(random0to1, 0.0, 1.0);
    var wait = Duration.ofNanos(Math.round(full.toNanos() * share));
    return wait.compareTo(shortest) < 0 ? shortest : wait;
  }
}
