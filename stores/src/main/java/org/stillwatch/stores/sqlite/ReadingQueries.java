package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  /** The first stretch of a merged read; later ones grow and shrink with what they bring. */
  private static final long FIRST_STRETCH_NANOS = 60_000_000_000L;

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
   * Reads stretches of time whose length follows the density of the data; what shares an instant
   * never falls into two stretches. Empty time is jumped over.
   */
  void readMerged(List<ChannelId> channels, Instant from, Instant to, Consumer<Reading> sink) {
    var numbers = readers.ask(connection -> numbers(connection, channels));
    if (numbers.isEmpty()) {
      return;
    }
    long end = Nanos.clamp(to);
    long stretch = FIRST_STRETCH_NANOS;
    var start = firstTime(numbers, Nanos.clamp(from), end);
    while (start.isPresent()) {
      long begin = start.getAsLong();
      long until = stretch < end - begin ? begin + stretch : end;
      var rows = stretch(numbers, begin, until);
      rows.forEach(sink);
      if (rows.size() < PAGE / 2) {
        stretch = Math.min(stretch, Long.MAX_VALUE / 8) * 2;
      } else if (rows.size() > PAGE * 2) {
        stretch = Math.max(1, stretch / 2);
      }
      start =
          rows.isEmpty() || until == end
              ? firstTime(numbers, until, end)
              : until < end ? OptionalLong.of(until) : OptionalLong.empty();
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

  private OptionalLong firstTime(Map<Integer, ChannelId> channels, long from, long end) {
    return readers.ask(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT min(time) FROM reading WHERE channel = ? AND time >= ? AND time < ?")) {
            var first = OptionalLong.empty();
            for (int channel : channels.keySet()) {
              select.setInt(1, channel);
              select.setLong(2, from);
              select.setLong(3, first.isPresent() ? first.getAsLong() : end);
              try (var row = select.executeQuery()) {
                row.next();
                long time = row.getLong(1);
                if (!row.wasNull()) {
                  first = OptionalLong.of(time);
                }
              }
            }
            return first;
          }
        });
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
