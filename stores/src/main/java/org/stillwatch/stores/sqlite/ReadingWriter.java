package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore.Stored;

/**
 * Writes the readings of a commit, each key once.
 *
 * <p>The readings are sorted by key and walked side by side with the rows that are there, channel
 * by channel: new data at the end of a channel cost one look, data imported again are read in one
 * sweep. Only then is anything inserted, in the order of the table.
 */
final class ReadingWriter {

  /** Rows in one INSERT: the fastest of 1, 20 and 100 was 100, far below SQLite's limit. */
  private static final int ROWS_PER_INSERT = 64;

  private static final int COLUMNS = 6;

  /** Rows of no interest that are stepped over before the key is looked up anew. */
  private static final int SKIPS = 32;

  /** A reading on its way into the table; no value: missing, and note is the reason's number. */
  private record Row(
      Reading reading, int channel, long time, int n, @Nullable Double value, int note, long seq) {

    boolean hasKeyOf(Row other) {
      return channel == other.channel && time == other.time && n == other.n;
    }
  }

  /** What is kept under a key. */
  private record Kept(@Nullable Double value, int note) {
    boolean sameAs(Row row) {
      return value == null
          ? row.value == null && note == row.note
          : row.value != null && Double.compare(value, row.value) == 0;
    }
  }

  /** What became of the readings; {@code conflicting} in the order of the commit. */
  record Outcome(Stored stored, List<Reading> conflicting) {}

  private static final Comparator<Row> BY_KEY =
      Comparator.comparingInt(Row::channel)
          .thenComparingLong(Row::time)
          .thenComparingInt(Row::n)
          .thenComparingLong(Row::seq);

  private final Names names;
  private final Blocks blocks;
  private final PreparedStatement existing;
  private final PreparedStatement insertMany;
  private final PreparedStatement insertOne;
  private final PreparedStatement knownConflict;
  private final PreparedStatement insertConflict;
  private final PreparedStatement setSeq;
  private long nextSeq;

