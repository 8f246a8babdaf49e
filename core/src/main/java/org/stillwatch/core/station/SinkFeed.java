package org.stillwatch.core.station;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;

/** Takes the steps of one sink, in a thread of its own. */
final class SinkFeed {

  private static final Duration STORE_RETRY = Duration.ofSeconds(2);
  private static final Duration FAULT_RETRY = Duration.ofSeconds(10);

  private final String name;
  private final Sink.Opening opening;
  private final StationStore store;
  private final InstantSource clock;
  private final SinkRecord record;
  private final BiConsumer<String, String> trouble;
  private @Nullable Thread thread;
  private volatile boolean stopping;

  SinkFeed(
      String name,
      Sink.Opening opening,
      StationStore store,
      InstantSource clock,
      LongSupplier nanos,
      BiConsumer<String, String> trouble) {
    this.name = name;
    this.opening = opening;
    this.store = store;
    this.clock = clock;
    this.trouble = trouble;
    this.record = new SinkRecord(name, clock, nanos);
  }

  void start() {
    // a sink may block where a virtual thread would hold its carrier: files, databases
    thread = Thread.ofPlatform().name("sink " + name).daemon().start(this::run);
  }

  void stop() {
    stopping = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  void join(Duration atMost) {
    try {
      if (thread != null) {
        thread.join(atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try (var sink = opening.open(store)) {
        while (!stopping) {
          pause(attempt(sink));
        }
      } catch (StoreUnavailable e) {
        pause(STORE_RETRY);
      } catch (RuntimeException e) {
        pause(failed(e));
      }
    }
  }

  /** One step; how long to wait until the next. */
  private Duration attempt(Sink sink) {
    try {
      var step = sink.step(clock.instant());
      record.after(step);
      return step.pause();
    } catch (StoreUnavailable e) {
      return STORE_RETRY;
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private Duration failed(RuntimeException e) {
    if (!stopping) {
      // its message may hold what must not be shown
      var why = e.getClass().getSimpleName();
      trouble.accept("the sink " + name, why);
      record.failed(Health.unreachable("it failed in a way it should not (" + why + ")"));
    }
    return FAULT_RETRY;
  }

  private void pause(Duration length) {
    try {
      if (length.isPositive() && !stopping) {
        Thread.sleep(length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  SinkRecord record() {
    return record;
  }
}
