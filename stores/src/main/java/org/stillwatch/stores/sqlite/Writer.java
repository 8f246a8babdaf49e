package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * All writing, one transaction after the other. After a failure the next transaction begins with a
 * new connection, so that a disk that was full or away for a while is found again.
 */
final class Writer implements AutoCloseable {

  /** A transaction of the session's own. */
  @FunctionalInterface
  interface Transaction<T> {
    T run(WriteSession session) throws SQLException;
  }

  private final DatabaseFile file;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable WriteSession session;
  private boolean closed;

  /** 0: as many as the disk has. */
  private long mostPages;

  Writer(DatabaseFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * @throws StoreUnavailable when the database cannot be written now; nothing of it is kept then
   */
  <T> T write(Transaction<T> transaction) {
    lock.lock();
    boolean good = false;
    try {
      if (closed) {
        throw new StoreUnavailable(
            "the store " + file.path() + " is closed", new IllegalStateException("closed"));
      }
      var current = session;
      if (current == null) {
        current = new WriteSession(connect(), clock);
        session = current;
      }
      var result = transaction.run(current);
      good = true;
      return result;
    } catch (SQLException e) {
      throw SqliteErrors.unavailable(file.path(), e);
    } finally {
      if (!good) {
        discard();
      }
      lock.unlock();
    }
  }

  private Connection connect() throws SQLException {
    var connection = file.writer();
    if (mostPages > 0) {
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA max_page_count = " + mostPages);
      }
    }
    return connection;
  }

  /** Limits the size of the file from now on, in pages of 4 KiB: stands in for a full disk. */
  void limit(long pages) {
    lock.lock();
    try {
      mostPages = pages;
      discard();
    } finally {
      lock.unlock();
    }
  }

  private void discard() {
    var old = session;
    session = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        // the failure that led here is the one to tell of
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      discard();
    } finally {
      lock.unlock();
    }
  }
}
