package org.stillwatch.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.Durations;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.simulators.bluefors.BlueforsLogWriter;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.SimulatedFridge;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.wire.WireHost;
import org.stillwatch.web.WebSettings;
import org.stillwatch.web.WebUnavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A simulated lab with its station and page. */
@Command(
    name = "demo",
    description = {
      "Runs a simulated lab: two Bluefors refrigerators write true log folders while they cool from"
          + " 300 K to 10 mK and warm up again, and a vacuum gauge answers on its line; a station"
          + " follows them.",
      "Needs no hardware and no configuration."
    },
    footer = {"", "Example: stillwatch demo --for 5m --speed 800"})
final class DemoCommand implements Callable<Integer> {

  /** The station file first. */
  private static final List<String> FILES =
      List.of("station.yaml", "demo-cooldown.yaml", "demo-warmup.yaml");

  private static final Duration STEP = Duration.ofMillis(200);
  private static final int USUAL_PORT = 8080;

  @Option(names = "--for", paramLabel = "DUR", description = "stop by itself after so long")
  private @Nullable String length;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the page's port; 0: any free one (default: 8080, or any when that is taken)")
  private @Nullable Integer port;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1600",
      description = "seconds of the fridge in a second (default: ${DEFAULT-VALUE})")
  private double speed = SimulatedFridge.DEMO_SPEED;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "keep logs and readings here; default: a temporary folder")
  private @Nullable Path data;

  @Option(names = "--json", description = "print the page's address and 'ready' as JSON objects")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var until = length == null ? RunCommand.FOR_EVER : Durations.parse(length);
    var folder = data == null ? Files.createTempDirectory("stillwatch-demo-") : data;
    try {
      return run(Files.createDirectories(folder), until, out);
    } finally {
      if (data == null) {
        delete(folder);
      }
    }
  }

  private int run(Path folder, Duration until, PrintWriter out)
      throws IOException, InterruptedException {
    var zone = ZoneId.systemDefault();
    var fridges =
        List.of(
            fridge(folder.resolve("bluefors"), zone, Build.CURRENT, 1),
            fridge(folder.resolve("bluefors-old"), zone, Build.CLASSIC, 2));
    for (var fridge : fridges) {
      var written = fridge.tick(Instant.now());
    }
    try (var stopping = new Stopping();
        var gauge = TcpHost.onLoopback(new GaugeLine(List.of(gauge())));
        var running = start(station(zone, gauge, folder), folder.resolve("data"))) {
      var say = new RunCommand.Saying(out, json);
      say.fact("page", running.page().toString());
      say.fact("logs", folder.toString());
      say.fact("station file", folder.resolve("station.yaml").toString());
      var writer =
          Thread.ofVirtual().name("simulated fridges").start(() -> drive(running, fridges));
      try {
        return RunCommand.watch(running, stopping, until, say) ? 130 : 0;
      } finally {
        writer.interrupt();
        writer.join();
      }
    }
  }

  /** Another program on the usual port is no reason not to show the demo. */
  private StationProcess start(StationFile station, Path data) {
    try {
      return start(station, data, port == null ? USUAL_PORT : port);
    } catch (WebUnavailable e) {
      if (port != null) {
        throw e;
      }
      return start(station, data, 0);
    }
  }

  private static StationProcess start(StationFile station, Path data, int port) {
    var asked = Assembly.setup(station, data);
    var setup = asked.withWeb(WebSettings.onLoopback(port));
    return StationProcess.start(setup, data, () -> setup);
  }

  private SimulatedFridge fridge(Path folder, ZoneId zone, Build build, long seed)
      throws IOException {
    var model = new FridgeModel(seed);
    return new SimulatedFridge(
        model,
        model.start(),
        new BlueforsLogWriter(Files.createDirectories(folder), zone, build),
        speed,
        SimulatedFridge.DEMO_ROW_EVERY);
  }

  private static void drive(StationProcess running, List<SimulatedFridge> fridges) {
    try {
      // what is written before the station has looked would be backlog, and told to nobody
      var ready = running.station().awaitReady(Duration.ofMinutes(1));
      while (true) {
        for (var fridge : fridges) {
          var written = fridge.tick(Instant.now());
        }
        Thread.sleep(STEP);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated fridge cannot write its logs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SimulatedGauge gauge() {
    return new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.pumping(1)).alreadyOn();
  }

  private static StationFile station(ZoneId zone, WireHost gauge, Path folder) throws IOException {
    var environment = new HashMap<>(System.getenv());
    environment.put("STILLWATCH_DEMO_ZONE", zone.getId());
    environment.put("STILLWATCH_DEMO_GAUGE", gauge.where());
    return new StationReader(environment).read(stationFile(folder)).usable();
  }

  /** Puts the station file and what it names beside the logs, for people to look at and change. */
  private static Path stationFile(Path folder) throws IOException {
    for (var name : FILES) {
      try (var text =
          Objects.requireNonNull(DemoCommand.class.getResourceAsStream("/demo/" + name))) {
        var bytes = Files.copy(text, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder.resolve(FILES.getFirst());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
