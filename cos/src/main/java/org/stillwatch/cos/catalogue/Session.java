package org.stillwatch.cos.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.stillwatch.cos.detector.CosProblem;

/**
 * One connection, and the words of its problems. All that is read and written happens in a
 * transaction; what fails leaves nothing of it.
 */
final class Session implements AutoCloseable {
  /** Rows that a server sends at a time when many are read. */
  private static final int FETCH = 10_000;

  private static final int BATCH = 1_000;

  /** SQLite has no SQLSTATE. */
  private static final int SQLITE_CONSTRAINT = SQLiteErrorCode.SQLITE_CONSTRAINT.code;

  private final Database database;
  private final Dialect dialect;
  private final Connection connection;
  private boolean open;

  /** Makes something of the row that a result stands on. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the row that a result stands on. */
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** What a dialect does in its own way. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private Session(Database database, Dialect dialect, Connection connection) {
    this.database = database;
    this.dialect = dialect;
    this.connection = connection;
  }

  /**
   * @throws CosProblem when there is no such database, or it does not let us in
   */
  static Session connect(Database database) {
    var dialect = Dialect.of(database);
    try {
      var connection = dialect.connect();
      connection.setAutoCommit(false);
      return new Session(database, dialect, connection);
    } catch (SQLException e) {
      throw new CosProblem(
          "cannot open the %s: %s; nothing was changed"
              .formatted(database.words(), words(database, e)),
          bare(database, e));
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** Does all of it or nothing; within another transaction it is a part of that one. */
  <T> T transaction(Supplier<T> steps) {
    if (open) {
      return steps.get();
    }
    open = true;
    boolean done = false;
    try {
      var result = steps.get();
      connection.commit();
      done = true;
      return result;
    } catch (SQLException e) {
      throw problem(e);
    } finally {
      open = false;
      if (!done) {
        rollback();
      }
    }
  }

  void transaction(Runnable steps) {
    transaction(
        () -> {
          steps.run();
          return true;
        });
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // the connection is gone, and the server rolls back by itself
    }
  }

  <T> List<T> list(String sql, RowReader<T> reader, Object... arguments) {
    var rows = new ArrayList<T>();
    each(sql, row -> rows.add(reader.read(row)), arguments);
    return rows;
  }

  <T> Optional<T> first(String sql, RowReader<T> reader, Object... arguments) {
    return list(sql, reader, arguments).stream().findFirst();
  }

  /** Gives row after row; not all of them are in memory at once. */
  void each(String sql, RowTaker taker, Object... arguments) {
    transaction(
        () -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            fill(statement, arguments);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                taker.take(rows);
              }
            }
          } catch (SQLException e) {
            throw problem(e);
          }
        });
  }

  /** Changes rows: how many. */
  int change(String sql, @Nullable Object... arguments) {
    return transaction(
        () -> {
          try (var statement = connection.prepareStatement(sql)) {
            fill(statement, arguments);
            return statement.executeUpdate();
          } catch (SQLException e) {
            throw problem(e);
          }
        });
  }

  /** Does the same for each row of arguments. */
  void changeEach(String sql, Iterable<@Nullable Object[]> rows) {
    transaction(
        () -> {
          try (var statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (var row : rows) {
              fill(statement, row);
              statement.addBatch();
              if (++waiting % BATCH == 0) {
                statement.executeBatch();
              }
            }
            statement.executeBatch();
          } catch (SQLException e) {
            throw problem(e);
          }
        });
  }

  <T> T work(Work<T> work) {
    return transaction(
        () -> {
          try {
            return work.with(connection);
          } catch (SQLException e) {
            throw problem(e);
          }
        });
  }

  private static void fill(PreparedStatement statement, @Nullable Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private CosProblem problem(SQLException e) {
    return new CosProblem(
        "the %s failed: %s; what was committed stays, and the next run goes on from there"
            .formatted(database.words(), words(database, e)),
        bare(database, e));
  }

  /**
   * What the database said, if it is well and only has no place for what it was given: SQLSTATE
   * classes 22 and 23.
   */
  static Optional<String> refused(CosProblem problem) {
    return problem.getCause() instanceof SQLException e
            && (e.getErrorCode() == SQLITE_CONSTRAINT
                || String.valueOf(e.getSQLState()).matches("2[23].*"))
        ? String.valueOf(e.getMessage()).lines().findFirst()
        : Optional.empty();
  }

  /** The first line of what the driver says. */
  private static String words(Database database, SQLException e) {
    return withoutPassword(database, String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
        .strip();
  }

  /** A driver may put what it was given into its exceptions. */
  private static String withoutPassword(Database database, String text) {
    return database instanceof Database.Server server && !server.password().reveal().isEmpty()
        ? text.replace(server.password().reveal(), "***")
        : text;
  }

  /** The cause, for a log: its kind and state, and nothing that it was given. */
  private static SQLException bare(Database database, SQLException e) {
    var bare =
        new SQLException(
            withoutPassword(database, String.valueOf(e.getMessage())),
            e.getSQLState(),
            e.getErrorCode());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing was left to be written
    }
  }
}
