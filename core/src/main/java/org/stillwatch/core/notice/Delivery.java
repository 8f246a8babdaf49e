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
   */
  record TryLater(Optional<Duration> after, String reason) implements Delivery {}

  /**
   * Never: the service refuses this address or this message for good. It is parked and shown.
   *
   * @param reason without secrets
   */
  record Refused(String reason) implements Delivery {}
}
