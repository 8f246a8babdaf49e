package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.Setup;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.SimulatedFridge;
import org.stillwatch.simulators.kinds.SimulatedKind;
import org.stillwatch.simulators.kinds.Simulators;
import org.stillwatch.simulators.leiden.LeidenLogWriter;
import org.stillwatch.simulators.oxford.VclLabels;
import org.stillwatch.simulators.oxford.VclWriter;
import org.stillwatch.simulators.ppms.MultiVuLogWriter;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.xs400.XlsxLogWriter;
import org.stillwatch.web.WebSettings;

/** Every example: checked, and the rows it is meant for replayed through it. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final Instant START = Instant.parse("2026-06-26T10:00:00Z");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyFolderOfExamplesHasATest() throws IOException {
    try (var folders = Files.list(EXAMPLES)) {
      var names = new TreeSet<String>();
      folders.filter(Files::isDirectory).forEach(f -> names.add(f.getFileName().toString()));
      assertEquals(
          Set.of(
              "bluefors",
              "bluefors-live",
              "cos",
              "gauges",
              "hv",
              "instruments",
              "night",
              "oxford",
              "ppms",
              "xs400",
              "leiden"),
          names);
    }
  }

  @Test
  void bluefors() throws IOException {
    var logs = logs("bluefors");
    var fridge = SimulatedFridge.demo(logs, ZURICH, Build.CURRENT, 1);
    for (int second = 0; second <= 90; second++) {
      var written = fridge.tick(START.plusSeconds(second));
    }
    var events = replay();
    assertTrue(events.out().contains("PT water out > 29"), events.out());
    assertTrue(events.out().contains("MC < 50 mK"), events.out());
  }

  @Test
  void night() throws IOException {
    var logs = logs("night");
    var fridge = SimulatedFridge.demo(logs, ZURICH, Build.CURRENT, 1);
    for (int second = 0; second <= 90; second++) {
      var written = fridge.tick(START.plusSeconds(second));
    }
    var events = replay();
    assertTrue(events.out().contains("PT water out > 29"), events.out());
  }

  /** While the controller is not there, the logs stand in for it. */
  @Test
  void blueforsLive() throws IOException {
    var logs = logs("bluefors-live");
    var fridge = SimulatedFridge.demo(logs, ZURICH, Build.CURRENT, 1);
    for (int second = 0; second <= 90; second++) {
      var written = fridge.tick(START.plusSeconds(second));
    }
    var events = replay("--instrument", "fridge");
    assertTrue(events.out().contains("MC < 50 mK"), events.out());
    assertTrue(events.out().contains("lab/mxc/temperature"), events.out());
  }

  @Test
  void oxford() throws IOException {
    var labels = VclLabels.triton();
    var writer = VclWriter.create(logs("oxford").resolve("log.vcl"), labels);
    for (int row = 0; row < 20; row++) {
      var at = START.plusSeconds(60L * row);
      var values = new double[labels.size() - 3];
      for (int i = 0; i < values.length; i++) {
        var label = labels.get(i + 3);
        values[i] =
            label.endsWith(" t(s)")
                ? (double) at.getEpochSecond()
                : label.endsWith(" T(K)") ? 4 + row : 1;
      }
      writer.append(at, values);
    }
    assertOneAlarm();
  }

  @Test
  void ppms() throws IOException {
    var file = logs("ppms").resolve("log.dat");
    var writer =
        MultiVuLogWriter.create(
            file, 1000, LocalDateTime.parse("2026-06-26T12:00:00"), List.of("Temperature (K)"));
    for (int row = 0; row < 20; row++) {
      writer.append(1000 + 10.0 * row, 4 + row);
    }
    assertOneAlarm();
  }

  @Test
  void xs400() throws IOException {
    var writer = XlsxLogWriter.create(logs("xs400").resolve("log.xlsx"), XlsxLogWriter.LABELS);
    for (int row = 0; row < 20; row++) {
      writer.append(
          "2026-06-26 12:%02d:00".formatted(row), 4 + row, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }
    assertOneAlarm();
  }

  @Test
  void leiden() throws IOException {
    var writer =
        LeidenLogWriter.create(
            logs("leiden").resolve("LogAVS___2026-06-26-12-00-00_0.dat"),
            LeidenLogWriter.THERMOMETER_HEADER,
            ZURICH);
    for (int row = 0; row < 20; row++) {
      var values = new double[24];
      values[2] = 1000 + row;
      values[12] = 1000 * (4 + row);
      writer.thermometers(START.plus(Duration.ofSeconds(30L * row)), values);
    }
    assertOneAlarm();
  }

  /** An ingest beside a running station; what it finds is told. */
  @Test
  void cos() throws IOException, InterruptedException {
    for (var name : List.of("configure.yaml", "station.yaml")) {
      var text = Files.readString(EXAMPLES.resolve("cos").resolve(name)).replace("1m}", "100ms}");
      Files.writeString(folder.resolve(name), text);
    }
    assertEquals(0, Run.of("cos", "demo", folder, "--weeks", "1").code());
    var station = folder.resolve("station.yaml");
    var check = Run.of("check", station);
    assertEquals(0, check.code(), check.err());
    var data = folder.resolve("data");
    var asked = Assembly.setup(new StationReader(Map.of()).read(station).usable(), data);
    var setup = new Setup(asked.plan(), WebSettings.onLoopback(0), asked.drafts());
    try (var running = StationProcess.start(setup, data, () -> setup)) {
      assertTrue(running.station().awaitReady(Duration.ofMinutes(1)));
      var ingest = Run.of("cos", "ingest", "--settings", folder.resolve("configure.yaml"));
      assertEquals(0, ingest.code(), ingest.err());
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (running.station().alarms().stream()
          .noneMatch(alarm -> alarm.toString().contains("superpixels newly sagged"))) {
        assertTrue(System.nanoTime() < deadline, "what sagged was not told");
        Thread.onSpinWait();
      }
    }
  }

  /** Simulated devices in the place of logs; the station has read each once when it is ready. */
  @Test
  void gauges() throws IOException, InterruptedException {
    var data = folder.resolve("data");
    try (var pair = host("kjlc-gauge", List.of("01", "02"));
        var sensor = host("bme680-arduino", List.of())) {
      var text =
          Files.readString(EXAMPLES.resolve("gauges").resolve("station.yaml"))
              .replace("127.0.0.1:4001", pair.where())
              .replace("127.0.0.1:4002", sensor.where());
      var station = Files.writeString(folder.resolve("station.yaml"), text);
      var check = Run.of("check", station);
      assertEquals(0, check.code(), check.err());
      var asked = Assembly.setup(new StationReader(Map.of()).read(station).usable(), data);
      var setup = new Setup(asked.plan(), WebSettings.onLoopback(0), asked.drafts());
      try (var running = StationProcess.start(setup, data, () -> setup)) {
        assertTrue(running.station().awaitReady(Duration.ofMinutes(1)));
      }
    }
    for (var channel :
        List.of("gauge1/ion/pressure", "gauge2/cg1/pressure", "gas/air/temperature")) {
      var read = Run.of("read", channel, "--data", data, "--format", "csv");
      assertTrue(
          read.lines().stream().anyMatch(line -> line.matches(".*," + channel + ",[0-9.Ee-]+,.*")),
          read.out() + read.err());
    }
  }

  @Test
  void highVoltage() throws IOException, InterruptedException {
    var data = folder.resolve("data");
    try (var supply = host("caen-hv", List.of());
        var sensor = host("bme680-arduino", List.of())) {
      var text =
          Files.readString(EXAMPLES.resolve("hv").resolve("station.yaml"))
              .replace("127.0.0.1:1470", supply.where())
              // a guard of its own would outlive the test
              .replace("boards: [0]", "boards: [0], guard: false")
              .replace("127.0.0.1:4002", sensor.where());
      var station = Files.writeString(folder.resolve("station.yaml"), text);
      var check = Run.of("check", station);
      assertEquals(0, check.code(), check.err());
      var asked = Assembly.setup(new StationReader(Map.of()).read(station).usable(), data);
      var setup = new Setup(asked.plan(), WebSettings.onLoopback(0), asked.drafts());
      try (var running = StationProcess.start(setup, data, () -> setup)) {
        assertTrue(running.station().awaitReady(Duration.ofMinutes(1)));
      }
    }
    var read = Run.of("read", "hv1/ch3/vmon", "--data", data, "--format", "csv");
    assertTrue(
        read.lines().stream().anyMatch(line -> line.matches(".*,hv1/ch3/vmon,[0-9.]+,.*")),
        read.out() + read.err());
  }

  private static TcpHost host(String kind, List<String> addresses) throws IOException {
    return TcpHost.onLoopback(
        Simulators.named(kind).make(new SimulatedKind.Choice(addresses, Optional.empty(), 1)));
  }

  private Path logs(String example) throws IOException {
    var copied =
        Files.copy(
            EXAMPLES.resolve(example).resolve("station.yaml"), folder.resolve("station.yaml"));
    return Files.createDirectory(copied.resolveSibling("logs"));
  }

  private void assertOneAlarm() {
    var alarms = replay().lines().stream().filter(line -> line.contains("\"alarm\"")).toList();
    assertEquals(1, alarms.size(), alarms.toString());
    assertTrue(alarms.getFirst().contains("\"title\":\"above 10 K\""), alarms.toString());
    assertTrue(alarms.getFirst().contains("\"value\":11,"), alarms.toString());
  }

  private Run replay(Object... more) {
    var station = folder.resolve("station.yaml");
    var check = Run.of("check", station);
    assertEquals(0, check.code(), check.err());
    var words = new ArrayList<Object>(List.of("replay", station, folder.resolve("logs")));
    words.addAll(List.of(more));
    var replayed = Run.of(words.toArray());
    assertEquals(0, replayed.code(), replayed.err());
    return replayed;
  }
}
