package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.ReadingStore.Bucket;

/**
 * The buckets of one channel. Each is summed up by SQLite over its own piece of the key, without
 * sorting and without a row leaving the database; empty time is jumped over.
 *
 * <p>Differences of times are unsigned: a range may be longer than half of what a long holds.
 */
final class TrendQuery implements AutoCloseable {

  private final long channel;
  private final PreparedStatement sums;
  private final PreparedStatement lastValue;
  private final PreparedStatement lastReason;
  private final PreparedStatement nextTime;

  private TrendQuery(Connection connection, long channel) throws SQLException {
    this.channel = channel;
    var piece = " FROM reading WHERE channel = ? AND time >= ? AND time < ?";
    sums =
        connection.prepareStatement(
            "SELECT count(*), count(value), min(value), max(value), avg(value)" + piece);
    lastValue =
        connection.prepareStatement(
            "SELECT value" + piece + " AND value IS NOT NULL ORDER BY time DESC, n DESC LIMIT 1");
    lastReason =
        connection.prepareStatement(
            "SELECT (SELECT text FROM reason WHERE id = note)"
                + piece
                + " AND value IS NULL ORDER BY time DESC, n DESC LIMIT 1");
    nextTime = connection.prepareStatement("SELECT min(time)" + piece);
  }

  static List<Bucket> run(Connection connection, ChannelId channel, long from, long to, int points)
      throws SQLException {
    try (var select = connection.prepareStatement("SELECT id FROM channel WHERE name = ?")) {
      select.setString(1, channel.text());
      try (var row = select.executeQuery()) {
        if (!row.next() || from >= to) {
          return List.of();
        }
        try (var query = new TrendQuery(connection, row.getLong(1))) {
          return query.buckets(from, to, points);
        }
      }
    }
  }

  private List<Bucket> buckets(long from, long to, int points) throws SQLException {
    long width = Long.divideUnsigned(to - from - 1, points) + 1;
    var buckets = new ArrayList<Bucket>();
    long time = from;
    while (time < to) {
      long start = from + Long.divideUnsigned(time - from, width) * width;
      long end = Long.compareUnsigned(to - start, width) <= 0 ? to : start + width;
      if (addBucket(start, end, buckets)) {
        time = end;
      } else {
        time = timeOfNext(end, to);
      }
    }
    return buckets;
  }

  private boolean addBucket(long start, long end, List<Bucket> buckets) throws SQLException {
    try (var row = over(sums, start, end)) {
      row.next();
      long all = row.getLong(1);
      if (all == 0) {
        return false;
      }
      long measured = row.getLong(2);
      var reason = all == measured ? "" : reason(start, end);
      double none = Double.NaN;
      if (measured == 0) {
        buckets.add(
            new Bucket(
                Nanos.instant(start), Nanos.instant(end), 0, all, reason, none, none, none, none));
        return true;
      }
      double min = row.getDouble(3);
      double max = row.getDouble(4);
      buckets.add(
          new Bucket(
              Nanos.instant(start),
              Nanos.instant(end),
              measured,
              all - measured,
              reason,
              min,
              max,
              // rounding, or a sum beyond all numbers, must not lead out of what was measured
              Math.clamp(row.getDouble(5), min, max),
              value(start, end)));
      return true;
    }
  }

  private String reason(long start, long end) throws SQLException {
    try (var row = over(lastReason, start, end)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private double value(long start, long end) throws SQLException {
    try (var row = over(lastValue, start, end)) {
      return row.next() ? row.getDouble(1) : Double.NaN;
    }
  }

  /** When the next reading is, or {@code to} when there is none before. */
  private long timeOfNext(long from, long to) throws SQLException {
    try (var row = over(nextTime, from, to)) {
      row.next();
      long time = row.getLong(1);
      return row.wasNull() ? to : time;
    }
  }

  private ResultSet over(PreparedStatement statement, long start, long end) throws SQLException {
    statement.setLong(1, channel);
    statement.setLong(2, start);
    statement.setLong(3, end);
    return statement.executeQuery();
  }

  @Override
  public void close() throws SQLException {
    sums.close();
    lastValue.close();
    lastReason.close();
    nextTime.close();
  }
}
