package org.stillwatch.core.outbox;

import java.time.Duration;

/**
 * How fast a notifier is given messages.
 *
 * @param retry how long to wait after a failure
 * @param burst more messages than this within the window are a storm
 * @param window for how long notices are held in a storm at first
 * @param longestHold for how long they are held in a storm at most
 */
public record Pace(RetryPolicy retry, int burst, Duration window, Duration longestHold) {

  /** What a person can read, and a chat service takes. */
  public static final Pace STANDARD =
      new Pace(RetryPolicy.STANDARD, 5, Duration.ofMinutes(2), Duration.ofMinutes(16));
}
