package org.stillwatch.cos.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.stillwatch.cos.catalogue.Database.Embedded;
import org.stillwatch.cos.catalogue.Database.Server;

/** What one engine does in another way than the others: few words, and many rows at once. */
interface Dialect {

  static Dialect of(Database database) {
    return switch (database) {
      case Embedded(var file) -> new SqliteDialect(file);
      case Server server ->
          switch (server.engine()) {
            case MARIADB -> new MariaDbDialect(server);
            case POSTGRESQL -> new PostgresDialect(server);
          };
    };
  }

  Connection connect() throws SQLException;

  /** What stands for {@code ${NAME}} in the schema. */
  Map<String, String> words();

  /** Appends the fitted superpixels of a CCI, in the order of the table's key. */
  void append(Connection connection, String table, GainRows rows) throws SQLException;

  /**
   * Takes a lock that belongs to the connection, and is gone with it.
   *
   * @param wait for whoever has it, else for no more than a few seconds
   * @return it is ours
   */
  boolean lock(Connection connection, Lock lock, boolean wait) throws SQLException;

  void unlock(Connection connection, Lock lock) throws SQLException;

  /** What only one process may do at a time. */
  enum Lock {
    MIGRATION,
    INGEST
  }
}
