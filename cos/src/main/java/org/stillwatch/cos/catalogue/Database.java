package org.stillwatch.cos.catalogue;

import java.nio.file.Path;
import org.stillwatch.core.notice.Secret;

/** Where the catalogue is kept. What these say of themselves holds no password. */
public sealed interface Database {

  /**
   * One file of this machine (SQLite); nothing has to be installed.
   *
   * @param file made where there is none
   */
  record Embedded(Path file) implements Database {}

  /**
   * A database on a server. It must exist, and its user must be allowed to make tables in it.
   *
   * @param name of the database
   */
  record Server(Engine engine, String host, int port, String name, String user, Secret password)
      implements Database {}

  /** A kind of server. */
  enum Engine {
    MARIADB("MariaDB"),
    POSTGRESQL("PostgreSQL");

    private final String title;

    Engine(String title) {
      this.title = title;
    }

    /** As its makers write it. */
    public String title() {
      return title;
    }
  }

  /** In the words of a message. */
  default String words() {
    return switch (this) {
      case Embedded(Path file) -> "catalogue " + file;
      case Server server ->
          "%s database '%s' on %s:%d"
              .formatted(server.engine.title(), server.name, server.host, server.port);
    };
  }
}
