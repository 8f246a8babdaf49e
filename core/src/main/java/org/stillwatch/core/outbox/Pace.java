package org.stillwatch.core.outbox;

import java.time.Duration;

/**
 * How fast a notifier is given messages.
 *
 * @param retry how long to wait after a failure
 * @param burst more messages than this within the window are a storm
 * @param window for how long notices are held in a storm at first
 * @param longestHold for how long they are held in a storm at most
 * @param inOrder strictly in their order, one message for each notice, however many there are: what
 *     cannot go now makes all that follow wait
 */
public record Pace(
    RetryPolicy retry, int burst, Duration window, Duration longestHold, boolean inOrder) {

  /** What a person can read, and a chat service takes. */
  public static final Pace STANDARD =
      new Pace(RetryPolicy.STANDARD, 5, Duration.ofMinutes(2), Duration.ofMinutes(16));

  /** What a file takes: every notice, one after the other. */
  public static final Pace IN_ORDER =
      new Pace(RetryPolicy.STANDARD, 5, Duration.ofMinutes(2), Duration.ofMinutes(16), true);

  /** A pace for people: storms come as summaries. */
  public Pace(RetryPolicy retry, int burst, Duration window, Duration longestHold) {
    this(retry, burst, window, longestHold, false);
  }
}
