package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.AlarmView;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;

/**
 * Where alarms and people meet: who acknowledges, who puts aside, who is called next, who is asked
 * to confirm a drill, who hears that another was not reached.
 */
final class CallDesk {

  private static final String UNDELIVERED = "Not delivered: ";
  private static final String BROKEN = "broken ";
  private static final String DRILL = "drill ";
  private static final String DRILL_DUE = "next drill ";

  /** What the desk wants done with the next commit. */
  interface Clerk {
    void tell(Notice notice, List<Addressee> to, Instant now);

    void journal(JournalEntry entry, Instant now);

    void state(String key, String text);
  }

  private final String station;
  private final Watch watch;
  private final Switchboard switchboard;
  private final List<Guards.Drill> drills;
  private final Clerk clerk;
  private final Map<String, Instant> drillsDue = new TreeMap<>();

  CallDesk(
      String station,
      Watch watch,
      Switchboard switchboard,
      List<Guards.Drill> drills,
      Map<String, String> states,
      Clerk clerk) {
    this.station = station;
    this.watch = watch;
    this.switchboard = switchboard;
    this.drills = drills;
    this.clerk = clerk;
    for (var drill : drills) {
      var due = states.get(DRILL_DUE + drill.name());
      if (due != null) {
        drillsDue.put(drill.name(), Instant.parse(due));
      }
    }
  }

  /** Calls the next ones where nobody has acknowledged, and asks for the drills that are due. */
  void tick(Instant now) {
    for (var alarm : watch.alarms(now)) {
      if (alarm.isOpen() && alarm.toldAt().isPresent()) {
        escalate(alarm, now);
      } else if (alarm.toldAt().isEmpty()) {
        // what is told late is not called for at once
        watch.toldAt(alarm.key(), now);
      }
    }
    drills.forEach(drill -> ask(drill, now));
  }

  private void escalate(AlarmView alarm, Instant now) {
    for (var drill : drills) {
      if (alarm.key().equals(DRILL + drill.name())) {
        var asked = alarm.toldAt().orElse(now);
        escalate(alarm, asked, DRILL + drill.name(), drill.within(), drill.escalate(), now);
        return;
      }
    }
    for (var route : switchboard.routes()) {
      if (route.takes(alarm.severity())) {
        // nobody can acknowledge what is held until morning
        var told = switchboard.reaches(route, alarm.severity(), alarm.toldAt().orElse(now));
        for (int i = 0; i < route.escalate().size(); i++) {
          var step = route.escalate().get(i);
          escalate(alarm, told, route.name() + "#" + (i + 1), step.after(), step.to(), now);
        }
      }
    }
  }

  private void escalate(
      AlarmView alarm, Instant told, String step, Duration after, List<String> to, Instant now) {
    if (alarm.escalated().contains(step) || told.plus(after).isAfter(now)) {
      return;
    }
    var notice = watch.escalate(alarm, step, after, now);
    clerk.tell(notice, switchboard.named(to, now), now);
    clerk.journal(
        new JournalEntry(
            now, "escalated", alarm.rule(), notice.title() + ", to " + String.join(", ", to)),
        now);
  }

  private void ask(Guards.Drill drill, Instant now) {
    var due = drillsDue.get(drill.name());
    if (due == null || due.isAfter(now)) {
      // one ahead is as the station file says now
      drill.at().next(now).filter(next -> !next.equals(due)).ifPresent(next -> plan(drill, next));
      return;
    }
    drill.at().next(now).ifPresent(next -> plan(drill, next));
    var key = DRILL + drill.name();
    if (watch.isActive(key)) {
      // nobody has confirmed the last one: this is said already, and asked again
      watch.withdraw(key);
    }
    var notice =
        new Notice(
            NoticeId.of(station, key, "drill", due, "0"),
            now,
            station,
            Notice.Kind.TEST,
            Severity.INFO,
            "Fire drill: please confirm",
            "This is a rehearsal of "
                + station
                + " ("
                + drill.name()
                + "). Confirm that it reached you within "
                + Words.length(drill.within())
                + ": acknowledge it by the link, on the page, or with 'stillwatch alarms ack'.",
            Optional.empty(),
            Optional.of(key),
            false);
    watch.raise(key, notice).ifPresent(told -> clerk.tell(told, switchboard.everyone(now), now));
    clerk.journal(new JournalEntry(now, "drill", drill.name(), "asked everyone to confirm"), now);
  }

  private void plan(Guards.Drill drill, Instant next) {
    drillsDue.put(drill.name(), next);
    clerk.state(DRILL_DUE + drill.name(), next.toString());
  }

