package org.stillwatch.testkit;

import java.time.Instant;
import java.util.ArrayList;
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
    for (var notifier : outgoing.notifiers()) {
      entries.add(
          new OutboxEntry(
              entries.size() + 1L,
              notice,
              notifier,
              OutboxEntry.State.WAITING,
              0,
              Instant.EPOCH,
              ""));
    }
  }

  Optional<OutboxEntry> head(String notifier) {
    return waiting().filter(entry -> entry.notifier().equals(notifier)).findFirst();
  }

  private Stream<OutboxEntry> waiting() {
    return entries.stream().filter(entry -> entry.state() == OutboxEntry.State.WAITING);
  }

  void answer(OutboxEntry of, OutboxEntry.State state, Instant next, String text) {
    int index = (int) of.number() - 1;
    var entry = entries.get(index);
    if (entry.state() == OutboxEntry.State.WAITING) {
      entries.set(
          index,
          new OutboxEntry(
              entry.number(),
              entry.notice(),
              entry.notifier(),
              state,
              entry.attempts() + 1,
              next,
              text));
    }
  }

  List<OutboxStore.Told> told(int limit) {
    return List.copyOf(notices.values()).reversed().stream().limit(limit).map(this::told).toList();
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
