package org.stillwatch.cos.catalogue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Secret;

/** A real database server of this machine, in a folder and on a port of its own. */
public abstract class TestServer implements AutoCloseable {
  static final String USER = "cos";

  /** With what people put into passwords. */
  public static final String PASSWORD = "pass'word\"%/?&#ü";

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Database.Engine engine;
  private final Path folder;
  private final int port;
  private @Nullable Process process;
  private int made;

  TestServer(Database.Engine engine) throws IOException {
    this.engine = engine;
    folder = Files.createTempDirectory("stillwatch-cos");
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  Path folder() {
    return folder;
  }

  int port() {
    return port;
  }

  /** Where a program is installed. */
  static Optional<Path> program(String name) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(":")),
            Stream.concat(
                Stream.of("/usr/bin", "/usr/sbin"),
                Stream.of("17", "16", "15", "14", "13")
                    .map("/usr/lib/postgresql/%s/bin"::formatted)))
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs a program to its end. */
  void run(List<String> command) throws IOException, InterruptedException {
    var log = folder.resolve("setup.log").toFile();
    var ended = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    if (ended.waitFor() != 0) {
      throw new IOException(command + ": " + Files.readString(log.toPath()));
    }
  }

  /** Starts the server, and waits until it lets us in. */
  void start(List<String> command) throws IOException, InterruptedException {
    var log = folder.resolve("server.log").toFile();
    var started = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    process = started;
    long deadline = System.nanoTime() + START_NANOS;
    while (!answers()) {
      if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        close();
        throw new IOException(command + " did not start: " + Files.readString(log.toPath()));
      }
    }
  }

  private boolean answers() {
    try (var connection = administrator()) {
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** The address of a database, for the driver. */
  abstract String url(String name);

  /** The database that is always there. */
  abstract String home();

  /** What ends the connections to a database from outside. */
  abstract List<String> endConnections(Connection administrator, String name) throws SQLException;

  private Connection administrator() throws SQLException {
    return DriverManager.getConnection(url(home()), USER, PASSWORD);
  }

  /** A new database without tables. */
  public Database.Server fresh() {
    var name = "cos" + made++;
    try (var connection = administrator();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Database.Server(engine, "127.0.0.1", port, name, USER, new Secret(PASSWORD));
  }

  /** Ends all connections to a database, as a restart of the server does. */
  public void breakConnections(Database.Server database) {
    try (var connection = administrator();
        var statement = connection.createStatement()) {
      for (var sql : new ArrayList<>(endConnections(connection, database.name()))) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    var running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
