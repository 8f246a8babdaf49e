package org.stillwatch.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;

/**
 * The durable queue of notices. Entries are made by {@link ReadingStore#commit}. What became of an
 * attempt counts only while the entry waits: a delivered or parked entry stays as it is.
 */
public interface OutboxStore {

  /** The first waiting entry of a notifier, whenever it is due. */
  Optional<OutboxEntry> head(String notifier);

  /**
   * Notes that the service took it; durable on return, like {@link #retry} and {@link #park}.
   *
   * @throws StoreUnavailable when that cannot be written now; the entry still waits
   */
  void delivered(OutboxEntry entry, Instant at, String receipt);

  /** Notes a failed attempt; the entry keeps its place before later ones of its notifier. */
  void retry(OutboxEntry entry, Instant next, String reason);

  /** Notes a refusal for good. */
  void park(OutboxEntry entry, Instant at, String reason);

  /** The newest notices with what became of each of their entries, newest first. */
  List<Told> told(int limit);

  /** One notice with its entries, by the id of the notice. */
  Optional<Told> told(String noticeId);

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
