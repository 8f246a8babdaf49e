package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.stillwatch.core.store.JournalChain;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.JournalRow;

/** Adds rows to the journal, each chained to the one before, within the transaction of others. */
final class JournalWriter {

  /** Rows read at a time while an older journal is chained. */
  private static final int PAGE = 4_096;

  private static final HexFormat HEX = HexFormat.of();

  private final PreparedStatement add;
  private long number;
  private String head;

  JournalWriter(Connection connection) throws SQLException {
    add =
        connection.prepareStatement(
            "INSERT INTO journal(number, time, kind, subject, text, hash) VALUES(?, ?, ?, ?, ?,"
                + " ?)");
    try (var statement = connection.createStatement();
        var last =
            statement.executeQuery(
                "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1")) {
      boolean any = last.next();
      number = any ? last.getLong(1) : 0;
      head = any ? continued(hash(last, 2)) : JournalChain.BEGINNING;
    }
  }

  /** The station goes on also after somebody spoilt the last hash; the check finds it. */
  private static String continued(String stored) {
    return JournalChain.isHash(stored) ? stored : JournalChain.BEGINNING;
  }

  void add(JournalEntry entry) throws SQLException {
    var row = JournalChain.row(head, number + 1, entry);
    add.setLong(1, row.number());
    add.setLong(2, Nanos.of(entry.time(), "journal entry '" + entry.text() + "'"));
    add.setString(3, entry.kind());
    add.setString(4, entry.subject());
    add.setString(5, entry.text());
    add.setBytes(6, HEX.parseHex(row.hash()));
    add.executeUpdate();
    number = row.number();
    head = row.hash();
  }

  /**
   * Chains a journal that was written before there were hashes, and says so in it.
   *
   * @param now when that is
   */
  static void chainAll(Connection connection, Instant now) throws SQLException {
    long rows = 0;
    long after = Long.MIN_VALUE;
    var head = JournalChain.BEGINNING;
    try (var select =
            connection.prepareStatement(
                "SELECT number, time, kind, subject, text, hash FROM journal WHERE number > ?"
                    + " ORDER BY number LIMIT "
                    + PAGE);
        var update = connection.prepareStatement("UPDATE journal SET hash = ? WHERE number = ?")) {
      while (true) {
        select.setLong(1, after);
        var page = ListQueries.list(select, JournalWriter::row);
        for (var row : page) {
          head = JournalChain.hash(head, row.number(), row.entry());
          update.setBytes(1, HEX.parseHex(head));
          update.setLong(2, row.number());
          update.executeUpdate();
          after = row.number();
        }
        rows += page.size();
        if (page.size() < PAGE) {
          break;
        }
      }
    }
    if (rows > 0) {
      new JournalWriter(connection)
          .add(
              new JournalEntry(
                  now,
                  "store",
                  "journal",
                  "the journal is chained from here on; the "
                      + rows
                      + (rows == 1 ? " row" : " rows")
                      + " before this one, written without hashes, were chained as they stood"));
    }
  }

  /** The columns number, time, kind, subject, text, hash. */
  static JournalRow row(ResultSet row) throws SQLException {
    return new JournalRow(
        row.getLong(1),
        new JournalEntry(Nanos.instant(row.getLong(2)), text(row, 3), text(row, 4), text(row, 5)),
        hash(row, 6));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  private static String hash(ResultSet row, int column) throws SQLException {
    var bytes = row.getBytes(column);
    return bytes == null ? "" : HEX.formatHex(bytes);
  }
}
