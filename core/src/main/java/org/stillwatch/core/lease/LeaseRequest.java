package org.stillwatch.core.lease;

import java.time.Duration;

/**
 * A wish to have an instrument.
 *
 * @param owner who asks, for people to read
 * @param length of {@link Lease.Mode#HEARTBEAT} within how long the owner shows that it lives; of
 *     {@link Lease.Mode#LONG_RUN} how long the lease lasts
 * @param queue when somebody else has it: join the queue, in place of being refused
 */
public record LeaseRequest(
    String owner,
    String purpose,
    Lease.Mode mode,
    Duration length,
    Lease.IfLost ifLost,
    boolean queue) {

  /** Shorter ones would end while a browser's page sleeps. */
  private static final Duration LEAST_BEAT = Duration.ofSeconds(5);

  private static final Duration MOST_BEAT = Duration.ofMinutes(10);
  private static final Duration MOST_RUN = Duration.ofDays(31);

  /** What is usual for a program. */
  public static final Duration BEAT = Duration.ofSeconds(60);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public LeaseRequest {
    if (owner.isBlank()) {
      throw new IllegalArgumentException("a lease needs an owner; expected a name");
    }
    if (purpose.isBlank()) {
      throw new IllegalArgumentException(
          "a lease needs a purpose; expected such as \"gain scan of chamber 3\"");
    }
    boolean beats = mode == Lease.Mode.HEARTBEAT;
    var least = beats ? LEAST_BEAT : Duration.ofSeconds(1);
    var most = beats ? MOST_BEAT : MOST_RUN;
    if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is no length of a lease by %s; expected %s"
              .formatted(
                  length, mode.word(), beats ? "5s to 10m between heartbeats" : "1s to 31d"));
    }
  }
}
