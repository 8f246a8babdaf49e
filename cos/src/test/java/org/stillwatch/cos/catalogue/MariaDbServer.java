package org.stillwatch.cos.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A real MariaDB. */
public final class MariaDbServer extends TestServer {
  /** What to tell where it is not installed. */
  public static final String INSTALL = "mariadbd is not installed: apt-get install mariadb-server";

  private MariaDbServer() throws IOException {
    super(Database.Engine.MARIADB);
  }

  public static boolean installed() {
    return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
  }

  public static MariaDbServer start() throws IOException, InterruptedException {
    var server = new MariaDbServer();
    var user = "--user=" + System.getProperty("user.name");
    var data = "--datadir=" + server.folder().resolve("data");
    server.run(
        List.of(
            program("mariadb-install-db").orElseThrow().toString(),
            "--no-defaults",
            user,
            data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db"));
    var init =
        Files.writeString(
            server.folder().resolve("init.sql"),
            "CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO '%s'@'%%';\n"
                .formatted(USER, PASSWORD.replace("'", "''"), USER));
    server.start(
        List.of(
            program("mariadbd").orElseThrow().toString(),
            "--no-defaults",
            user,
            data,
            "--bind-address=127.0.0.1",
            "--port=" + server.port(),
            "--socket=" + server.folder().resolve("s"),
            "--pid-file=" + server.folder().resolve("pid"),
            "--character-set-server=utf8mb4",
            "--init-file=" + init));
    return server;
  }

  @Override
  String url(String name) {
    return "jdbc:mariadb://127.0.0.1:" + port() + "/" + name;
  }

  @Override
  String home() {
    return "mysql";
  }

  @Override
  List<String> endConnections(Connection administrator, String name) throws SQLException {
    var kills = new ArrayList<String>();
    try (var statement = administrator.createStatement();
        var found =
            statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
      while (found.next()) {
        kills.add("KILL " + found.getLong(1));
      }
    }
    return kills;
  }
}
