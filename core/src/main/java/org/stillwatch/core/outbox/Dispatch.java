package org.stillwatch.core.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.store.OutboxEntry;

/**
 * Decides what goes to one notifier next. Pure but for what it remembers of the last minutes; it
 * has no thread and no clock.
 *
 * <p>Calm: one message for each notice. Storm: more than five messages within two minutes; from
 * then on notices are held for two minutes, then for four, eight and at most sixteen, and go out as
 * one summary. It is over when nothing came for two minutes. A critical notice of a rule that was
 * not heard of within two minutes goes at once, also in a storm, up to five of them.
 *
 * <p>Notices of one rule are never told out of order: one that must wait makes the later ones of
 * its rule wait, and one that was held back since it was quiet goes ahead of a graver one of its
 * rule. Between rules the one that failed least often goes first, so that a message that its
 * service cannot digest does not block the others. Where summaries fail again and again while a
 * notice alone is taken, they hold such a one, and their notices go one by one.
 *
 * <p>A pace that keeps the order knows no storm: only the first of what waits may go.
 */
final class Dispatch {

  /** So many notices fit one summary, whatever the service. */
  private static final int MOST_TOGETHER = 1000;

  /** After so many failures of summaries in a row one notice is tried alone. */
  private static final int FAILURES_TOGETHER = 2;

  /** What to do now. */
  sealed interface Choice {

    /** Send these as one message. */
    record Send(List<OutboxEntry> entries) implements Choice {}

    /** Nothing before then, unless something new comes. */
    record Wait(Instant until) implements Choice {}

    /** Nothing waits. */
    record Idle() implements Choice {}
  }

  private record Sent(Instant at, Set<String> alarms, boolean critical) {}

  private final Pace pace;
  private final Deque<Sent> lately = new ArrayDeque<>();
  private boolean storm;
  private int separately;

  /** Summaries that failed since one was taken, and whether a notice alone was taken since. */
  private int failedTogether;

  private boolean takenAlone;

  /** The last summary had not all that could go. */
  private boolean more;

  private Duration hold;
  private @Nullable Instant heldSince;
  private Instant lastBusy = Instant.MIN;

  Dispatch(Pace pace) {
    this.pace = pace;
    this.hold = pace.window();
  }

  /**
   * @param waiting what waits for this notifier, in its order
   */
  Choice choose(List<OutboxEntry> waiting, Instant now) {
    if (waiting.isEmpty()) {
      return new Choice.Idle();
    }
    if (pace.inOrder()) {
      return first(waiting.getFirst(), now);
    }
    // a wall clock that was set back must not stretch what is left of a wait
    lately.removeIf(sent -> sent.at().isAfter(now));
    if (heldSince != null && heldSince.isAfter(now)) {
      heldSince = now;
    }
    while (!lately.isEmpty() && lately.getFirst().at().plus(pace.window()).isBefore(now)) {
      lately.removeFirst();
    }
    if (storm && lastBusy.isBefore(now.minus(pace.window()))) {
      storm = false;
      hold = pace.window();
      heldSince = null;
    }
    var ready = ready(waiting, now);
    if (ready.isEmpty()) {
      return new Choice.Wait(nextOf(waiting, now).orElse(now.plus(pace.window())));
    }
    lastBusy = now;
    var candidates = candidates(ready);
    if (separately > 0 || (failedTogether >= FAILURES_TOGETHER && !takenAlone)) {
      return new Choice.Send(List.of(candidates.getFirst()));
    }
    if (ready.stream().filter(Dispatch::wasHeld).count() > 1) {
      return new Choice.Send(together(ready));
    }
    if (!storm && lately.size() < pace.burst()) {
      return new Choice.Send(List.of(candidates.getFirst()));
    }
    storm = true;
    var grave = candidates.stream().filter(this::cannotWait).findFirst();
    if (grave.isPresent() && lately.stream().filter(Sent::critical).count() < pace.burst()) {
      return new Choice.Send(List.of(grave.get()));
    }
    if (heldSince == null) {
      heldSince = now;
    }
    var due = heldSince.plus(hold);
    if (!due.isAfter(now)) {
      return new Choice.Send(together(ready));
    }
    return new Choice.Wait(nextOf(waiting, now).filter(next -> next.isBefore(due)).orElse(due));
  }

