package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore.Arrivals;

/** Reads readings in the order in which they were first stored. */
final class ArrivalQuery {

  /** Not among the tables of the {@link Schema}: a station that nobody follows does without it. */
  static final String INDEX = "CREATE INDEX IF NOT EXISTS reading_seq ON reading(seq)";

  private ArrivalQuery() {}

  /** One state of the database for all of it: no reading slips in between. */
  static Arrivals run(Connection connection, long after, int limit) throws SQLException {
    long newest = newest(connection);
    if (after >= newest) {
      return new Arrivals(List.of(), newest, newest);
    }
    var channels = channels(connection);
    try (var select =
        connection.prepareStatement(
            """
            SELECT r.channel, r.seq, r.time, r.n, r.value, r.note, reason.text FROM reading r
              LEFT JOIN reason ON r.value IS NULL AND reason.id = r.note
              WHERE r.seq > ? ORDER BY r.seq LIMIT ?
            """)) {
      select.setLong(1, after);
      select.setInt(2, limit);
      var found = new ArrayList<Reading>();
      long last = after;
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var channel = channels.get(rows.getInt(1));
          last = rows.getLong(2);
          if (channel != null) {
            found.add(Rows.reading(channel, rows, 3));
          }
        }
      }
      return new Arrivals(found, found.size() < limit ? newest : last, newest);
    }
  }

  private static long newest(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement("SELECT value - 1 FROM counter WHERE name = 'seq'");
        var row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : Arrivals.BEGINNING;
    }
  }

  private static Map<Integer, ChannelId> channels(Connection connection) throws SQLException {
    var channels = new HashMap<Integer, ChannelId>();
    try (var select = connection.prepareStatement("SELECT id, name FROM channel");
        var rows = select.executeQuery()) {
      while (rows.next()) {
        channels.put(rows.getInt(1), new ChannelId(rows.getString(2)));
      }
    }
    return channels;
  }
}
