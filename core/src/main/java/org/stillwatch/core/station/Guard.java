package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;

/**
 * The threads that watch the watching: what the {@link Watchdog} finds is told, signs of life go
 * out, other stations are listened to. When the store is gone, or the station hangs, nothing can be
 * made durable and so nothing goes through the outbox: then people are called directly, once and
 * again every half hour.
 */
final class Guard {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofMinutes(30);
  private static final int LOOKS_PER_PATIENCE = 3;

  /** A step at the desk, under the station's lock. */
  @FunctionalInterface
  interface Steps {

    /**
     * @param atMost how long to wait for the lock
     * @return whether the lock was to be had
     */
    boolean step(BiConsumer<CallDesk, Instant> step, Duration atMost);
  }

  private final StationPlan plan;
  private final Watchdog dog;
  private final Sinks sinks;
  private final Steps steps;
  private final InstantSource clock;
  private final Map<String, String> outside = new ConcurrentHashMap<>();
  private final Map<String, Long> calledDirectly = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Guard(StationPlan plan, Watchdog dog, Sinks sinks, Steps steps, InstantSource clock) {
    this.plan = plan;
    this.dog = dog;
    this.sinks = sinks;
    this.steps = steps;
    this.clock = clock;
  }

  void start() {
    threads.add(Thread.ofVirtual().name("watchdog").start(() -> loop(LOOK, this::look)));
    for (var line : plan.guards().lifelines()) {
      threads.add(
          Thread.ofVirtual()
              .name("lifeline " + line.name())
              .start(() -> loop(line.every(), new Lifeline(line)::beat)));
    }
    for (var peer : plan.guards().peers()) {
      threads.add(
          Thread.ofVirtual()
              .name("peer " + peer.name())
              .start(
                  () -> loop(peer.within().dividedBy(LOOKS_PER_PATIENCE), new Peer(peer)::listen)));
    }
  }

