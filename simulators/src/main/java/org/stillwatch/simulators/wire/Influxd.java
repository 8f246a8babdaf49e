package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real InfluxDB 1 on a port of this machine, which can be killed and started again. */
public final class Influxd implements AutoCloseable {

  /** What to tell where it is not installed. */
  public static final String INSTALL = "influxd is not installed: apt-get install influxdb";

  private static final JsonMapper JSON = new JsonMapper();

  private final ServerProcess server;

  private Influxd(ServerProcess server) {
    this.server = server;
  }

  /** Where it is installed. */
  public static Optional<Path> program() {
    return ServerProcess.program("influxd");
  }

  /**
   * Starts it on a free port and waits until it answers.
   *
   * @param folder for its configuration and data
   * @throws IllegalStateException when it is not installed
   */
  public static Influxd start(Path folder) throws IOException, InterruptedException {
    var program = program().orElseThrow(() -> new IllegalStateException(INSTALL));
    int port = Mosquitto.freePort();
    var configuration =
        Files.writeString(
            folder.resolve("influxdb.conf"),
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:%2$d"
            [meta]
              dir = "%3$s/meta"
            [data]
              dir = "%3$s/data"
              wal-dir = "%3$s/wal"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:%1$d"
              log-enabled = false
            [logging]
              level = "error"
            """
                .formatted(port, Mosquitto.freePort(), folder.toAbsolutePath()));
    var influxd =
        new Influxd(
            new ServerProcess(
                List.of(program.toString(), "-config", configuration.toString()),
                URI.create("http://127.0.0.1:" + port)));
    influxd.start();
    return influxd;
  }

  /** Starts it again after {@link #kill}. */
  public void start() throws IOException, InterruptedException {
    server.start("/ping");
  }

  public void kill() throws InterruptedException {
    server.kill();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String base() {
    return server.base().toString();
  }

  /** Does what changes something: {@code CREATE DATABASE lab}. */
  public void command(String influxQl) throws IOException, InterruptedException {
    checked(
        server.ask(
            HttpRequest.newBuilder(URI.create(base() + "/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("q=" + encoded(influxQl)))));
  }

  /** The rows of a query, column by column; times in nanoseconds. */
  public List<List<JsonNode>> query(String database, String influxQl)
      throws IOException, InterruptedException {
    var answer =
        checked(
            server.ask(
                HttpRequest.newBuilder(
                    URI.create(
                        base()
                            + "/query?epoch=ns&db="
                            + encoded(database)
                            + "&q="
                            + encoded(influxQl)))));
    var rows = new ArrayList<List<JsonNode>>();
    for (var series : answer.path("series")) {
      for (var values : series.path("values")) {
        var row = new ArrayList<JsonNode>();
        values.forEach(row::add);
        rows.add(row);
      }
    }
    return rows;
  }

  /** How many points have this field. */
  public long count(String database, String measurement, String field)
      throws IOException, InterruptedException {
    return query(database, "SELECT count(\"" + field + "\") FROM \"" + measurement + "\"").stream()
        .mapToLong(row -> row.get(1).asLong())
        .sum();
  }

  private static JsonNode checked(String body) throws IOException {
    var result = JSON.readTree(body).path("results").path(0);
    if (result.path("error").isString()) {
      throw new IOException(result.path("error").asString());
    }
    return result;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
