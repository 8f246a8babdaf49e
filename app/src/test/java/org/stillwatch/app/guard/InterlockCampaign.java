package org.stillwatch.app.guard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.Main;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.LineDevice;
import org.stillwatch.simulators.wire.TcpHost;

/**
 * A real station with a supply at 300 V, its guard, and a gas sensor that interlocks it: what can
 * go wrong, and how long until the output is switched off and below 60 V. Times are seen from the
 * simulated supply.
 *
 * <p>The long form prints a table; in the folder {@code app} after {@code mvn package}, with the
 * argument {@code RUNS}:
 *
 * <pre>
 * java -cp "target/test-classes:target/classes:target/lib/*" \
 *   org.stillwatch.app.guard.InterlockCampaign 5
 * </pre>
 */
final class InterlockCampaign {

  /** How old gas readings may be. */
  static final Duration STALE = Duration.ofSeconds(4);

  /** Without a heartbeat of the station for so long its guard acts. */
  static final Duration LOSS = Duration.ofSeconds(2);

  /** What goes wrong. */
  enum Fault {
    GAS_BAD("the gas becomes bad", Duration.ZERO),
    GAS_UNPLUGGED("cable of the gas sensor pulled", STALE),
    GAS_SILENT("the gas sensor answers no more", STALE),
    STATION_KILLED("kill -9 of the station", LOSS),
    STATION_STOPPED("SIGSTOP of the station", LOSS),
    DISK_FULL("the disk is full", STALE),
    STORE_DEAD("another program locks the store", STALE),
    GUARD_KILLED("kill -9 of the guard, then the gas becomes bad", Duration.ZERO);

    private final String words;
    private final Duration least;

    Fault(String words, Duration least) {
      this.words = words;
      this.least = least;
    }

    /** It cannot be noticed before: the data are not too old yet, the station not lost. */
    Duration least() {
      return least;
    }
  }

  private static final Duration ENOUGH = Duration.ofMinutes(2);
  private static final double VOLT = 300;

  /** A disk of its own that is filled when a file appears. */
  private static final String DISK =
      """
      mount -t tmpfs -o size=64m none "$1" || exit 9
      (
        while [ ! -e "$2" ]; do sleep 0.02; done
        cat /dev/zero > "$1/fill"
      ) 2>/dev/null &
      shift 2
      exec "$@"
      """;

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<ProcessHandle> started = new LinkedHashSet<>();
  private @Nullable Connection locking;
  private String page = "";
  private String answer = "";

  InterlockCampaign(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    System.out.printf(
        Locale.ROOT,
        "| %d runs each; stale %d s, loss-after %d s | least | median | most |%n",
        runs,
        STALE.toSeconds(),
        LOSS.toSeconds());
    System.out.println("| --- | --- | --- | --- |");
    for (var fault : Fault.values()) {
      var off = new ArrayList<Duration>();
      for (int run = 0; run < runs; run++) {
        off.add(new InterlockCampaign(Files.createTempDirectory("interlocks-")).run(fault));
      }
      Collections.sort(off);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f s | %.2f s | %.2f s |%n",
          fault.words,
          seconds(off.getFirst()),
          seconds(off.get(off.size() / 2)),
          seconds(off.getLast()));
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }

  /** A probe in the gas that answers a line with the humidity. */
  private static final class Probe extends LineDevice {
    private volatile double percent = 30;
    private volatile boolean silent;

    Probe() {
      super("\n", "\n", Duration.ofMillis(2), 9600);
    }

    @Override
    protected Optional<String> answer(String command, Duration now) {
      return silent ? Optional.empty() : Optional.of(Double.toString(percent));
    }
  }

  /** One run; returns how long it took from the fault. */
  Duration run(Fault fault) throws IOException, InterruptedException, SQLException {
    var board = new SimulatedBoard(0, SimulatedBoard.Model.N1470, 7);
    var probe = new Probe();
    try (var supply =
            TcpHost.onLoopback(
                new SimulatedCaen(Duration.ofMillis(10), List.of(board)),
                TcpHost.Clients.ONE_SERVED);
        var gas = TcpHost.onLoopback(probe)) {
      var file = Files.writeString(folder.resolve("station.yaml"), station(supply, gas));
      var station = start(file, fault);
      try {
        toHighVoltage(station, board);
        station.descendants().forEach(started::add);
        long struck = strike(fault, station, gas, probe);
        until(station, false, () -> !board.isOn(0));
        return Duration.ofNanos(System.nanoTime() - struck);
      } finally {
        station.descendants().forEach(started::add);
        station.destroyForcibly().waitFor();
        started.forEach(ProcessHandle::destroyForcibly);
        if (locking != null) {
          locking.close();
        }
      }
    }
  }