  void stop() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }

  private void loop(Duration every, Runnable step) {
    while (!stopping) {
      try {
        step.run();
      } catch (RuntimeException e) {
        // a failure in watching is no reason to watch no more
        outside.put("watchdog", e.getClass().getSimpleName());
      }
      try {
        Thread.sleep(every);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Looks at all parts, and tells what has changed. */
  void look() {
    var findings = Stream.concat(dog.findings().stream(), sinks.findings().stream()).toList();
    var well = sinks.well();
    boolean told =
        !dog.storeIsGone()
            && steps.step(
                (desk, now) -> {
                  var wrong = new HashSet<String>();
                  for (var found : findings) {
                    wrong.add(found.part());
                    desk.wrong(
                        found.part(),
                        found.severity(),
                        found.title(),
                        found.text(),
                        found.without(),
                        now);
                  }
                  for (var part : dog.parts()) {
                    if (!wrong.contains(part)) {
                      desk.right(part, right(part), now);
                    }
                  }
                  well.forEach((part, title) -> desk.right(part, title, now));
                  desk.forget(gone(), now);
                },
                PATIENCE);
    if (told) {
      calledDirectly.clear();
    } else if (dog.storeIsGone()) {
      callDirectly(
          "the store cannot write",
          "Nothing can be kept, and so nothing is read, judged or told, until it can be written to"
              + " again: look at the disk. This message did not go through the outbox.");
    } else {
      callDirectly(
          "the station hangs",
          "Its parts wait for each other for longer than "
              + Words.length(PATIENCE)
              + "; nothing is read, judged or told until it is started again. This message did not"
              + " go through the outbox.");
    }
  }

  private static String right(String part) {
    var words = part.split(" ", 2);
    return switch (words[0]) {
      case "driver" -> "The driver of " + words[1] + " goes on";
      case "outbox" -> words[1] + " takes messages again";
      case "disk" -> "The disk has room again";
      case "clock" -> "The clock of the rules goes on";
      default -> part + " is well again";
    };
  }

  /** Alarms about parts that are no more in the station file. */
  private Predicate<String> gone() {
    var parts = new HashSet<>(dog.parts());
    plan.guards().lifelines().forEach(line -> parts.add("lifeline " + line.name()));
    plan.guards().peers().forEach(peer -> parts.add("peer " + peer.name()));
    plan.instruments().forEach(slot -> parts.add("instrument " + slot.id()));
    plan.guards().drills().forEach(drill -> parts.add("drill " + drill.name()));
    parts.addAll(sinks.parts());
    var kinds = Set.of("driver", "outbox", "lifeline", "peer", "instrument", "drill", "sink");
    return key -> kinds.contains(key.split(" ", 2)[0]) && !parts.contains(key);
  }

  private void callDirectly(String title, String text) {
    var last = calledDirectly.get(title);
    if (last != null && System.nanoTime() - last < AGAIN.toNanos()) {
      return;
    }
    calledDirectly.put(title, System.nanoTime());
    var now = clock.instant();
    var notice =
        new Notice(
            NoticeId.of(plan.rules().station(), "station", title, now, "direct"),
            now,
            plan.rules().station(),
            Notice.Kind.SYSTEM,
            Severity.CRITICAL,
            plan.rules().station() + ": " + title,
            text,
            Optional.empty(),
            Optional.of("station"),
            false);
    for (var to : plan.switchboard().recipients(notice, now)) {
      var way = plan.notifiers().get(to.notifier());
      if (way != null) {
        var sender =
            Thread.ofVirtual()
                .name("direct call by " + to.notifier())
                .start(() -> deliver(way.notifier(), notice));
      }
    }
  }

  private static void deliver(Notifier notifier, Notice notice) {
    for (int attempt = 0; attempt < 3; attempt++) {
      if (!(notifier.deliver(Message.of(notice)) instanceof Delivery.TryLater)) {
        return;
      }
    }
  }

  /** Gives signs of life to one service outside. */
  private final class Lifeline {
    private final Guards.Lifeline line;
    private long failingSince;
    private boolean failing;

    Lifeline(Guards.Lifeline line) {
      this.line = line;
    }

    void beat() {
      var trouble = dog.trouble();
      var delivery = line.signal().send(trouble.isEmpty(), trouble.orElse("all is well"));
      var part = "lifeline " + line.name();
      var why =
          switch (delivery) {
            case Delivery.Delivered ignored -> Optional.<String>empty();
            case Delivery.TryLater later -> Optional.of(later.reason());
            case Delivery.Refused refused -> Optional.of(refused.reason());
          };
      if (why.isEmpty()) {
        failing = false;
        tell((desk, now) -> desk.right(part, line.name() + " hears this station again", now));
        return;
      }
      if (!failing) {
        failing = true;
        failingSince = System.nanoTime();
      }
      var length = Duration.ofNanos(System.nanoTime() - failingSince);
      if (delivery instanceof Delivery.Refused || length.compareTo(Watchdog.OUTBOX) > 0) {
        tell(
            (desk, now) ->
                desk.wrong(
                    part,
                    Severity.WARNING,
                    line.name() + " does not hear this station",
                    "signs of life do not arrive: " + why.get(),
                    Set.of(),
                    now));
      }
    }
  }

  /** Listens to one other station. */
  private final class Peer {
    private final Guards.Peer peer;
    private long wellAt = System.nanoTime();

    Peer(Guards.Peer peer) {
      this.peer = peer;
    }

    void listen() {
      var trouble = peer.look().trouble();
      var part = "peer " + peer.name();
      if (trouble.isEmpty()) {
        wellAt = System.nanoTime();
        tell((desk, now) -> desk.right(part, "The station " + peer.name() + " is well", now));
        return;
      }
      var length = Duration.ofNanos(System.nanoTime() - wellAt);
      if (length.compareTo(peer.within()) >= 0) {
        tell(
            (desk, now) ->
                desk.wrong(
                    part,
                    Severity.CRITICAL,
                    "The station " + peer.name() + " is not well",
                    trouble.get() + ", for " + Words.length(length),
                    Set.of(),
                    now));
      }
    }
  }

  private void tell(BiConsumer<CallDesk, Instant> step) {
    // what cannot be told now is found again by the next look
    var done = steps.step(step, PATIENCE);
  }
}
