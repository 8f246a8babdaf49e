package org.stillwatch.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.OutgoingNotice;

/** The outbox of a {@link MemoryStore}, which guards it. */
final class MemoryOutbox {

  private final Map<String, Notice> notices = new LinkedHashMap<>();

  /** By number - 1. */
  private final List<OutboxEntry> entries = new ArrayList<>();

  void add(OutgoingNotice outgoing) {
    var notice = outgoing.notice();
    if (notices.putIfAbsent(notice.id(), notice) != null) {
      return;
    }
    for (var to : outgoing.to()) {
      entries.add(
          new OutboxEntry(
              entries.size() + 1L,
              notice,
              to.notifier(),
              to.recipient(),
              OutboxEntry.State.WAITING,
              0,
              to.notBefore(),
              "",
              false));
    }
  }

  List<OutboxEntry> waiting(String notifier, int limit) {
    return waiting().filter(entry -> entry.notifier().equals(notifier)).limit(limit).toList();
  }

  private Stream<OutboxEntry> waiting() {
    return entries.stream().filter(entry -> entry.state() == OutboxEntry.State.WAITING);
  }

  void begin(List<OutboxEntry> begun) {
    for (var each : begun) {
      var entry = entry(each);
      if (entry.state() == OutboxEntry.State.WAITING) {
        put(entry, entry.state(), entry.attempts(), entry.next(), entry.lastAnswer(), true);
      }
    }
  }

  void answer(
      List<OutboxEntry> of,
      OutboxEntry.State state,
      Instant next,
      String text,
      boolean mayHaveArrived) {
    for (var each : of) {
      var entry = entry(each);
      if (entry.state() == OutboxEntry.State.WAITING) {
        put(entry, state, entry.attempts() + 1, next, text, each.unsure() || mayHaveArrived);
      }
    }
  }

  int settleParked(boolean again, Instant at) {
    var parked =
        entries.stream().filter(entry -> entry.state() == OutboxEntry.State.PARKED).toList();
    var state = again ? OutboxEntry.State.WAITING : OutboxEntry.State.DISMISSED;
    parked.forEach(e -> put(e, state, e.attempts(), at, e.lastAnswer(), e.unsure()));
    return parked.size();
  }

  private OutboxEntry entry(OutboxEntry same) {
    return entries.get((int) same.number() - 1);
  }

  private void put(
      OutboxEntry entry,
      OutboxEntry.State state,
      int attempts,
      Instant next,
      String answer,
      boolean unsure) {
    entries.set(
        (int) entry.number() - 1,
        new OutboxEntry(
            entry.number(),
            entry.notice(),
            entry.notifier(),
            entry.recipient(),
            state,
            attempts,
            next,
            answer,
            unsure));
  }

  List<OutboxStore.Told> told(int limit) {
    return List.copyOf(notices.values()).reversed().stream().limit(limit).map(this::told).toList();
  }

  List<Notice> notices(Instant from, Instant to) {
    return notices.values().stream()
        .filter(notice -> !notice.time().isBefore(from) && notice.time().isBefore(to))
        .sorted(Comparator.comparing(Notice::time))
        .toList();
  }

  Optional<OutboxStore.Told> told(String noticeId) {
    return Optional.ofNullable(notices.get(noticeId)).map(this::told);
  }

  private OutboxStore.Told told(Notice notice) {
    return new OutboxStore.Told(
        notice, entries.stream().filter(entry -> entry.notice().id().equals(notice.id())).toList());
  }

  OutboxStore.Count count() {
    return new OutboxStore.Count(
        waiting().count(),
        entries.stream().filter(entry -> entry.state() == OutboxEntry.State.PARKED).count(),
        waiting().findFirst().map(entry -> entry.notice().time()));
  }

  List<OutboxEntry> entries(OutboxEntry.State state, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.state() == state)
        .limit(limit)
        .toList();
  }
}
