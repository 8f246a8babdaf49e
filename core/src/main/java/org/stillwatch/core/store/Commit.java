package org.stillwatch.core.store;

import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/**
 * What becomes durable together: readings, the source positions that they were read up to, the
 * states and timers of rules that they changed, the notices that must go out and the journal lines
 * that tell of it. One transaction: all of it, or nothing.
 *
 * @param cursors by instrument id; a cursor replaces the last one
 * @param states by key; an empty text removes the key. Rule positions, alarms and timers live here.
 */
public record Commit(
    List<Channel> channels,
    List<Reading> readings,
    Map<String, String> cursors,
    Map<String, String> states,
    List<OutgoingNotice> notices,
    List<StoredSnapshot> snapshots,
    List<JournalEntry> journal) {

  public Commit {
    channels = List.copyOf(channels);
    readings = List.copyOf(readings);
    cursors = Map.copyOf(cursors);
    states = Map.copyOf(states);
    notices = List.copyOf(notices);
    snapshots = List.copyOf(snapshots);
    journal = List.copyOf(journal);
  }

  /** A commit of readings alone. */
  public static Commit ofReadings(List<Channel> channels, List<Reading> readings) {
    return new Commit(channels, readings, Map.of(), Map.of(), List.of(), List.of(), List.of());
  }
}