  private static String station(TcpHost supply, TcpHost gas) {
    return """
    station: {name: Interlocked lab, zone: UTC}
    instruments:
      hv1: {kind: caen-hv, tcp: "%s", every: 500ms, loss-after: %ds}
      gas:
        kind: text
        tcp: "%s"
        terminator: "\\n"
        every: 500ms
        poll:
          - send: "H?"
            reply: "(?<h>[-+.0-9E]+)"
            channels: {h: {id: air/humidity, unit: "%%"}}
    interlocks:
      - {name: gas-good, permit: hv1, while: {channel: gas/air/humidity, below: 45 %%}, for: 1s, stale: %ds}
      - {name: gas-lost, force: hv1, unless: {channel: gas/air/humidity, below: 45 %%}, stale: %ds}
    """
        .formatted(
            supply.where(), LOSS.toSeconds(), gas.where(), STALE.toSeconds(), STALE.toSeconds());
  }

  private Process start(Path file, Fault fault) throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    var command = new ArrayList<String>();
    if (fault == Fault.DISK_FULL) {
      command.addAll(
          List.of(
              "unshare",
              "-rm",
              "sh",
              "-c",
              DISK,
              "sh",
              data.toString(),
              folder.resolve("now").toString()));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            file.toString(),
            "--data",
            data.toString(),
            "--port",
            "0"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("station.txt").toFile())
        .start();
  }

  /** As a person does it: proves the interlocks, sets the voltage, switches on. */
  private void toHighVoltage(Process station, SimulatedBoard board)
      throws IOException, InterruptedException {
    var address = Pattern.compile("page: (\\S+)/");
    until(
        station,
        true,
        () -> {
          var found = address.matcher(said());
          boolean there = found.find();
          page = there ? found.group(1) : "";
          return there;
        });
    until(station, true, () -> post("interlocks/gas-good/prove", "{}").contains("\"passed\":true"));
    until(
        station,
        true,
        () ->
            post("interlocks/gas-lost/prove", "{\"confirmed\":true}").contains("\"passed\":true"));
    for (var change :
        List.of(
            "\"hv1/ch0/rup\",\"value\":500,\"unit\":\"V/s\"",
            "\"hv1/ch0/rdw\",\"value\":500,\"unit\":\"V/s\"",
            "\"hv1/ch0/vset\",\"value\":300,\"unit\":\"V\"",
            "\"hv1/ch0/power\",\"value\":\"on\"")) {
      until(
          station,
          true,
          () ->
              post(
                      "commands",
                      "{\"why\":\"campaign\",\"confirmed\":true,\"channel\":" + change + "}")
                  .contains("readBack"));
    }
    until(station, true, () -> board.volt(0) > VOLT - 1);
  }

  private String post(String path, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(page + "/api/v1/" + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      answer = path + ": " + http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return answer;
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  /** Does it, and says when. */
  private long strike(Fault fault, Process station, TcpHost gas, Probe probe)
      throws IOException, InterruptedException {
    long now = System.nanoTime();
    switch (fault) {
      case GAS_BAD -> probe.percent = 60;
      case GAS_UNPLUGGED -> gas.unplug();
      case GAS_SILENT -> probe.silent = true;
      case STATION_KILLED -> station.destroyForcibly().waitFor();
      case STATION_STOPPED -> {
        int code =
            new ProcessBuilder("kill", "-STOP", Long.toString(station.pid())).start().waitFor();
        if (code != 0) {
          throw new IOException("kill -STOP: exit code " + code);
        }
      }
      case DISK_FULL -> Files.writeString(folder.resolve("now"), "");
      case STORE_DEAD -> {
        lock();
        now = System.nanoTime();
      }
      case GUARD_KILLED -> {
        started.stream()
            .filter(each -> each.info().commandLine().orElse("").contains("hv-guard"))
            .forEach(ProcessHandle::destroyForcibly);
        probe.percent = 60;
      }
    }
    return now;
  }

  private void lock() throws IOException {
    try {
      locking = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/stillwatch.db"));
      try (var statement = locking.createStatement()) {
        statement.execute("PRAGMA busy_timeout=10000");
        statement.execute("BEGIN EXCLUSIVE");
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void until(Process station, boolean mustLive, BooleanSupplier what) throws IOException {
    long end = System.nanoTime() + ENOUGH.toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > end || (mustLive && !station.isAlive())) {
        throw new IOException("it never came; " + answer + "; the station said: " + said());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** What the station said. */
  String said() {
    var file = folder.resolve("station.txt");
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
