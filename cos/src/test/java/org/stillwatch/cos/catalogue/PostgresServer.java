package org.stillwatch.cos.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL. It refuses to run as root, so root gives it to Debian's user postgres. */
public final class PostgresServer extends TestServer {
  /** What to tell where it is not installed. */
  public static final String INSTALL = "postgres is not installed: apt-get install postgresql";

  private PostgresServer() throws IOException {
    super(Database.Engine.POSTGRESQL);
  }

  public static boolean installed() {
    return program("postgres").isPresent()
        && program("initdb").isPresent()
        && (!root() || program("setpriv").isPresent());
  }

  public static PostgresServer start() throws IOException, InterruptedException {
    var server = new PostgresServer();
    var data = server.folder().resolve("data").toString();
    var password = Files.writeString(server.folder().resolve("password"), PASSWORD);
    if (root()) {
      server.run(List.of("chown", "-R", "postgres", server.folder().toString()));
    }
    server.run(
        asUser(
            program("initdb").orElseThrow().toString(),
            "-D",
            data,
            "-U",
            USER,
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "-E",
            "UTF8",
            "--locale=C"));
    server.start(
        asUser(
            program("postgres").orElseThrow().toString(),
            "-D",
            data,
            "-p",
            Integer.toString(server.port()),
            "-k",
            server.folder().toString(),
            "-c",
            "listen_addresses=127.0.0.1"));
    return server;
  }

  /** The program takes the place of what starts it, so that its number is the one we know. */
  private static List<String> asUser(String... command) {
    var all = new ArrayList<String>();
    if (root()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    Stream.of(command).forEach(all::add);
    return all;
  }

  @Override
  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
  }

  @Override
  String home() {
    return "postgres";
  }

  @Override
  List<String> endConnections(Connection administrator, String name) {
    return List.of(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }
}
