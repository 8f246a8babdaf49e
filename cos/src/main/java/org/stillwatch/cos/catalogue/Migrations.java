package org.stillwatch.cos.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stillwatch.cos.detector.CosProblem;

/**
 * Brings a database to the tables that this version knows: {@code schema-1.sql}, {@code
 * schema-2.sql} and so on, each once. Where an engine commits every table by itself (MariaDB), a
 * step that was interrupted is done again: its statements make only what is not there.
 */
final class Migrations {
  /** The newest schema. */
  static final int NEWEST = 1;

  private static final String VERSION = "schema";

  private Migrations() {}

  static void apply(Session session, Database database) {
    if (version(session, database) == NEWEST) {
      return;
    }
    session.work(connection -> session.dialect().lock(connection, Dialect.Lock.MIGRATION, true));
    try {
      for (int next = version(session, database) + 1; next <= NEWEST; next++) {
        int step = next;
        session.transaction(
            () -> {
              session.work(connection -> run(connection, step, session.dialect().words()));
              Memory.write(session, VERSION, Integer.toString(step));
            });
      }
    } finally {
      session.work(
          connection -> {
            session.dialect().unlock(connection, Dialect.Lock.MIGRATION);
            return true;
          });
    }
  }

  private static int version(Session session, Database database) {
    boolean made = session.work(Migrations::made);
    int version = made ? Memory.read(session, VERSION).map(Integer::parseInt).orElse(0) : 0;
    if (version > NEWEST) {
      throw new CosProblem(
          "the %s has schema %d, this version of Stillwatch knows %d; nothing was changed"
              .formatted(database.words(), version, NEWEST));
    }
    return version;
  }

  private static boolean made(Connection connection) throws SQLException {
    try (var tables =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), "catalogue_state", null)) {
      return tables.next();
    }
  }

  private static boolean run(Connection connection, int step, Map<String, String> words)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements(step, words)) {
        statement.execute(sql);
      }
    }
    return true;
  }

  private static List<String> statements(int step, Map<String, String> words) {
    try (var in = Migrations.class.getResourceAsStream("schema-" + step + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("schema-" + step + ".sql is not in the program");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*", "");
      for (var word : words.entrySet()) {
        text = text.replace("${" + word.getKey() + "}", word.getValue());
      }
      return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
