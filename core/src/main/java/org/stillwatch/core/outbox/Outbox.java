package org.stillwatch.core.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.OutgoingNotice;

/**
 * Sends what is durable, to one notifier. That an attempt begins is durable before it is made, so
 * that after a crash in its midst the next one is marked as a possible repeat; what a service
 * refuses for good is parked, and others are told.
 */
public final class Outbox {

  private final String name;
  private final Notifier notifier;
  private final OutboxStore store;
  private final Function<List<OutboxEntry>, Message> compose;
  private final BiFunction<OutboxEntry, String, Optional<OutgoingNotice>> refused;
  private final InstantSource clock;
  private final DoubleSupplier random;
  private final Pace pace;
  private final Dispatch dispatch;
  private volatile int failures;
  private volatile Instant pausedUntil = Instant.MIN;

  /**
   * @param compose makes the message for entries that go together
   * @param refused tells others of an entry that was refused for good, with the reason
   * @param random for jitter, 0 to 1
   */
  public Outbox(
      String name,
      Notifier notifier,
      Pace pace,
      OutboxStore store,
      Function<List<OutboxEntry>, Message> compose,
      BiFunction<OutboxEntry, String, Optional<OutgoingNotice>> refused,
      InstantSource clock,
      DoubleSupplier random) {
    this.name = name;
    this.notifier = notifier;
    this.store = store;
    this.compose = compose;
    this.refused = refused;
    this.clock = clock;
    this.random = random;
    this.pace = pace;
    this.dispatch = new Dispatch(pace);
  }

  public String name() {
    return name;
  }

  /** Whether something waits that may go now. */
  public boolean isDue() {
    var now = clock.instant();
    return store.head(name).filter(entry -> !entry.isHeld(now)).isPresent();
  }

  /** Whether its last attempt, if any, was taken. */
  public boolean isWell() {
    return failures == 0;
  }

  /** The wall clock was set: nothing waits for a time that is far away now. */
  public void clockSet() {
    pausedUntil = Instant.MIN;
  }

  /**
   * What a step did.
   *
   * @param tried the entries of the attempt; empty when none was made
   * @param pause how long to wait before the next step, unless something new comes; empty: until
   *     something new comes
   */
  public record Step(List<OutboxEntry> tried, Optional<Duration> pause) {}

  /**
   * Makes one attempt, if one is due.
   *
   * @throws org.stillwatch.core.store.StoreUnavailable when it cannot be noted that it begins, or
   *     what became of it
   */
  public Step step() {
    var now = clock.instant();
    if (pausedUntil.isAfter(now)) {
      return new Step(List.of(), Optional.of(Duration.between(now, pausedUntil)));
    }
    // all of them: a grave one may stand behind any number that are held back
    return switch (dispatch.choose(store.waiting(name, Integer.MAX_VALUE), now)) {
      case Dispatch.Choice.Idle() -> new Step(List.of(), Optional.empty());
      case Dispatch.Choice.Wait(Instant until) ->
          new Step(List.of(), Optional.of(Duration.between(now, until)));
      case Dispatch.Choice.Send(List<OutboxEntry> entries) -> {
        attempt(entries);
        yield new Step(entries, Optional.of(Duration.ZERO));
      }
    };
  }

  private void attempt(List<OutboxEntry> entries) {
    store.begin(entries);
    var delivery = deliver(entries);
    Instant now = clock.instant();
    switch (delivery) {
      case Delivery.Delivered(String receipt) -> {
        failures = 0;
        dispatch.sent(entries, now);
        store.delivered(
            entries,
            now,
            entries.size() == 1 ? receipt : receipt + " (in a summary of " + entries.size() + ")");
      }
      case Delivery.Refused(String reason) when entries.size() > 1 -> {
        failures = 0;
        dispatch.refusedTogether(entries);
        store.retry(entries, now, reason, false);
      }
      case Delivery.Refused(String reason) -> {
        failures = 0;
        dispatch.sent(entries, now);
        var told = entries.stream().flatMap(entry -> refused.apply(entry, reason).stream());
        store.park(entries, now, reason, told.toList());
      }
      case Delivery.TryLater(Optional<Duration> after, String reason, boolean arrived) -> {
        int failed = failures + 1;
        failures = failed;
        dispatch.failed(entries);
        int attempts = entries.stream().mapToInt(OutboxEntry::attempts).min().orElse(0) + 1;
        var next = now.plus(pace.retry().next(attempts, after, random.getAsDouble()));
        pausedUntil = now.plus(pace.retry().next(failed, after, random.getAsDouble()));
        store.retry(entries, next, reason, arrived);
      }
    }
  }

  private Delivery deliver(List<OutboxEntry> entries) {
    try {
      return notifier.deliver(compose.apply(entries));
    } catch (RuntimeException e) {
      // a notifier must not throw; one that does must not stop the queue
      return new Delivery.TryLater(
          Optional.empty(), "the notifier failed (" + e.getClass().getSimpleName() + ")", true);
    }
  }
}