  private Choice first(OutboxEntry entry, Instant now) {
    return isDue(entry, now) ? new Choice.Send(List.of(entry)) : new Choice.Wait(entry.next());
  }

  /** What goes into one summary: once one failed, none that failed much more often than others. */
  private List<OutboxEntry> together(List<OutboxEntry> ready) {
    int fewest = ready.stream().mapToInt(OutboxEntry::attempts).min().orElse(0);
    var left = new HashSet<String>();
    var chosen = new ArrayList<OutboxEntry>();
    for (var entry : ready) {
      if (chosen.size() < MOST_TOGETHER
          && (failedTogether == 0 || entry.attempts() <= fewest + FAILURES_TOGETHER)
          && !left.contains(alarm(entry))) {
        chosen.add(entry);
      } else {
        left.add(alarm(entry));
      }
    }
    more = chosen.size() < ready.size();
    return chosen;
  }

  /** Notes that these went out as one message. */
  void sent(List<OutboxEntry> entries, Instant now) {
    separately = Math.max(0, separately - 1);
    var alarms = new HashSet<String>();
    entries.forEach(entry -> alarms.add(alarm(entry)));
    lately.add(
        new Sent(
            now,
            alarms,
            entries.size() == 1
                && entries.getFirst().notice().severity() == Severity.CRITICAL
                && storm));
    takenAlone = entries.size() == 1 && failedTogether > 0;
    if (entries.size() > 1) {
      failedTogether = 0;
      lastBusy = now;
      if (more) {
        return;
      }
      heldSince = null;
      if (storm) {
        hold =
            hold.multipliedBy(2).compareTo(pace.longestHold()) > 0
                ? pace.longestHold()
                : hold.multipliedBy(2);
      }
    }
  }

  /** Notes that a summary was refused for good: each of its notices gets a message of its own. */
  void refusedTogether(List<OutboxEntry> entries) {
    separately = entries.size();
    failedTogether = 0;
    takenAlone = false;
  }

  /** Notes that these were not taken, for now. */
  void failed(List<OutboxEntry> entries) {
    if (entries.size() == 1) {
      return;
    }
    failedTogether++;
    if (takenAlone) {
      refusedTogether(entries);
    }
  }

  private boolean cannotWait(OutboxEntry entry) {
    return entry.notice().severity() == Severity.CRITICAL
        && lately.stream().noneMatch(sent -> sent.alarms().contains(alarm(entry)));
  }

  /** What may go now, in order, so that no notice overtakes an earlier one of its rule. */
  private List<OutboxEntry> ready(List<OutboxEntry> waiting, Instant now) {
    var released = new HashSet<String>();
    for (var entry : waiting) {
      if (isDue(entry, now)) {
        released.add(alarm(entry));
      }
    }
    var blocked = new HashSet<String>();
    var ready = new ArrayList<OutboxEntry>();
    for (var entry : waiting) {
      var due = isDue(entry, now) || (entry.isHeld(now) && released.contains(alarm(entry)));
      if (due && !blocked.contains(alarm(entry))) {
        ready.add(entry);
      } else {
        blocked.add(alarm(entry));
      }
    }
    return ready;
  }

  /** No service may ask for more than an hour: a later time was made by another clock. */
  private boolean isDue(OutboxEntry entry, Instant now) {
    return !entry.next().isAfter(now)
        || (entry.attempts() > 0 && entry.next().isAfter(now.plus(pace.retry().longestAsked())));
  }

  /** The first of each rule, the one that failed least often first. */
  private static List<OutboxEntry> candidates(List<OutboxEntry> ready) {
    var seen = new HashSet<String>();
    return ready.stream()
        .filter(entry -> seen.add(alarm(entry)))
        .sorted(
            Comparator.comparingInt(OutboxEntry::attempts).thenComparingLong(OutboxEntry::number))
        .toList();
  }

  private static Optional<Instant> nextOf(List<OutboxEntry> waiting, Instant now) {
    return waiting.stream()
        .map(OutboxEntry::next)
        .filter(next -> next.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static boolean wasHeld(OutboxEntry entry) {
    return entry.attempts() == 0 && entry.next().isAfter(Instant.EPOCH);
  }

  /** Notices of one rule keep their order; a notice without a rule stands alone. */
  private static String alarm(OutboxEntry entry) {
    return entry.notice().rule().orElse(entry.notice().id());
  }
}
