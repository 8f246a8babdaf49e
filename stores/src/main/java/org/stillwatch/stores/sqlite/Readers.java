package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.store.StoreUnavailable;

/** A few connections that read; they wait neither for the writer nor make it wait. */
final class Readers implements AutoCloseable {

  /** More would not be faster, and each takes memory for its pages. */
  private static final int MOST = 4;

  /** A question to the database. */
  @FunctionalInterface
  interface Query<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final DatabaseFile file;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(MOST);
  private volatile boolean closed;

  Readers(DatabaseFile file) {
    this.file = file;
  }

  /**
   * Asks on a connection of the caller's own, with one state of the database for the whole query.
   * The query must not call out to strangers: they might ask again and wait for ever.
   *
   * @throws StoreUnavailable when the database cannot be read now
   */
  <T> T ask(Query<T> query) {
    permits.acquireUninterruptibly();
    Connection connection = null;
    boolean good = false;
    try {
      checkOpen();
      connection = idle.pollFirst();
      if (connection == null) {
        connection = file.reader();
      }
      execute(connection, "BEGIN");
      var answer = query.ask(connection);
      execute(connection, "COMMIT");
      good = true;
      return answer;
    } catch (SQLException e) {
      throw SqliteErrors.unavailable(file.path(), e);
    } finally {
      giveBack(connection, good);
      permits.release();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreUnavailable(
          "the store " + file.path() + " is closed", new IllegalStateException("closed"));
    }
  }

  private void giveBack(@Nullable Connection connection, boolean good) {
    if (connection == null) {
      return;
    }
    if (good && !closed) {
      idle.addFirst(connection);
      if (!closed || !idle.remove(connection)) {
        return;
      }
    }
    close(connection);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it only read: nothing can be lost
    }
  }

  @Override
  public void close() {
    closed = true;
    for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
      close(connection);
    }
  }
}
