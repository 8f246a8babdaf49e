package org.stillwatch.cos.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** One file. Rows of gain lie in the order of their key, so appending them touches few pages. */
final class SqliteDialect implements Dialect {
  /** How long another process's transaction is waited for: a CCI's rows take far less. */
  private static final int BUSY_MILLIS = 30_000;

  /** Memory for pages, in KiB as a negative number of SQLite's cache_size. */
  private static final int CACHE = -64_000;

  /** Pages of 4 KiB in the log until they are moved to the file. */
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Path file;
  private final Map<Lock, FileLock> locks = new EnumMap<>(Lock.class);

  SqliteDialect(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public Connection connect() throws SQLException {
    var folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new SQLException("it is a directory, expected a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SQLException("cannot make the directory " + folder + ": " + e.getMessage(), e);
    }
    var config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setCacheSize(CACHE);
    config.setTransactionMode(TransactionMode.DEFERRED);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    return config.createConnection("jdbc:sqlite:" + file.toUri());
  }

  @Override
  public Map<String, String> words() {
    return Map.of(
        "ID", "INTEGER PRIMARY KEY AUTOINCREMENT",
        "TABLE", "",
        "CLUSTERED", "WITHOUT ROWID",
        "VIEW", "CREATE VIEW IF NOT EXISTS",
        "THOUSAND", "1000e0");
  }

  @Override
  public void append(Connection connection, String table, GainRows rows) throws SQLException {
    try (var statement =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < rows.size(); i++) {
        statement.setLong(1, rows.fileId());
        statement.setInt(2, rows.y(i));
        statement.setInt(3, rows.x(i));
        statement.setInt(4, rows.gainMilli(i));
        statement.setInt(5, rows.counts(i));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public boolean lock(Connection connection, Lock lock, boolean wait) throws SQLException {
    var beside =
        file.resolveSibling(file.getFileName() + "." + lock.name().toLowerCase(Locale.ROOT));
    try {
      var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock taken;
      try {
        taken = wait ? channel.lock() : channel.tryLock();
      } catch (OverlappingFileLockException e) {
        taken = null;
      }
      if (taken == null) {
        channel.close();
        return false;
      }
      locks.put(lock, taken);
      return true;
    } catch (IOException e) {
      throw new SQLException("cannot lock " + beside + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void unlock(Connection connection, Lock lock) throws SQLException {
    var taken = locks.remove(lock);
    if (taken != null) {
      try {
        taken.acquiredBy().close();
      } catch (IOException e) {
        throw new SQLException("cannot release a lock beside " + file, e);
      }
    }
  }
}
