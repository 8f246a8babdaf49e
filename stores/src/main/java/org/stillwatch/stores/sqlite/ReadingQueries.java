package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Reads ranges page by page, so that no receiver, however slow, holds the database: a log that is
 * being read cannot be cut.
 */
final class ReadingQueries {

  /** Rows fetched at a time: some hundred kilobytes. */
  private static final int PAGE = 4_096;

  /** Rows of all channels together in a stretch of a merged read, about. */
  private static final int MERGED_PAGE = 16_384;

  private static final int LEAST_ROWS_OF_ONE = 64;

  private final Readers readers;

  ReadingQueries(Readers readers) {
    this.readers = readers;
  }

  void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    long end = Nanos.clamp(to);
    long time = Nanos.clamp(from);
    long n = Integer.MIN_VALUE;
    while (true) {
      var page = page(channel, time, n, end);
      page.forEach(sink);
      if (page.size() < PAGE) {
        return;
      }
      var last = page.getLast();
      time = Nanos.clamp(last.time());
      n = last.ordinal() + 1L;
    }
  }

  private List<Reading> page(ChannelId channel, long fromTime, long fromN, long end) {
    return readers.ask(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT r.time, r.n, r.value, r.note, reason.text FROM reading r
                    LEFT JOIN reason ON r.value IS NULL AND reason.id = r.note
                    WHERE r.channel = (SELECT id FROM channel WHERE name = ?)
                      AND (r.time, r.n) >= (?, ?) AND r.time < ?
                    ORDER BY r.time, r.n LIMIT ?
                  """)) {
            select.setString(1, channel.text());
            select.setLong(2, fromTime);
            select.setLong(3, fromN);
            select.setLong(4, end);
            select.setInt(5, PAGE);
            var page = new ArrayList<Reading>();
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                page.add(Rows.reading(channel, rows, 1));
              }
            }
            return page;
          }
        });
  }

  /**
   * Reads stretches of time that are short enough for a page of rows of each channel; what shares
   * an instant never falls into two stretches.
   */
  void readMerged(List<ChannelId> channels, Instant from, Instant to, Consumer<Reading> sink) {
    var numbers = readers.ask(connection -> numbers(connection, channels));
    if (numbers.isEmpty()) {
      return;
    }
    long end = Nanos.clamp(to);
    long begin = Nanos.clamp(from);
    int rowsOfOne = Math.max(LEAST_ROWS_OF_ONE, MERGED_PAGE / numbers.size());
    while (begin < end) {
      long start = begin;
      long until =
          readers.ask(connection -> endOfStretch(connection, numbers, start, end, rowsOfOne));
      stretch(numbers, start, until).forEach(sink);
      begin = until;
    }
  }

  private static Map<Integer, ChannelId> numbers(Connection connection, List<ChannelId> channels)
      throws SQLException {
    var numbers = new HashMap<Integer, ChannelId>();
    try (var select = connection.prepareStatement("SELECT id FROM channel WHERE name = ?")) {
      for (var channel : channels) {
        select.setString(1, channel.text());
        try (var row = select.executeQuery()) {
          if (row.next()) {
            numbers.put(row.getInt(1), channel);
          }
        }
      }
    }
    return numbers;
  }

  /** The first time by which some channel has so many rows, or {@code end}. */
  private static long endOfStretch(
      Connection connection, Map<Integer, ChannelId> channels, long begin, long end, int rowsOfOne)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT time FROM reading WHERE channel = ? AND time >= ? AND time < ?"
                + " ORDER BY time LIMIT 1 OFFSET "
                + rowsOfOne)) {
      long until = end;
      for (int channel : channels.keySet()) {
        select.setInt(1, channel);
        select.setLong(2, begin);
        select.setLong(3, until);
        try (var row = select.executeQuery()) {
          if (row.next()) {
            // rows of one instant stay together, however many they are
            until = Math.max(begin + 1, row.getLong(1));
          }
        }
      }
      return until;
    }
  }

  private List<Reading> stretch(Map<Integer, ChannelId> channels, long from, long to) {
    var list = channels.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    return readers.ask(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT r.channel, r.time, r.n, r.value, r.note, reason.text FROM reading r"
                      + " LEFT JOIN reason ON r.value IS NULL AND reason.id = r.note"
                      + " WHERE r.channel IN ("
                      + list
                      + ") AND r.time >= ? AND r.time < ? ORDER BY r.time, r.seq")) {
            select.setLong(1, from);
            select.setLong(2, to);
            var found = new ArrayList<Reading>();
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                var channel = channels.get(rows.getInt(1));
                if (channel != null) {
                  found.add(Rows.reading(channel, rows, 2));
                }
              }
            }
            return found;
          }
        });
  }
}