  ReadingWriter(Connection connection, Names names) throws SQLException {
    this.names = names;
    this.blocks = new Blocks(connection);
    existing =
        connection.prepareStatement(
            "SELECT time, n, value, note FROM reading"
                + " WHERE channel = ? AND (time, n) >= (?, ?) AND time <= ? ORDER BY time, n");
    var values = "(?, ?, ?, ?, ?, ?)";
    insertOne = connection.prepareStatement("INSERT INTO reading VALUES" + values);
    insertMany =
        connection.prepareStatement(
            "INSERT INTO reading VALUES" + values + (", " + values).repeat(ROWS_PER_INSERT - 1));
    knownConflict =
        connection.prepareStatement(
            "SELECT 1 FROM conflict WHERE channel = ? AND time = ? AND n = ? AND value IS ?"
                + " AND (value IS NOT NULL OR note = ?)");
    insertConflict =
        connection.prepareStatement(
            "INSERT INTO conflict(channel, time, n, value, note) VALUES(?, ?, ?, ?, ?)");
    setSeq = connection.prepareStatement("UPDATE counter SET value = ? WHERE name = 'seq'");
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT value FROM counter WHERE name = 'seq'")) {
      nextSeq = row.next() ? row.getLong(1) : 0;
    }
  }

  Outcome write(List<Reading> readings) throws SQLException {
    if (readings.isEmpty()) {
      return new Outcome(new Stored(0, 0, 0), List.of());
    }
    var rows = new ArrayList<Row>(readings.size());
    for (var reading : readings) {
      rows.add(row(reading));
    }
    rows.sort(BY_KEY);
    var fresh = new ArrayList<Row>(rows.size());
    var different = new ArrayList<Row>();
    for (int start = 0, end; start < rows.size(); start = end) {
      end = start + 1;
      while (end < rows.size() && rows.get(end).channel == rows.get(start).channel) {
        end++;
      }
      sortOut(rows.subList(start, end), fresh, different);
    }
    insertAndSumUp(fresh);
    var conflicting = keepBeside(different);
    setSeq.setLong(1, nextSeq);
    setSeq.executeUpdate();
    return new Outcome(
        new Stored(
            fresh.size(),
            rows.size() - (long) fresh.size() - conflicting.size(),
            conflicting.size()),
        conflicting);
  }

  private Row row(Reading reading) throws SQLException {
    int channel = names.channel(reading.channel());
    long time = Nanos.of(reading.time(), reading.channel());
    long seq = nextSeq++;
    return switch (reading) {
      // SQLite has one zero; to add it makes the negative one equal to it here as well
      case Reading.Measured m ->
          new Row(m, channel, time, m.ordinal(), m.value() + 0.0, Rows.note(m.quality()), seq);
      case Reading.Missing m ->
          new Row(m, channel, time, m.ordinal(), null, names.reason(m.reason()), seq);
    };
  }

  /** Tells new rows from those whose key has another value; the rest is there already. */
  private void sortOut(List<Row> rows, List<Row> fresh, List<Row> different) throws SQLException {
    long last = rows.getLast().time;
    var there = rowsFrom(rows.getFirst(), last);
    try {
      boolean any = there.next();
      int skipped = 0;
      Row before = null;
      Kept kept = null;
      for (var row : rows) {
        if (before == null || !row.hasKeyOf(before)) {
          while (any && isBefore(there, row)) {
            if (++skipped > SKIPS) {
              there.close();
              there = rowsFrom(row, last);
              skipped = 0;
            }
            any = there.next();
          }
          kept =
              any && there.getLong(1) == row.time && there.getInt(2) == row.n ? kept(there) : null;
        }
        if (kept == null) {
          fresh.add(row);
          kept = new Kept(row.value, row.note);
        } else if (!kept.sameAs(row)) {
          different.add(row);
        }
        before = row;
      }
    } finally {
      there.close();
    }
  }

  private ResultSet rowsFrom(Row row, long lastTime) throws SQLException {
    existing.setInt(1, row.channel);
    existing.setLong(2, row.time);
    existing.setInt(3, row.n);
    existing.setLong(4, lastTime);
    return existing.executeQuery();
  }

  private static boolean isBefore(ResultSet there, Row row) throws SQLException {
    long time = there.getLong(1);
    return time < row.time || (time == row.time && there.getInt(2) < row.n);
  }

  private static Kept kept(ResultSet there) throws SQLException {
    double value = there.getDouble(3);
    return new Kept(there.wasNull() ? null : value, there.getInt(4));
  }

  private void insertAndSumUp(List<Row> rows) throws SQLException {
    var times = new TreeMap<Integer, List<Long>>();
    for (var row : rows) {
      times.computeIfAbsent(row.channel, channel -> new ArrayList<>()).add(row.time);
    }
    for (int channel : times.keySet()) {
      blocks.before(channel);
    }
    insert(rows);
    for (var channel : times.entrySet()) {
      blocks.after(channel.getKey(), channel.getValue());
    }
  }

  private void insert(List<Row> rows) throws SQLException {
    int whole = rows.size() - rows.size() % ROWS_PER_INSERT;
    for (int start = 0; start < whole; start += ROWS_PER_INSERT) {
      for (int i = 0; i < ROWS_PER_INSERT; i++) {
        bind(insertMany, i * COLUMNS, rows.get(start + i));
      }
      insertMany.executeUpdate();
    }
    for (var row : rows.subList(whole, rows.size())) {
      bind(insertOne, 0, row);
      insertOne.executeUpdate();
    }
  }

  private static void bind(PreparedStatement insert, int offset, Row row) throws SQLException {
    insert.setInt(offset + 1, row.channel);
    insert.setLong(offset + 2, row.time);
    insert.setInt(offset + 3, row.n);
    Rows.bindValue(insert, offset + 4, row.value, row.note);
    insert.setLong(offset + 6, row.seq);
  }

  /** Keeps the values that are not there yet, and returns them. */
  private List<Reading> keepBeside(List<Row> rows) throws SQLException {
    var conflicting = new ArrayList<Reading>();
    rows.sort(Comparator.comparingLong(Row::seq));
    for (var row : rows) {
      if (!isKnownConflict(row)) {
        bindKey(insertConflict, row);
        Rows.bindValue(insertConflict, 4, row.value, row.note);
        insertConflict.executeUpdate();
        conflicting.add(row.reading);
      }
    }
    return conflicting;
  }

  private boolean isKnownConflict(Row row) throws SQLException {
    bindKey(knownConflict, row);
    Rows.bindValue(knownConflict, 4, row.value, row.note);
    try (var known = knownConflict.executeQuery()) {
      return known.next();
    }
  }

  private static void bindKey(PreparedStatement statement, Row row) throws SQLException {
    statement.setInt(1, row.channel);
    statement.setLong(2, row.time);
    statement.setInt(3, row.n);
  }
}
