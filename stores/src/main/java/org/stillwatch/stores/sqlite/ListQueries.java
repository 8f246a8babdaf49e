package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore.Count;
import org.stillwatch.core.store.OutboxStore.Told;
import org.stillwatch.core.store.StoredSnapshot;

/** Short lists: the outbox, what was told, snapshots. */
final class ListQueries {

  private static final String ENTRIES =
      """
      SELECT n.id, n.time, n.station, n.kind, n.severity, n.title, n.text, n.channel, n.value,
          n.unit, n.rule, n.late,
          o.number AS entry, o.notifier, o.state, o.attempts, o.next, o.answer,
          o.recipient, o.unsure
      """;

  /** Makes a value of the current row. */
  @FunctionalInterface
  interface Row<T> {
    T value(ResultSet row) throws SQLException;
  }

  private ListQueries() {}

  static <T> List<T> list(Connection connection, String sql, Row<T> row) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      return list(select, row);
    }
  }

  static <T> List<T> list(PreparedStatement select, Row<T> row) throws SQLException {
    var list = new ArrayList<T>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        list.add(row.value(rows));
      }
    }
    return List.copyOf(list);
  }

  static List<OutboxEntry> waiting(Connection connection, String notifier, int limit)
      throws SQLException {
    var entries = new ArrayList<OutboxEntry>();
    try (var select =
        connection.prepareStatement(
            ENTRIES
                + """
                  FROM outbox o JOIN notice n ON n.number = o.notice
                  WHERE o.state = 'waiting' AND o.notifier = ? ORDER BY o.number LIMIT ?
                """)) {
      select.setString(1, notifier);
      select.setInt(2, limit);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(Rows.entry(rows, Rows.notice(rows)));
        }
      }
    }
    return List.copyOf(entries);
  }

  static List<OutboxEntry> entries(Connection connection, OutboxEntry.State state, int limit)
      throws SQLException {
    return list(
        connection,
        ENTRIES
            + """
              FROM outbox o JOIN notice n ON n.number = o.notice
              WHERE o.state = '%s' ORDER BY o.number DESC LIMIT %d
            """
                .formatted(state.word(), limit),
        row -> Rows.entry(row, Rows.notice(row)));
  }

  static List<Told> told(Connection connection, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            ENTRIES
                + """
                  FROM (SELECT * FROM notice ORDER BY number DESC LIMIT ?) n
                  LEFT JOIN outbox o ON o.notice = n.number
                  ORDER BY n.number DESC, o.number
                """)) {
      select.setInt(1, limit);
      return told(select);
    }
  }

  static Optional<Told> told(Connection connection, String noticeId) throws SQLException {
    try (var select =
        connection.prepareStatement(
            ENTRIES
                + """
                  FROM notice n LEFT JOIN outbox o ON o.notice = n.number
                  WHERE n.id = ? ORDER BY o.number
                """)) {
      select.setString(1, noticeId);
      return told(select).stream().findFirst();
    }
  }

  private static List<Told> told(PreparedStatement select) throws SQLException {
    var entries = new LinkedHashMap<Notice, List<OutboxEntry>>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        var notice = Rows.notice(rows);
        var of = entries.computeIfAbsent(notice, any -> new ArrayList<>());
        if (rows.getString("notifier") != null) {
          of.add(Rows.entry(rows, notice));
        }
      }
    }
    return entries.entrySet().stream()
        .map(told -> new Told(told.getKey(), List.copyOf(told.getValue())))
        .toList();
  }

  static Count count(Connection connection) throws SQLException {
    try (var select = connection.createStatement();
        var row =
            select.executeQuery(
                """
                SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting'),
                  (SELECT count(*) FROM outbox WHERE state = 'parked'),
                  (SELECT n.time FROM notice n WHERE n.number = (SELECT notice FROM outbox
                    WHERE number = (SELECT min(number) FROM outbox WHERE state = 'waiting')))
                """)) {
      row.next();
      long oldest = row.getLong(3);
      var time = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Nanos.instant(oldest));
      return new Count(row.getLong(1), row.getLong(2), time);
    }
  }

  static List<StoredSnapshot> snapshots(Connection connection, int limit) throws SQLException {
    return snapshots(connection, "ORDER BY number DESC LIMIT " + limit);
  }

  static List<StoredSnapshot> snapshotsAt(Connection connection, Instant time) throws SQLException {
    return snapshots(connection, "WHERE time = " + Nanos.clamp(time) + " ORDER BY number");
  }

  static List<StoredSnapshot> snapshots(Connection connection, Instant from, Instant to)
      throws SQLException {
    return snapshots(connection, between(from, to));
  }

  static List<Notice> notices(Connection connection, Instant from, Instant to) throws SQLException {
    return list(connection, "SELECT * FROM notice " + between(from, to), Rows::notice);
  }

  private static String between(Instant from, Instant to) {
    return "WHERE time >= "
        + Nanos.clamp(from)
        + " AND time < "
        + Nanos.clamp(to)
        + " ORDER BY time, number";
  }

  private static List<StoredSnapshot> snapshots(Connection connection, String which)
      throws SQLException {
    record Head(long number, Instant time, String set, String label) {}
    var heads =
        list(
            connection,
            "SELECT number, time, set_name, label FROM snapshot " + which,
            row ->
                new Head(
                    row.getLong(1),
                    Nanos.instant(row.getLong(2)),
                    row.getString(3),
                    row.getString(4)));
    var snapshots = new ArrayList<StoredSnapshot>();
    for (var head : heads) {
      List<Reading> readings =
          list(
              connection,
              """
              SELECT r.channel, r.time, r.n, r.value, r.note, reason.text
                FROM snapshot_reading r
                LEFT JOIN reason ON r.value IS NULL AND reason.id = r.note
                WHERE r.snapshot = %d ORDER BY r.place
              """
                  .formatted(head.number()),
              row -> Rows.reading(new ChannelId(row.getString(1)), row, 2));
      snapshots.add(new StoredSnapshot(head.time(), head.set(), head.label(), readings));
    }
    return List.copyOf(snapshots);
  }
}
