package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real VictoriaMetrics on a port of this machine: it takes what InfluxDB 1 takes. */
public final class VictoriaMetrics implements AutoCloseable {

  /** What to tell where it is not installed. */
  public static final String INSTALL =
      "victoria-metrics is not installed: apt-get install victoria-metrics";

  private final ServerProcess server;

  private VictoriaMetrics(ServerProcess server) {
    this.server = server;
  }

  /** Where it is installed. */
  public static Optional<Path> program() {
    return ServerProcess.program("victoria-metrics");
  }

  /**
   * Starts it on a free port and waits until it answers.
   *
   * @param folder for its data
   * @throws IllegalStateException when it is not installed
   */
  public static VictoriaMetrics start(Path folder) throws IOException, InterruptedException {
    var program = program().orElseThrow(() -> new IllegalStateException(INSTALL));
    int port = Mosquitto.freePort();
    var server =
        new ServerProcess(
            List.of(
                program.toString(),
                "-storageDataPath=" + folder.toAbsolutePath(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=100y",
                "-loggerLevel=ERROR"),
            URI.create("http://127.0.0.1:" + port));
    server.start("/health");
    return new VictoriaMetrics(server);
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String base() {
    return server.base().toString();
  }

  /** All of what it has, as lines of JSON. */
  public List<String> export(String selector) throws IOException, InterruptedException {
    var flushed = server.ask(HttpRequest.newBuilder(URI.create(base() + "/internal/force_flush")));
    return server
        .ask(
            HttpRequest.newBuilder(
                URI.create(
                    base()
                        + "/api/v1/export?match%5B%5D="
                        + URLEncoder.encode(selector, StandardCharsets.UTF_8))))
        .lines()
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
