package org.stillwatch.core.station;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;

/**
 * Judges whether the parts of the station move: drivers, the rules' clock, the store, the disk, the
 * outboxes. Counts by the monotonic clock; has no thread.
 */
final class Watchdog {

  /** A driver may take so long for one turn, or ten of its periods. */
  static final Duration TURN = Duration.ofMinutes(2);

  /** The rules' clock may stand for so long. */
  static final Duration CLOCK = Duration.ofMinutes(1);

  /** A notifier may be without success for so long while something waits. */
  static final Duration OUTBOX = Duration.ofMinutes(10);

  /** The store may fail for so long before people are called directly. */
  static final Duration STORE = Duration.ofSeconds(30);

  static final long LITTLE_BYTES = 1L << 30;
  static final long NO_BYTES = 200L << 20;

  /**
   * Something that stands still.
   *
   * @param part {@code driver fridge}
   * @param without notifiers that cannot carry the news
   */
  record Finding(String part, Severity severity, String title, String text, Set<String> without) {}

  private final Map<String, Duration> patience = new ConcurrentHashMap<>();
  private final Map<String, Long> busySince = new ConcurrentHashMap<>();
  private final Map<String, Long> tryingSince = new ConcurrentHashMap<>();
  private final Set<String> notifiers;
  private final LongSupplier freeBytes;
  private final LongSupplier nanos;
  private volatile long ticked;
  private volatile Optional<Long> storeFails = Optional.empty();

  /**
   * @param nanos a clock that never jumps
   */
  Watchdog(
      List<StationPlan.Slot> slots,
      Set<String> notifiers,
      LongSupplier freeBytes,
      LongSupplier nanos) {
    for (var slot : slots) {
      var periods = slot.every().multipliedBy(10);
      patience.put(slot.id(), periods.compareTo(TURN) > 0 ? periods : TURN);
    }
    this.notifiers = Set.copyOf(notifiers);
    this.freeBytes = freeBytes;
    this.nanos = nanos;
    this.ticked = nanos.getAsLong();
  }

  void turnBegins(String instrument) {
    busySince.put(instrument, nanos.getAsLong());
  }

  void turnEnds(String instrument) {
    busySince.remove(instrument);
  }

  void clockTicked() {
    ticked = nanos.getAsLong();
  }

  void store(boolean ok) {
    storeFails = ok ? Optional.empty() : storeFails.or(() -> Optional.of(nanos.getAsLong()));
  }

  /** A notifier tries to send; counts from the first try without success. */
  void tries(String notifier) {
    tryingSince.putIfAbsent(notifier, nanos.getAsLong());
  }

  /** It succeeded, or nothing waits. */
  void sent(String notifier) {
    tryingSince.remove(notifier);
  }

  /** Whether the store has failed for so long that people are called without it. */
  boolean storeIsGone() {
    return storeFails.filter(since -> passed(since).compareTo(STORE) > 0).isPresent();
  }

  private Duration passed(long since) {
    return Duration.ofNanos(nanos.getAsLong() - since);
  }

  /** All that stands still now. */
  List<Finding> findings() {
    var found = new ArrayList<Finding>();
    busySince.forEach(
        (instrument, since) -> {
          var length = passed(since);
          if (length.compareTo(patience.getOrDefault(instrument, TURN)) > 0) {
            found.add(
                new Finding(
                    "driver " + instrument,
                    Severity.WARNING,
                    "The driver of " + instrument + " stands still",
                    "it was asked for new readings "
                        + Words.length(length)
                        + " ago and has not come back; nothing new of "
                        + instrument
                        + " is seen until it does, or until the station is started again",
                    Set.of()));
          }
        });
    // while the store fails the clock waits for it, and that is told as such
    if (storeFails.isEmpty() && passed(ticked).compareTo(CLOCK) > 0) {
      found.add(
          new Finding(
              "clock",
              Severity.CRITICAL,
              "The clock of the rules stands still",
              "no rule was judged by time for " + Words.length(passed(ticked)),
              Set.of()));
    }
    tryingSince.forEach(
        (notifier, since) -> {
          var length = passed(since);
          if (length.compareTo(OUTBOX) > 0) {
            found.add(
                new Finding(
                    "outbox " + notifier,
                    Severity.WARNING,
                    notifier + " takes no messages",
                    "it has taken none for "
                        + Words.length(length)
                        + " though some wait; they are kept and tried again",
                    Set.of(notifier)));
          }
        });
    long free = freeBytes.getAsLong();
    if (free < LITTLE_BYTES) {
      found.add(
          new Finding(
              free < NO_BYTES ? "disk full" : "disk",
              free < NO_BYTES ? Severity.CRITICAL : Severity.WARNING,
              free < NO_BYTES ? "The disk is almost full" : "The disk gets full",
              (free >> 20)
                  + " MB are left where the readings are kept; the station stops reading when"
                  + " nothing can be written",
              Set.of()));
    }
    return found;
  }

  /** Every part that it may find something about. */
  Set<String> parts() {
    return Stream.of(
            patience.keySet().stream().map(id -> "driver " + id),
            notifiers.stream().map(name -> "outbox " + name),
            Stream.of("clock", "disk", "disk full"))
        .flatMap(each -> each)
        .collect(Collectors.toSet());
  }

  /** What is wrong with the watching, in one line; empty when all moves. */
  Optional<String> trouble() {
    var titles = new ArrayList<>(findings().stream().map(Finding::title).toList());
    if (storeFails.isPresent()) {
      titles.add("the store cannot write");
    }
    return titles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", titles));
  }
}
