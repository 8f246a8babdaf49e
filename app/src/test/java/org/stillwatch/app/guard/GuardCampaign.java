package org.stillwatch.app.guard;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.guard.GuardPlace;
import org.stillwatch.simulators.wire.TcpHost;

/**
 * A supply, its guard and a station, each a process of its own, and what can go wrong with them:
 * how long until the output is safe.
 *
 * <p>The long form prints a table; in the folder {@code app} after {@code mvn package}, with the
 * arguments {@code RUNS LOSS_SECONDS}:
 *
 * <pre>
 * java -cp "target/test-classes:target/classes:target/lib/*" \
 *   org.stillwatch.app.guard.GuardCampaign 20 2
 * </pre>
 */
final class GuardCampaign {

  /** What goes wrong. */
  enum Fault {
    /** SIGKILL to the station. */
    KILLED("kill -9 of the station"),
    /** SIGSTOP to the station. */
    STOPPED("SIGSTOP of the station"),
    /** The station runs, and what judges its interlocks stands still. */
    DEADLOCKED("station no longer judges its interlocks"),
    /** The station is killed while fifty clients hang at the guard. */
    HALF_OPEN("kill -9, 50 hung clients"),
    /** The station is killed and the cable pulled; from when it is plugged in again. */
    UNPLUGGED("kill -9, cable pulled; from its return"),
    /** SIGKILL to the guard: until the next one has the supply and the station is back. */
    GUARD_KILLED("kill -9 of the guard: until the next guards");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  private static final Duration ENOUGH = Duration.ofMinutes(2);

  private final Path folder;
  private final Duration lossAfter;
  private final Set<ProcessHandle> started = new LinkedHashSet<>();
  private final List<SocketChannel> hung = new ArrayList<>();

  GuardCampaign(Path folder, Duration lossAfter) {
    this.folder = folder;
    this.lossAfter = lossAfter;
  }

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    var lossAfter = Duration.ofSeconds(Long.parseLong(arguments[1]));
    System.out.printf(
        Locale.ROOT,
        "| %s, loss-after %d s | least | median | most |%n",
        runs,
        lossAfter.toSeconds());
    System.out.println("| --- | --- | --- | --- |");
    for (var fault : Fault.values()) {
      var all = new ArrayList<Duration>();
      for (int run = 0; run < runs; run++) {
        var folder = Files.createTempDirectory("guard-campaign-");
        all.add(new GuardCampaign(folder, lossAfter).run(fault));
      }
      Collections.sort(all);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d ms | %d ms | %d ms |%n",
          fault.words,
          all.getFirst().toMillis(),
          all.get(all.size() / 2).toMillis(),
          all.getLast().toMillis());
    }
  }

  /** One run; returns how long it took. */
  Duration run(Fault fault) throws IOException, InterruptedException {
    var supply = new TimedSupply();
    try (var host = TcpHost.onLoopback(supply)) {
      var file =
          Files.writeString(
              folder.resolve("station.yaml"),
              """
              station: {name: Guarded lab, zone: UTC}
              instruments:
                hv1: {kind: guarded-supply, tcp: "%s", loss-after: %ds}
              """
                  .formatted(host.where(), lossAfter.toSeconds()));
      var station = station(file);
      try {
        until(station, () -> supply.volt() >= 100);
        remember(station);
        return Duration.ofNanos(-strike(fault, station, host) + end(fault, supply));
      } finally {
        remember(station);
        station.destroyForcibly().waitFor();
        started.forEach(ProcessHandle::destroyForcibly);
        for (var each : hung) {
          each.close();
        }
      }
    }
  }

  private Process station(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BeatingStation.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("station.txt").toFile())
        .start();
  }

  /** The guards that the station started: processes of its own, which live on. */
  private void remember(Process station) {
    station.descendants().forEach(started::add);
  }

  /** Does it, and says when. */
  private long strike(Fault fault, Process station, TcpHost host)
      throws IOException, InterruptedException {
    long now = System.nanoTime();
    switch (fault) {
      case KILLED -> kill(station);
      case STOPPED -> {
        int code =
            new ProcessBuilder("kill", "-STOP", Long.toString(station.pid())).start().waitFor();
        if (code != 0) {
          throw new IOException("kill -STOP: exit code " + code);
        }
      }
      case DEADLOCKED -> {
        station.getOutputStream().write('\n');
        station.getOutputStream().flush();
      }
      case HALF_OPEN -> {
        for (int i = 0; i < 50; i++) {
          hang(GuardPlace.of(folder.resolve("data"), "hv1").socket());
        }
        now = System.nanoTime();
        kill(station);
      }
      case UNPLUGGED -> {
        host.unplug();
        kill(station);
        LockSupport.parkNanos(lossAfter.plusSeconds(2).toNanos());
        now = System.nanoTime();
        host.plugIn();
      }
      case GUARD_KILLED -> started.forEach(ProcessHandle::destroyForcibly);
    }
    return now;
  }

  private static void kill(Process station) throws InterruptedException {
    station.destroyForcibly().waitFor();
  }

  private void hang(Path socket) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    hung.add(channel);
    boolean connected = channel.connect(UnixDomainSocketAddress.of(socket));
  }

  private long end(Fault fault, TimedSupply supply) throws IOException {
    until(null, () -> fault == Fault.GUARD_KILLED ? supply.volt() > 100 : supply.volt() == 0);
    return supply.setAt();
  }

  private void until(@Nullable Process alive, BooleanSupplier what) throws IOException {
    long end = System.nanoTime() + ENOUGH.toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > end || (alive != null && !alive.isAlive())) {
        throw new IOException("it never came; the station said: " + said());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What the station and the guard said. */
  String said() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (var file :
          files.filter(each -> each.toString().matches(".*\\.(txt|log|said)")).toList()) {
        all.append(file.getFileName())
            .append(":\n")
            .append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }
}
