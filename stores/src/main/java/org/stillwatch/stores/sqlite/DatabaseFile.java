package org.stillwatch.stores.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** The one file, and how connections to it are made: write-ahead log, full sync, always. */
final class DatabaseFile {

  static final String NAME = "stillwatch.db";

  /** How long a lock of another program, such as a database browser, is waited for. */
  private static final int BUSY_MILLIS = 2_000;

  /** Memory for pages, in KiB as a negative number of SQLite's cache_size; taken only when used. */
  private static final int WRITER_CACHE = -32_000;

  private static final int READER_CACHE = -8_000;

  /** Pages of 4 KiB in the log until they are moved to the file: fewer syncs in an import. */
  private static final int CHECKPOINT_PAGES = 4_000;

  /** A log that grew beyond this is cut when it starts again. */
  private static final int LOG_LIMIT_BYTES = 32_000_000;

  /** After an unclean end a file up to this size is checked at start: it takes under a second. */
  private static final long CHECKED_BYTES = 32_000_000;

  private final Path path;

  DatabaseFile(Path directory) {
    path = directory.resolve(NAME);
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** A connection that may write; makes the file where there is none. */
  Connection writer() throws SQLException {
    var config = config();
    config.setCacheSize(WRITER_CACHE);
    return config.createConnection(url(""));
  }

  /** A connection that reads only. */
  Connection reader() throws SQLException {
    try {
      return reader("");
    } catch (SQLException e) {
      // In the directory of another user SQLite cannot make its shared memory file. As long as
      // there is no log nobody writes, and it needs none.
      var family = SqliteErrors.family(e);
      if (hasLog()
          || (family != SQLiteErrorCode.SQLITE_CANTOPEN
              && family != SQLiteErrorCode.SQLITE_READONLY)) {
        throw e;
      }
      return reader("?immutable=1");
    }
  }

  private Connection reader(String options) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    config.setCacheSize(READER_CACHE);
    var connection = config.createConnection(url(options));
    try (var statement = connection.createStatement();
        var any = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      any.next();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(LOG_LIMIT_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    return config;
  }

  /** As a URI, so that a directory may have a question mark or a per cent sign in its name. */
  private String url(String options) {
    return "jdbc:sqlite:" + path.toAbsolutePath().toUri() + options;
  }

  /** Whether there is a log that holds what the file does not: someone writes, or ended badly. */
  boolean hasLog() {
    return size("-wal") > 0;
  }

  /**
   * @throws StoreProblem when the file is damaged
   */
  void checkAfterUncleanEnd(Connection connection) throws SQLException {
    if (size("") > CHECKED_BYTES) {
      return;
    }
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA quick_check(1)")) {
      var found = result.next() ? result.getString(1) : "no answer";
      if (!found.equals("ok")) {
        throw new SQLException(found, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  /** Bytes of the file and of what SQLite keeps beside it. */
  long bytes() {
    return size("") + size("-wal") + size("-shm");
  }

  private long size(String suffix) {
    try {
      return Files.size(path.resolveSibling(NAME + suffix));
    } catch (IOException e) {
      return 0;
    }
  }
}
