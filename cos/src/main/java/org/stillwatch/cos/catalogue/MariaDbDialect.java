package org.stillwatch.cos.catalogue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.stillwatch.cos.catalogue.Database.Server;

/**
 * MariaDB, with InnoDB: its rows lie in the order of the primary key. Names of files differ by the
 * case of their letters, so texts are compared byte by byte.
 */
final class MariaDbDialect implements Dialect {
  private static final int WAIT_SECONDS = 60;

  /** Rows of one statement: numbers alone, so that they need no parameters. */
  private static final int AT_ONCE = 4_000;

  /** A server takes a moment to see that the connection is gone that had a lock. */
  private static final int GRACE_SECONDS = 5;

  private static final String TABLE =
      "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private final Server server;

  MariaDbDialect(Server server) {
    this.server = server;
  }

  @Override
  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password().reveal());
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("useBulkStmts", "true");
    return DriverManager.getConnection(
        "jdbc:mariadb://%s:%d/%s".formatted(server.host(), server.port(), server.name()),
        properties);
  }

  @Override
  public Map<String, String> words() {
    return Map.of(
        "ID", "BIGINT AUTO_INCREMENT PRIMARY KEY",
        "TABLE", TABLE,
        "CLUSTERED", TABLE,
        "VIEW", "CREATE OR REPLACE VIEW",
        "THOUSAND", "1000e0");
  }

  @Override
  public void append(Connection connection, String table, GainRows rows) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (int from = 0; from < rows.size(); from += AT_ONCE) {
        statement.execute(insert(table, rows, from, Math.min(from + AT_ONCE, rows.size())));
      }
    }
  }

  private static String insert(String table, GainRows rows, int from, int to) {
    var sql = new StringBuilder("INSERT INTO ").append(table).append(" VALUES ");
    for (int i = from; i < to; i++) {
      sql.append(i == from ? "(" : ",(").append(rows.fileId());
      sql.append(',').append(rows.y(i)).append(',').append(rows.x(i));
      sql.append(',').append(rows.gainMilli(i)).append(',').append(rows.counts(i)).append(')');
    }
    return sql.toString();
  }

  @Override
  public boolean lock(Connection connection, Lock lock, boolean wait) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
      statement.setString(1, name(lock));
      statement.setInt(2, wait ? WAIT_SECONDS : GRACE_SECONDS);
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getInt(1) == 1;
      }
    }
  }

  @Override
  public void unlock(Connection connection, Lock lock) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT RELEASE_LOCK(?)")) {
      statement.setString(1, name(lock));
      statement.executeQuery().close();
    }
  }

  /** Locks belong to the server: those of another database are others. */
  private String name(Lock lock) {
    return "stillwatch " + lock.name() + " " + Integer.toHexString(server.name().hashCode());
  }
}
