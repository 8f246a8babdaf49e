package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.ReadingStore.Stored;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * The connection that writes, with its prepared statements and what it remembers of the tables.
 * When anything fails in it, it is thrown away: what it remembers may never have been committed.
 */
final class WriteSession implements AutoCloseable {

  private final Connection connection;
  private final InstantSource clock;
  private final Names names;
  private final ReadingWriter readings;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement setCursor;
  private final PreparedStatement setState;
  private final PreparedStatement removeState;
  private final PreparedStatement addNotice;
  private final PreparedStatement addEntry;
  private final PreparedStatement beginEntry;
  private final PreparedStatement answerEntry;
  private final PreparedStatement settleParked;
  private final PreparedStatement addSnapshot;
  private final PreparedStatement addSnapshotReading;
  private final JournalWriter journal;

  /** Takes over the connection, also when it fails. */
  WriteSession(Connection connection, InstantSource clock) throws SQLException {
    this.connection = connection;
    this.clock = clock;
    try {
      names = new Names(connection);
      readings = new ReadingWriter(connection, names);
      begin = connection.prepareStatement("BEGIN IMMEDIATE");
      commit = connection.prepareStatement("COMMIT");
      setCursor = connection.prepareStatement("INSERT OR REPLACE INTO cursor VALUES(?, ?)");
      setState = connection.prepareStatement("INSERT OR REPLACE INTO state VALUES(?, ?)");
      removeState = connection.prepareStatement("DELETE FROM state WHERE key = ?");
      addNotice =
          connection.prepareStatement(
              "INSERT INTO notice(id, time, station, kind, severity, title, text, channel, value,"
                  + " unit, rule, late) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON CONFLICT(id) DO NOTHING RETURNING number");
      addEntry =
          connection.prepareStatement(
              "INSERT INTO outbox(notice, notifier, recipient, state, attempts, next, answer)"
                  + " VALUES(?, ?, ?, 'waiting', 0, ?, '')");
      beginEntry =
          connection.prepareStatement(
              "UPDATE outbox SET unsure = 1 WHERE number = ? AND state = 'waiting'");
      answerEntry =
          connection.prepareStatement(
              "UPDATE outbox SET state = ?, attempts = attempts + 1, next = ?, answer = ?,"
                  + " unsure = ?"
                  + " WHERE number = ? AND state = 'waiting'");
      settleParked =
          connection.prepareStatement(
              "UPDATE outbox SET state = ?, next = ? WHERE state = 'parked'");
      addSnapshot =
          connection.prepareStatement(
              "INSERT INTO snapshot(time, set_name, label) VALUES(?, ?, ?) RETURNING number");
      addSnapshotReading =
          connection.prepareStatement("INSERT INTO snapshot_reading VALUES(?, ?, ?, ?, ?, ?, ?)");
      journal = new JournalWriter(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** One transaction: all of it is on the disk when this returns, or none of it ever. */
  Stored write(Commit batch) throws SQLException {
    begin.executeUpdate();
    for (var channel : batch.channels()) {
      names.declare(channel);
    }
    var outcome = readings.write(batch.readings());
    writeTexts(batch.cursors(), batch.states());
    for (var notice : batch.notices()) {
      write(notice);
    }
    for (var snapshot : batch.snapshots()) {
      write(snapshot);
    }
    for (var entry : batch.journal()) {
      journal.add(entry);
    }
    if (!outcome.conflicting().isEmpty()) {
      journal.add(report(outcome.conflicting(), clock.instant()));
    }
    commit.executeUpdate();
    return outcome.stored();
  }

  /** Makes readings be found by the order in which they came; at once when that is so already. */
  void indexArrivals() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(ArrivalQuery.INDEX);
    }
  }

  /** An attempt to send begins. */
  void attempt(List<OutboxEntry> entries) throws SQLException {
    begin.executeUpdate();
    for (var entry : entries) {
      beginEntry.setLong(1, entry.number());
      beginEntry.executeUpdate();
    }
    commit.executeUpdate();
  }

  /**
   * What became of an attempt to send, for those entries that still wait.
   *
   * @param told notices that tell of it
   */
  void answer(
      List<OutboxEntry> entries,
      OutboxEntry.State state,
      Instant next,
      String text,
      boolean mayHaveArrived,
      List<OutgoingNotice> told)
      throws SQLException {
    begin.executeUpdate();
    for (var entry : entries) {
      answerEntry.setString(1, state.word());
      answerEntry.setLong(2, Nanos.clamp(next));
      answerEntry.setString(3, text);
      answerEntry.setBoolean(4, entry.unsure() || mayHaveArrived);
      answerEntry.setLong(5, entry.number());
      answerEntry.executeUpdate();
    }
    for (var notice : told) {
      write(notice);
    }
    commit.executeUpdate();
  }

  /** Someone has looked at what was parked. */
  int settleParked(OutboxEntry.State state, Instant next) throws SQLException {
    begin.executeUpdate();
    settleParked.setString(1, state.word());
    settleParked.setLong(2, Nanos.clamp(next));
    int settled = settleParked.executeUpdate();
    commit.executeUpdate();
    return settled;
  }

  private void writeTexts(Map<String, String> cursors, Map<String, String> states)
      throws SQLException {
    for (var cursor : cursors.entrySet()) {
      setCursor.setString(1, cursor.getKey());
      setCursor.setString(2, cursor.getValue());
      setCursor.executeUpdate();
    }
    for (var state : states.entrySet()) {
      if (state.getValue().isEmpty()) {
        removeState.setString(1, state.getKey());
        removeState.executeUpdate();
      } else {
        setState.setString(1, state.getKey());
        setState.setString(2, state.getValue());
        setState.executeUpdate();
      }
    }
  }

  private void write(OutgoingNotice outgoing) throws SQLException {
    Rows.bind(addNotice, outgoing.notice());
    long number;
    try (var added = addNotice.executeQuery()) {
      if (!added.next()) {
        return;
      }
      number = added.getLong(1);
    }
    for (var to : outgoing.to()) {
      addEntry.setLong(1, number);
      addEntry.setString(2, to.notifier());
      addEntry.setString(3, to.recipient());
      addEntry.setLong(4, Nanos.clamp(to.notBefore()));
      addEntry.executeUpdate();
    }
  }

  private void write(StoredSnapshot snapshot) throws SQLException {
    addSnapshot.setLong(1, Nanos.of(snapshot.time(), "snapshot '" + snapshot.label() + "'"));
    addSnapshot.setString(2, snapshot.set());
    addSnapshot.setString(3, snapshot.label());
    long number;
    try (var added = addSnapshot.executeQuery()) {
      added.next();
      number = added.getLong(1);
    }
    int place = 0;
    for (var reading : snapshot.readings()) {
      addSnapshotReading.setLong(1, number);
      addSnapshotReading.setInt(2, place++);
      addSnapshotReading.setString(3, reading.channel().text());
      addSnapshotReading.setLong(4, Nanos.of(reading.time(), reading.channel()));
      addSnapshotReading.setInt(5, reading.ordinal());
      switch (reading) {
        case Reading.Measured m ->
            Rows.bindValue(addSnapshotReading, 6, m.value(), Rows.note(m.quality()));
        case Reading.Missing m ->
            Rows.bindValue(addSnapshotReading, 6, null, names.reason(m.reason()));
      }
      addSnapshotReading.executeUpdate();
    }
  }

  private static JournalEntry report(List<Reading> conflicting, Instant now) {
    var first = conflicting.getFirst();
    return new JournalEntry(
        now,
        "conflict",
        first.channel().text(),
        conflicting.size()
            + (conflicting.size() == 1 ? " reading" : " readings")
            + " came again with another value, the first of "
            + first.channel()
            + " at "
            + first.time()
            + "; the values stored first stay, the others are kept beside them");
  }

  /** Undoes what is not committed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
