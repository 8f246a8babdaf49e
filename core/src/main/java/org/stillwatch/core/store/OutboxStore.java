package org.stillwatch.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;

/**
 * The durable queue of notices. Entries are made by {@link ReadingStore#commit}. What became of an
 * attempt counts only while the entry waits: an entry that is delivered or parked stays as it is.
 * Each change is durable on return.
 *
 * @see OutboxEntry
 */
public interface OutboxStore {

  /** The first waiting entries of a notifier, whenever they are due, in their order. */
  List<OutboxEntry> waiting(String notifier, int limit);

  /** The first waiting entry of a notifier. */
  default Optional<OutboxEntry> head(String notifier) {
    return waiting(notifier, 1).stream().findFirst();
  }

  /**
   * Notes that an attempt to send these begins, so that after a crash it is known that they may
   * have arrived.
   *
   * @throws StoreUnavailable when that cannot be written now, like all that follow; nothing may be
   *     sent then
   */
  void begin(List<OutboxEntry> entries);

  /** Notes that the service took them, in one message. */
  void delivered(List<OutboxEntry> entries, Instant at, String receipt);

  /**
   * Notes a failed attempt.
   *
   * @param entries as they were before it began
   * @param mayHaveArrived the service may have taken them all the same
   */
  void retry(List<OutboxEntry> entries, Instant next, String reason, boolean mayHaveArrived);

  /**
   * Notes a refusal for good, and queues the notices that tell of it to others.
   *
   * @param told in the same transaction
   */
  void park(List<OutboxEntry> entries, Instant at, String reason, List<OutgoingNotice> told);

  default void delivered(OutboxEntry entry, Instant at, String receipt) {
    delivered(List.of(entry), at, receipt);
  }

  default void retry(OutboxEntry entry, Instant next, String reason) {
    retry(List.of(entry), next, reason, false);
  }

  default void park(OutboxEntry entry, Instant at, String reason) {
    park(List.of(entry), at, reason, List.of());
  }

  /**
   * Deals with parked entries: someone has looked.
   *
   * @param again try them again; else they are dismissed
   * @return how many there were
   */
  int settleParked(boolean again, Instant at);

  /** The newest notices with what became of each of their entries, newest first. */
  List<Told> told(int limit);

  /** One notice with its entries, by the id of the notice. */
  Optional<Told> told(String noticeId);

  /**
   * The notices of what happened from one time, inclusive, to another, not; in order of time, those
   * of one time as they were stored.
   */
  List<Notice> notices(Instant from, Instant to);

  /** How many entries wait and how many are parked. */
  Count count();

  /** The newest entries in a state, newest first. */
  List<OutboxEntry> entries(OutboxEntry.State state, int limit);

  /** A notice and its entries; no entries: it was only shown. */
  record Told(Notice notice, List<OutboxEntry> entries) {}

  /**
   * @param oldestWaiting the time of the notice that waits longest
   */
  record Count(long waiting, long parked, Optional<Instant> oldestWaiting) {}
}
