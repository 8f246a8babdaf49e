package org.stillwatch.stores.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * The tables, and the steps that lead an older file to them. A step that has shipped is never
 * changed: a change of the tables is one more step.
 *
 * <p>Times are nanoseconds since 1970 (UTC), see {@link Nanos}. A measured reading has a value, and
 * {@code note} is its quality (0 good, 1 suspect); a missing one has no value, and {@code note} is
 * its row in {@code reason}. {@code seq} grows in the order in which readings were first stored.
 * {@code block} sums up the readings of a channel, see {@link Blocks}. {@code hash} chains a row of
 * the journal to all before it, see {@link org.stillwatch.core.store.JournalChain}.
 */
final class Schema {

  /** Quality of a measured reading in {@code note}. */
  static final int GOOD = 0;

  static final int SUSPECT = 1;

  /** Ends each item of a list in one text: no word of a state has it. */
  static final char END_OF_ITEM = '\u001f';

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE channel(
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
                unit TEXT NOT NULL, dimension TEXT NOT NULL, scale REAL NOT NULL,
                offset REAL NOT NULL, label TEXT NOT NULL, period TEXT NOT NULL,
                states TEXT NOT NULL)
              """,
              "CREATE TABLE reason(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
              """
              CREATE TABLE reading(
                channel INTEGER NOT NULL, time INTEGER NOT NULL, n INTEGER NOT NULL,
                value REAL, note INTEGER NOT NULL, seq INTEGER NOT NULL,
                PRIMARY KEY(channel, time, n)) WITHOUT ROWID
              """,
              """
              CREATE TABLE conflict(
                number INTEGER PRIMARY KEY,
                channel INTEGER NOT NULL, time INTEGER NOT NULL, n INTEGER NOT NULL,
                value REAL, note INTEGER NOT NULL)
              """,
              "CREATE INDEX conflict_key ON conflict(channel, time, n)",
              """
              CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID
              """,
              "INSERT INTO counter VALUES('seq', 0)",
              """
              CREATE TABLE cursor(instrument TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID
              """,
              "CREATE TABLE state(key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
              """
              CREATE TABLE notice(
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
                station TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL,
                title TEXT NOT NULL, text TEXT NOT NULL,
                channel TEXT, value REAL, unit TEXT, rule TEXT, late INTEGER NOT NULL)
              """,
              """
              CREATE TABLE outbox(
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                notice INTEGER NOT NULL REFERENCES notice(number),
                notifier TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
                next INTEGER NOT NULL, answer TEXT NOT NULL,
                UNIQUE(notice, notifier))
              """,
              "CREATE INDEX outbox_state ON outbox(state, notifier, number)",
              """
              CREATE TABLE snapshot(
                number INTEGER PRIMARY KEY, time INTEGER NOT NULL, set_name TEXT NOT NULL,
                label TEXT NOT NULL)
              """,
              """
              CREATE TABLE snapshot_reading(
                snapshot INTEGER NOT NULL REFERENCES snapshot(number), place INTEGER NOT NULL,
                channel TEXT NOT NULL, time INTEGER NOT NULL, n INTEGER NOT NULL,
                value REAL, note INTEGER NOT NULL,
                PRIMARY KEY(snapshot, place)) WITHOUT ROWID
              """,
              """
              CREATE TABLE journal(
                number INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL,
                subject TEXT NOT NULL, text TEXT NOT NULL)
              """),
          List.of(
              "ALTER TABLE outbox ADD COLUMN recipient TEXT NOT NULL DEFAULT ''",
              "ALTER TABLE outbox ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0",
              "UPDATE outbox SET recipient = notifier"),
          List.of(
              """
              CREATE TABLE block(
                channel INTEGER NOT NULL, number INTEGER NOT NULL,
                measured INTEGER NOT NULL, missing INTEGER NOT NULL, min REAL, max REAL,
                PRIMARY KEY(channel, number)) WITHOUT ROWID
              """,
              "INSERT INTO block " + Blocks.OF_READINGS + " GROUP BY 1, 2",
              """
              DELETE FROM block WHERE (channel, number) IN
                (SELECT channel, max(number) FROM block GROUP BY channel)
              """),
          List.of("ALTER TABLE journal ADD COLUMN hash BLOB NOT NULL DEFAULT x''"));

  /** The format whose journal is chained; its step goes on in {@link JournalWriter#chainAll}. */
  private static final int CHAINED = 4;

  private Schema() {}

  /** The version that this code writes and reads. */
  static int newest() {
    return STEPS.size();
  }

  /** Takes all missing steps in one transaction. */
  static void migrate(Connection connection, Path file, InstantSource clock) throws SQLException {
    int version = check(connection, file);
    if (version == newest()) {
      return;
    }
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      if (version == 0) {
        statement.executeUpdate("CREATE TABLE schema_version(version INTEGER NOT NULL)");
        statement.executeUpdate("INSERT INTO schema_version VALUES(0)");
      }
      for (var step : STEPS.subList(version, newest())) {
        for (var sql : step) {
          statement.executeUpdate(sql);
        }
      }
      if (version < CHAINED) {
        JournalWriter.chainAll(connection, clock.instant());
      }
      statement.executeUpdate("UPDATE schema_version SET version = " + newest());
      statement.executeUpdate("COMMIT");
    }
  }

  /**
   * The version of the file, 0 for an empty one.
   *
   * @throws StoreProblem when it is newer than this code, or belongs to another program
   */
  static int check(Connection connection, Path file) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var tables =
          statement.executeQuery(
              "SELECT count(*), count(*) FILTER (WHERE name = 'schema_version') FROM"
                  + " sqlite_schema")) {
        tables.next();
        if (tables.getInt(1) == 0) {
          return 0;
        }
        if (tables.getInt(2) == 0) {
          throw new StoreProblem(
              file + " is the database of another program; choose another data directory");
        }
      }
      try (var found = statement.executeQuery("SELECT version FROM schema_version")) {
        int version = found.next() ? found.getInt(1) : 0;
        if (version > newest()) {
          throw new StoreProblem(
              file
                  + " was written by a newer stillwatch (format "
                  + version
                  + ", this one knows up to "
                  + newest()
                  + "); use that version, or another data directory");
        }
        return version;
      }
    }
  }
}
