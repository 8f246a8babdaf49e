package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.ReadingStore.Block;

/**
 * Summaries of the readings of a channel, one for each 2^40 ns of time (18 minutes and 19.5 s), in
 * the table {@code block}.
 *
 * <p>After every commit a channel has a row for each block that holds any of its readings, but the
 * newest: that one still grows, and is summed up when it is asked for. A block is written when a
 * newer one begins, and anew when late readings fall into it, in the transaction of these readings.
 * So live commits cost nothing but one sum in 18 minutes.
 */
final class Blocks {

  /** The block of a time is its nanoseconds shifted by so many bits. */
  private static final int SHIFT = 40;

  /** The rows of {@code block} as its readings make them. */
  static final String OF_READINGS =
      "SELECT channel, time >> "
          + SHIFT
          + ", count(value), count(*) - count(value), min(value), max(value) FROM reading";

  private static final String OF_ONE =
      OF_READINGS + " WHERE channel = ? AND time >= ? AND time < ? GROUP BY 1, 2";

  private final PreparedStatement newest;
  private final PreparedStatement write;

  /** The newest block of each channel that was asked for. */
  private final Map<Integer, Long> newestOf = new HashMap<>();

  Blocks(Connection connection) throws SQLException {
    newest = connection.prepareStatement("SELECT max(time) FROM reading WHERE channel = ?");
    write = connection.prepareStatement("INSERT OR REPLACE INTO block " + OF_ONE);
  }

  static long of(long time) {
    return time >> SHIFT;
  }

  private static long start(long block) {
    return block << SHIFT;
  }

  /** To be called before the readings of a channel are inserted. */
  void before(int channel) throws SQLException {
    if (newestOf.containsKey(channel)) {
      return;
    }
    newest.setInt(1, channel);
    try (var row = newest.executeQuery()) {
      row.next();
      long time = row.getLong(1);
      newestOf.put(channel, row.wasNull() ? Long.MIN_VALUE : of(time));
    }
  }

  /**
   * To be called when they are inserted.
   *
   * @param times of the new readings of this channel, in order
   */
  void after(int channel, List<Long> times) throws SQLException {
    long before = newestOf.getOrDefault(channel, Long.MIN_VALUE);
    long now = Math.max(before, of(times.getLast()));
    if (before != Long.MIN_VALUE && before < now) {
      write(channel, before);
    }
    long last = before;
    for (long time : times) {
      long block = of(time);
      if (block != last && block < now) {
        write(channel, block);
      }
      last = block;
    }
    newestOf.put(channel, now);
  }

  private void write(int channel, long block) throws SQLException {
    write.setInt(1, channel);
    write.setLong(2, start(block));
    write.setLong(3, start(block + 1));
    write.executeUpdate();
  }

  /** The blocks of a channel that overlap with a range, the growing one last. */
  static List<Block> read(Connection connection, ChannelId channel, long from, long to)
      throws SQLException {
    if (from >= to) {
      return List.of();
    }
    try (var select =
        connection.prepareStatement(
            """
            WITH c(id, newest) AS (
              SELECT id, (SELECT max(time) FROM reading WHERE channel = channel.id) >> %1$d
                FROM channel WHERE name = ?1)
            SELECT number, measured, missing, min, max FROM c JOIN block ON channel = id
              WHERE number >= ?2 >> %1$d AND number <= (?3 - 1) >> %1$d
            UNION ALL
            SELECT newest, count(value), count(*) - count(value), min(value), max(value)
              FROM c JOIN reading ON channel = id
              WHERE newest >= ?2 >> %1$d AND newest <= (?3 - 1) >> %1$d
                AND time >= newest << %1$d
              GROUP BY 1
            """
                .formatted(SHIFT))) {
      select.setString(1, channel.text());
      select.setLong(2, from);
      select.setLong(3, to);
      return ListQueries.list(
          select,
          row -> {
            long number = row.getLong(1);
            boolean any = row.getLong(2) > 0;
            return new Block(
                instant(number),
                instant(number + 1),
                row.getLong(2),
                row.getLong(3),
                any ? row.getDouble(4) : Double.NaN,
                any ? row.getDouble(5) : Double.NaN);
          });
    }
  }

  private static Instant instant(long block) {
    return Nanos.instant(start(block));
  }
}