  /**
   * Someone has seen an alarm; the others are told.
   *
   * @throws IllegalArgumentException with one sentence when that cannot be
   */
  void acknowledge(String id, Acknowledgement by, Instant now) {
    var notice = watch.acknowledge(id, by);
    var rule = notice.rule().orElse(id);
    var note = by.note().isEmpty() ? notice.title() : notice.title() + ": " + by.note();
    clerk.journal(new JournalEntry(now, "acknowledged", rule, note), now);
    if (rule.startsWith(DRILL)) {
      // a drill that was confirmed is over
      watch.withdraw(rule);
      clerk.tell(notice, switchboard.everyone(now), now);
    } else {
      clerk.tell(notice, switchboard.recipients(notice, now), now);
    }
  }

  Shelf shelve(String id, Instant until, String who, String why, Instant now) {
    var shelf = watch.shelve(id, until, who, why, now);
    clerk.journal(
        new JournalEntry(
            now, "shelved", shelf.rule(), who + " put it aside until " + until + ": " + why),
        now);
    return shelf;
  }

  Shelf unshelve(String id, String who, Instant now) {
    var shelf = watch.unshelve(id);
    clerk.journal(new JournalEntry(now, "unshelved", shelf.rule(), who + " ended the shelf"), now);
    return shelf;
  }

  /**
   * Something is wrong with the watching itself. Told once, until {@link #right}.
   *
   * @param part what: {@code outbox slack-lab}
   * @param without notifiers that cannot carry the news
   */
  void wrong(
      String part, Severity severity, String title, String text, Set<String> without, Instant now) {
    if (watch.isActive(part)) {
      return;
    }
    var notice = about(part, "wrong", Notice.Kind.SYSTEM, severity, title, text, now);
    clerk.journal(new JournalEntry(now, "fault", part, title + ": " + text), now);
    watch
        .raise(part, notice)
        .ifPresent(
            told ->
                clerk.tell(
                    told,
                    without.isEmpty()
                        ? switchboard.recipients(told, now)
                        : switchboard.instead(severity, without, now),
                    now));
  }

  /** Something happened that people should know of, and that has no end. */
  void once(String part, Severity severity, String title, String text, Instant now) {
    var notice = about(part, "once", Notice.Kind.SYSTEM, severity, title, text, now);
    clerk.tell(notice, switchboard.recipients(notice, now), now);
  }

  /** It is right again. */
  void right(String part, String title, Instant now) {
    if (!watch.isActive(part)) {
      return;
    }
    var severity =
        watch.alarms(now).stream()
            .filter(alarm -> alarm.key().equals(part))
            .map(AlarmView::severity)
            .findFirst()
            .orElse(Severity.WARNING);
    var notice = about(part, "right", Notice.Kind.CLEARED, severity, title, title, now);
    watch
        .clear(part, notice)
        .ifPresent(told -> clerk.tell(told, switchboard.recipients(told, now), now));
  }

  /**
   * Rules and derived channels that do not fit their channels, told once each, and when they do.
   *
   * @param found why, by what: {@code rule water-out}
   */
  void broken(Map<String, String> found, Instant now) {
    found.forEach(
        (what, why) ->
            wrong(
                BROKEN + what,
                Severity.WARNING,
                "The " + what + " cannot be judged",
                why + "; mend it in the station file and reload",
                Set.of(),
                now));
    watch.alarms(now).stream()
        .map(AlarmView::key)
        .filter(key -> key.startsWith(BROKEN))
        .filter(key -> !found.containsKey(key.substring(BROKEN.length())))
        .forEach(
            key -> right(key, "The " + key.substring(BROKEN.length()) + " is judged again", now));
  }

  /** Ends alarms of parts that the station has no more. */
  void forget(Predicate<String> gone, Instant now) {
    watch.alarms(now).stream()
        .map(AlarmView::key)
        .filter(gone)
        .forEach(key -> right(key, key + " is no more part of the station", now));
  }

  private Notice about(
      String part,
      String edge,
      Notice.Kind kind,
      Severity severity,
      String title,
      String text,
      Instant now) {
    return new Notice(
        NoticeId.of(station, part, edge, now, "0"),
        now,
        station,
        kind,
        severity,
        title,
        text,
        Optional.empty(),
        Optional.of(part),
        false);
  }

  /** Tells others that a notice was refused for good; empty when there is nobody else. */
  Optional<OutgoingNotice> undelivered(
      OutboxEntry entry, String reason, Set<String> refusing, Instant now) {
    var refused = entry.notice();
    var others = switchboard.instead(refused.severity(), refusing, now);
    if (others.isEmpty()) {
      return Optional.empty();
    }
    var title =
        refused.title().startsWith(UNDELIVERED) ? refused.title() : UNDELIVERED + refused.title();
    return Optional.of(
        new OutgoingNotice(
            new Notice(
                NoticeId.of(station, "undelivered", entry.notifier(), refused.time(), refused.id()),
                refused.time(),
                station,
                Notice.Kind.SYSTEM,
                refused.severity(),
                title,
                entry.recipient()
                    + " was not reached: "
                    + entry.notifier()
                    + " refuses it for good ("
                    + reason
                    + ")\n"
                    + refused.text(),
                refused.about(),
                refused.rule(),
                refused.late()),
            others));
  }
}
