package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real HTTP server of another maker in a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final List<String> command;
  private final URI base;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;

  /**
   * @param base where it answers, without a slash at its end
   */
  ServerProcess(List<String> command, URI base) {
    this.command = List.copyOf(command);
    this.base = base;
  }

  /** Where a program is installed. */
  static Optional<Path> program(String name) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/usr/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param sign a path that is answered below 400 once it runs
   */
  void start(String sign) throws IOException, InterruptedException {
    var started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    long deadline = System.nanoTime() + START_NANOS;
    while (!answers(sign)) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(command.getFirst() + " did not start at " + base);
      }
      Thread.onSpinWait();
    }
  }

  private boolean answers(String sign) throws InterruptedException {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create(base + sign)).build(),
                  BodyHandlers.discarding())
              .statusCode()
          < 400;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The body of an answer of success. */
  String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  URI base() {
    return base;
  }

  /** Ends it without a word to its clients. */
  void kill() throws InterruptedException {
    var running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
      process = null;
    }
  }

  @Override
  public void close() {
    var running = process;
    if (running != null) {
      running.destroyForcibly();
    }
    client.shutdownNow();
  }
}
