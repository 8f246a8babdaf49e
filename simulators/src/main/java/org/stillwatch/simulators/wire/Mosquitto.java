package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real mosquitto on a port of this machine, which can be killed and started again. */
public final class Mosquitto implements AutoCloseable {

  /** What to tell where it is not installed. */
  public static final String INSTALL = "mosquitto is not installed: apt-get install mosquitto";

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Path program;
  private final Path configuration;
  private final int port;
  private @Nullable Process process;

  private Mosquitto(Path program, Path folder, int port) throws IOException {
    this.program = program;
    this.port = port;
    this.configuration =
        Files.writeString(
            folder.resolve("mosquitto-" + port + ".conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 0
            """
                .formatted(port));
  }

  /** Where it is installed. */
  public static Optional<Path> program() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it on a free port and waits until it takes connections.
   *
   * @param folder for its configuration
   * @throws IllegalStateException when it is not installed
   */
  public static Mosquitto start(Path folder) throws IOException {
    var program = program().orElseThrow(() -> new IllegalStateException(INSTALL));
    var broker = new Mosquitto(program, folder, freePort());
    broker.start();
    return broker;
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it again after {@link #kill}. */
  public void start() throws IOException {
    var started =
        new ProcessBuilder(List.of(program.toString(), "-c", configuration.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    long deadline = System.nanoTime() + START_NANOS;
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("mosquitto did not start on port " + port);
      }
      Thread.onSpinWait();
    }
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it without a word to its clients. */
  public void kill() throws InterruptedException {
    var running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
      process = null;
    }
  }

  public int port() {
    return port;
  }

  /** As station files write it. */
  public String address() {
    return "tcp://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    var running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
