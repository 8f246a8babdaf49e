package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StoredSnapshot;

/** What has happened since the last commit and becomes durable with the next one. */
final class Pending {

  private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
  private final List<Reading> readings = new ArrayList<>();
  private final Map<String, String> cursors = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final List<OutgoingNotice> notices = new ArrayList<>();
  private final List<StoredSnapshot> snapshots = new ArrayList<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private @Nullable Instant since;

  void channels(List<Channel> more) {
    more.forEach(channel -> channels.put(channel.id(), channel));
  }

  void readings(List<Reading> more, Instant now) {
    readings.addAll(more);
    begin(now);
  }

  void cursor(String instrument, String cursor, Instant now) {
    cursors.put(instrument, cursor);
    begin(now);
  }

  void states(Map<String, String> changed) {
    states.putAll(changed);
  }

  void notice(OutgoingNotice notice, Instant now) {
    notices.add(notice);
    begin(now);
  }

  void snapshot(StoredSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  void journal(JournalEntry entry, Instant now) {
    journal.add(entry);
    begin(now);
  }

  private void begin(Instant now) {
    if (since == null) {
      since = now;
    }
  }

  boolean isEmpty() {
    return since == null && states.isEmpty();
  }

  /** Someone waits for this to be told. */
  boolean urgent() {
    return !notices.isEmpty() || !snapshots.isEmpty();
  }

  int size() {
    return readings.size();
  }

  boolean olderThan(Duration age, Instant now) {
    // a clock that was set back must not make what waits wait longer
    return since != null && (since.isAfter(now) || !since.plus(age).isAfter(now));
  }

  List<OutgoingNotice> notices() {
    return List.copyOf(notices);
  }

  Commit commit() {
    return new Commit(
        List.copyOf(channels.values()), readings, cursors, states, notices, snapshots, journal);
  }
}
