package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.Setup;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.station.Station;
import org.stillwatch.simulators.bluefors.controller.SimulatedController;
import org.stillwatch.simulators.wire.Mosquitto;
import org.stillwatch.web.WebSettings;

/** A cooldown that is followed over a real broker, which is killed and started again. */
class BrokerRestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @BeforeEach
  void mosquittoIsNeeded() {
    Assumptions.assumeTrue(Mosquitto.program().isPresent(), Mosquitto.INSTALL);
  }

  @Test
  void aCooldownOutlivesItsBrokerAndTellsTheLossAndTheReturnOnce() throws Exception {
    try (var broker = Mosquitto.start(Files.createDirectories(folder.resolve("broker")));
        var controller = new SimulatedController()) {
      controller.connect(broker.port());
      try (var running = station(broker.port())) {
        var station = running.station();
        var still = new double[] {10};
        until(
            () -> {
              publish(controller, still[0]);
              return station.channels().stream().anyMatch(channel -> channel.latest().isPresent());
            });
        var started =
            station.startProcedure("cooldown-to-4k", Optional.empty(), Map.of(), "broker", "anna");
        assertEquals(List.of(), started.warnings());

        broker.kill();
        until(() -> said(station).stream().anyMatch(line -> line.contains("Disconnected")));

        broker.start();
        controller.disconnect();
        controller.connect(broker.port());
        until(
            () -> {
              publish(controller, still[0]);
              return told(station, Notice.Kind.CLEARED).stream()
                  .anyMatch(line -> line.contains("has its values again"));
            });

        still[0] = 3.9;
        until(
            () -> {
              publish(controller, still[0]);
              return said(station).size() == 3;
            });
        var said = said(station);
        assertEquals("Started cooldown to 4K - Comment: broker", said.get(0));
        assertTrue(
            said.get(1)
                .matches(
                    "Warning: Disconnected from API after 0\\.\\d\\d h before temperature threshold"
                        + " was reached\\."),
            said::toString);
        assertEquals("Still reached 4 K after 0 h 0 min", said.get(2));
        assertTrue(station.runs().stream().noneMatch(view -> view.run().isActive()));
      }
    }
  }

  private StationProcess station(int port) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich}
            instruments:
              live:
                kind: bluefors-controller
                mqtt: tcp://127.0.0.1:%d
                channels: {still: {sensor: 5}}
                every: 1s
                stale: 4s
            """
                .formatted(port));
    var data = folder.resolve("data");
    var asked = Assembly.setup(new StationReader(Map.of()).read(file).usable(), data);
    var setup = new Setup(asked.plan(), WebSettings.onLoopback(0), asked.drafts());
    return StationProcess.start(setup, data, () -> setup);
  }

  /** The broker may be gone at this moment. */
  private static void publish(SimulatedController controller, double kelvin) {
    try {
      var measured = controller.measure(5, Instant.now(), kelvin);
      assertTrue(measured.json().contains("channel_nr"));
    } catch (IOException e) {
      // the next one may come through
    }
  }

  private static List<String> said(Station station) {
    return told(station, Notice.Kind.PROCEDURE);
  }

  private static List<String> told(Station station, Notice.Kind kind) {
    return station.notices(1000).reversed().stream()
        .map(told -> told.notice())
        .filter(notice -> notice.kind() == kind)
        .map(Notice::title)
        .toList();
  }

  private static void until(BooleanSupplier reached) {
    var end = Instant.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "it took too long");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
