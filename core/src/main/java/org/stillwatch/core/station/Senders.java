package org.stillwatch.core.station;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stillwatch.core.outbox.Outbox;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;

/** One virtual thread for each way of telling people, which empties the outbox into it. */
final class Senders {

  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration STORE_RETRY = Duration.ofSeconds(2);
  private static final Duration END = Duration.ofSeconds(5);
  private static final int REFUSALS = 1000;

  /** An outbox, and what wakes the thread that empties it. */
  private record Sender(Outbox outbox, Semaphore bell) {}

  private final StationStore store;
  private final Watchdog dog;
  private final Supplier<CallDesk> desk;
  private final BiConsumer<String, String> trouble;
  private final Consumer<Change> changes;
  private final InstantSource clock;
  private final List<Sender> senders;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param trouble is told which part failed in a way it should not, and why
   * @param changes hears of each attempt to send
   */
  Senders(
      Map<String, StationPlan.Way> ways,
      StationStore store,
      Composer composer,
      Watchdog dog,
      Supplier<CallDesk> desk,
      BiConsumer<String, String> trouble,
      Consumer<Change> changes,
      InstantSource clock) {
    this.store = store;
    this.dog = dog;
    this.desk = desk;
    this.trouble = trouble;
    this.changes = changes;
    this.clock = clock;
    this.senders =
        ways.entrySet().stream()
            .map(
                way ->
                    new Sender(
                        new Outbox(
                            way.getKey(),
                            way.getValue().notifier(),
                            way.getValue().pace(),
                            store,
                            entries -> composer.compose(entries, way.getValue()),
                            this::undelivered,
                            clock,
                            () -> ThreadLocalRandom.current().nextDouble()),
                        new Semaphore(0)))
            .toList();
  }

  void start() {
    for (var sender : senders) {
      threads.add(
          Thread.ofVirtual()
              .name("outbox " + sender.outbox().name())
              .start(() -> send(sender.outbox(), sender.bell())));
    }
  }

  /** There may be something to send. */
  void ring() {
    senders.forEach(sender -> sender.bell().release());
  }

  /** The clock of this computer was set. */
  void clockSet() {
    senders.forEach(sender -> sender.outbox().clockSet());
    ring();
  }

  /** Begins to end; what is being sent now is sent, or tried again at the next start. */
  void stop() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }

  /** Waits for the end. */
  void close() {
    for (var thread : threads) {
      try {
        thread.join(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(Outbox outbox, Semaphore bell) {
    while (!stopping) {
      try {
        if (outbox.isDue()) {
          dog.tries(outbox.name());
        }
        var step = outbox.step();
        if (outbox.isWell()) {
          dog.sent(outbox.name());
        }
        if (step.tried().isEmpty()) {
          await(bell, step.pause().filter(w -> w.compareTo(IDLE) < 0).orElse(IDLE));
        } else {
          step.tried().forEach(entry -> tell(entry.notice().id()));
          // one that was refused makes work for the others
          ring();
        }
      } catch (StoreUnavailable e) {
        pause();
      } catch (RuntimeException e) {
        // its message may hold what must not be shown
        if (!stopping) {
          trouble.accept("sending to " + outbox.name(), e.getClass().getSimpleName());
        }
        pause();
      }
    }
  }

  private void tell(String notice) {
    store.told(notice).ifPresent(told -> changes.accept(new Change.Told(told)));
  }

  /** Who refuses notices for good is not asked to carry what others refused. */
  private Optional<OutgoingNotice> undelivered(OutboxEntry entry, String reason) {
    var refusing =
        store.entries(OutboxEntry.State.PARKED, REFUSALS).stream()
            .map(OutboxEntry::notifier)
            .collect(Collectors.toCollection(HashSet::new));
    refusing.add(entry.notifier());
    return desk.get().undelivered(entry, reason, refusing, clock.instant());
  }

  /** Waits for the bell, at most so long. */
  private static void await(Semaphore bell, Duration atMost) {
    try {
      if (bell.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause() {
    try {
      if (!stopping) {
        Thread.sleep(STORE_RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
