package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;

/**
 * Sends what is durable, to one notifier, in order. An entry that must wait makes those behind it
 * wait; an entry that is refused for good is parked, and the next one goes.
 */
final class Outbox {

  private final String name;
  private final Notifier notifier;
  private final OutboxStore store;
  private final InstantSource clock;
  private final DoubleSupplier random;

  /**
   * @param random for jitter, 0 to 1
   */
  Outbox(
      String name,
      Notifier notifier,
      OutboxStore store,
      InstantSource clock,
      DoubleSupplier random) {
    this.name = name;
    this.notifier = notifier;
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  String name() {
    return name;
  }

  /**
   * Tries the first entry, if it is due.
   *
   * @return how long to wait before calling again; empty when nothing waits
   */
  Optional<Duration> step() {
    var head = store.head(name);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    var entry = head.get();
    var now = clock.instant();
    if (entry.next().isAfter(now)) {
      return Optional.of(Duration.between(now, entry.next()));
    }
    attempt(entry);
    return Optional.of(Duration.ZERO);
  }

  private void attempt(OutboxEntry entry) {
    var delivery = deliver(entry);
    Instant now = clock.instant();
    switch (delivery) {
      case Delivery.Delivered(String receipt) -> store.delivered(entry, now, receipt);
      case Delivery.Refused(String reason) -> store.park(entry, now, reason);
      case Delivery.TryLater(Optional<Duration> after, String reason, boolean arrived) ->
          store.retry(
              entry,
              now.plus(
                  RetryPolicy.STANDARD.next(entry.attempts() + 1, after, random.getAsDouble())),
              reason);
    }
  }

  private Delivery deliver(OutboxEntry entry) {
    try {
      return notifier.deliver(Message.of(entry.notice()));
    } catch (RuntimeException e) {
      // a notifier must not throw; one that does must not stop the queue
      return new Delivery.TryLater(
          Optional.empty(), "the notifier failed (" + e.getClass().getSimpleName() + ")");
    }
  }
}
