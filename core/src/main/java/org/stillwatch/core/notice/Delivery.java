package org.stillwatch.core.notice;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to tell someone. */
public sealed interface Delivery {

  /**
   * The service took it.
   *
   * @param receipt what the service answered, without secrets: {@code 200 ok}
   */
  record Delivered(String receipt) implements Delivery {}

  /**
   * Not now; try again.
   *
   * @param after as long as the service asked for, when it did
   * @param reason without secrets
   * @param mayHaveArrived the service may have taken it all the same: it was sent, and no answer
   *     came; the next attempt is marked as a possible repeat
   */
  record TryLater(Optional<Duration> after, String reason, boolean mayHaveArrived)
      implements Delivery {

    /** The service has surely not taken it. */
    public TryLater(Optional<Duration> after, String reason) {
      this(after, reason, false);
    }
  }

  /**
   * Never: the service refuses this address or this message for good. It is parked and shown.
   *
   * @param reason without secrets
   */
  record Refused(String reason) implements Delivery {}
}
