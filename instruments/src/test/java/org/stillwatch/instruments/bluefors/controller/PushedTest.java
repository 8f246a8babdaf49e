package org.stillwatch.instruments.bluefors.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.bluefors.BlueforsNames;
import org.stillwatch.instruments.bluefors.BlueforsSettings;
import org.stillwatch.instruments.live.Driven;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.link.mqtt.BrokerAddress;
import org.stillwatch.link.mqtt.MqttFeed;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.controller.SimulatedController;
import org.stillwatch.simulators.wire.Mosquitto;
import org.stillwatch.simulators.wire.WireServer;

/** The controller over a real broker, with its history over HTTP and without. */
class PushedTest {

  private static final String MXC = "live/mxc/temperature";

  @TempDir private Path folder = Path.of("");
  private final Driven.Clock clock = new Driven.Clock();
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private SimulatedController controller;
  private Mosquitto broker;

  @BeforeEach
  void startBroker() throws IOException {
    assumeTrue(Mosquitto.program().isPresent(), Mosquitto.INSTALL);
    controller = new SimulatedController();
    broker = Mosquitto.start(folder);
    controller.connect(broker.port());
  }

  @AfterEach
  void stopBroker() throws IOException {
    if (broker != null) {
      broker.close();
      controller.close();
    }
  }

  private Instrument open(boolean withHttp) {
    return new ControllerKind()
        .open(
            new Site("live", ZoneOffset.UTC, folder),
            new ControllerSettings(
                Optional.of(broker.address()),
                Optional.empty(),
                withHttp ? Optional.of(controller.http()) : Optional.empty(),
                Optional.of(
                    Map.of(
                        "mxc",
                        new BlueforsSettings.Sensor("6"),
                        "still",
                        new BlueforsSettings.Sensor("CH5"))),
                Optional.of(Duration.ofSeconds(10))));
  }

  private Driven listening(boolean withHttp) {
    var driven = new Driven(() -> open(withHttp), clock);
    assertEquals(Health.State.OK, driven.turn().health().state(), driven.health().toString());
    return driven;
  }

  @Test
  void eachMessageIsAScanAtItsOwnTime() throws IOException {
    try (var live = listening(false)) {
      controller.measure(6, start, 0.010);
      controller.measure(5, start.plusSeconds(5), 0.8);
      controller.measure(4, start.plusSeconds(10), 4.2);
      live.untilReadings(6);
      assertEquals(
          Reading.measured(live.readings(MXC).getFirst().channel(), start, 0, 0.010),
          live.readings(MXC).getFirst());
      assertEquals(List.of(0.8), live.values("live/still/temperature"));
      assertEquals(List.of(1250.0), live.values("live/still/resistance"));
      assertEquals(List.of(4.2), live.values("live/ch4/temperature"));
    }
  }

  @Test
  void aWholeCooldownIsPlayed() throws IOException {
    var fridge = new FridgeModel(1);
    try (var live = listening(false)) {
      int rows = 400;
      for (int row = 0; row < rows; row++) {
        var time = FridgeModel.timeToBase().multipliedBy(row).dividedBy(rows);
        controller.scan(fridge.at(time), start.plusSeconds(row));
      }
      live.untilReadings(2 * rows);
      var values = live.values(MXC);
      assertEquals(rows / 5, live.readings(MXC).size());
      assertTrue(live.reasons(MXC).contains("zero (flag 244)"), live.reasons(MXC).toString());
      assertTrue(values.getFirst() > 280, values.toString());
      assertTrue(values.getLast() < 0.1, values.toString());
    }
  }

  @Test
  void aBadMessageIsToldOnceAndTheNextGoodOneIsTaken() throws IOException {
    try (var live = listening(false)) {
      for (int i = 0; i < 3000; i++) {
        controller.publish("garbage " + i);
      }
      controller.publish("{\"channel_nr\":99,\"timestamp\":1782468000,\"temperature\":4}");
      controller.measure(6, start, 0.010);
      live.untilReadings(2);
      assertEquals(List.of(0.010), live.values(MXC));
      assertEquals(2, live.problems().size(), live.problems().toString());
      assertTrue(
          live.problems().getFirst().contains("is no JSON object"), live.problems().toString());
      assertEquals(Health.State.TROUBLE, live.health().state());
      assertTrue(live.health().reason().contains("3001 messages so far could not be read"));
      clock.move(Duration.ofMinutes(11));
      controller.measure(6, start.plusSeconds(10), 0.011);
      live.untilReadings(4);
      // the rest is told ten minutes later, counted
      assertEquals(3001, live.problemCount());
    }
  }

  @Test
  void duplicatesAreLeftOutAndOlderMessagesAreHandedOn() throws IOException {
    try (var live = listening(false)) {
      var first = controller.measure(6, start.plusSeconds(10), 0.010);
      controller.publish(first.json());
      live.untilReadings(2);
      controller.measure(6, start, 0.020);
      controller.publish(first.json());
      controller.measure(6, start.plusSeconds(20), 0.030);
      live.until(() -> live.values(MXC).contains(0.030), () -> live.readings().toString());
      assertEquals(List.of(0.010, 0.020, 0.030), live.values(MXC));
    }
  }

  @Test
  void missingTemperaturesSayWhy() throws IOException {
    try (var live = listening(false)) {
      controller.measure(6, start, OptionalDouble.empty(), 17_500, 514);
      live.untilReadings(2);
      assertEquals(List.of("below the calibration (flag 514)"), live.reasons(MXC));
      assertEquals(List.of(17_500.0), live.values("live/mxc/resistance"));
    }
  }

  @Test
  void aBrokerThatIsKilledAndComesBackIsToldAndTheGapIsReadFromTheHistory() throws Exception {
    try (var live = listening(true)) {
      int count = 0;
      for (; count < 20; count++) {
        controller.measure(6, start.plusSeconds(count), 1 + count);
      }
      live.untilReadings(2 * count);
      controller.disconnect();
      broker.kill();
      for (; count < 40; count++) {
        controller.measure(6, start.plusSeconds(count), 1 + count);
      }
      clock.move(Duration.ofMinutes(1));
      var health = live.untilHealth(Health.State.TROUBLE);
      assertTrue(health.reason().contains("no connection to the broker"), health.reason());
      assertTrue(health.reason().contains("measurements are asked for at http"), health.reason());
      broker.start();
      controller.connect(broker.port());
      live.until(() -> !live.health().reason().contains("broker"), () -> live.health().toString());
      live.untilReadings(2 * count);
      // from here on by push alone
      controller.fault(request -> Optional.of(new WireServer.Answer.Reset()));
      for (; count < 60; count++) {
        controller.measure(6, start.plusSeconds(count), 1 + count);
      }
      live.untilReadings(2 * count);
      var expected = IntStream.rangeClosed(1, count).mapToObj(i -> (double) i).toList();
      assertEquals(expected, live.values(MXC).stream().sorted().toList());
      assertEquals(2 * count, live.readings().size());
    }
  }

  @Test
  void withoutAHistoryALostConnectionIsUnreachableAndTheGapIsSaid() throws Exception {
    try (var live = listening(false)) {
      controller.measure(6, start, 0.010);
      live.untilReadings(2);
      controller.disconnect();
      broker.kill();
      clock.move(Duration.ofMinutes(1));
      var health = live.untilHealth(Health.State.UNREACHABLE);
      assertTrue(health.reason().contains(broker.address()), health.reason());
      broker.start();
      live.until(() -> !live.problems().isEmpty(), () -> live.health().toString());
      assertTrue(!live.health().reason().contains("broker"), live.health().toString());
      assertTrue(live.problems().getLast().contains("with 'http:' it would be read"));
      controller.connect(broker.port());
      controller.measure(6, start.plusSeconds(70), 0.020);
      live.untilReadings(4);
      assertEquals(List.of(0.010, 0.020), live.values(MXC));
    }
  }

  @Test
  void afterARestartTheGapIsReadInOrderBeforeWhatCameMeanwhile() throws IOException {
    controller.limit(7);
    try (var live = listening(true)) {
      controller.measure(6, start.minusSeconds(7200), 1);
      live.untilReadings(2);
      live.restart();
      controller.disconnect();
      for (int i = 1; i <= 50; i++) {
        controller.measure(i % 2 == 0 ? 5 : 6, start.minusSeconds(7200 - 60 * i), 1 + i);
      }
      controller.connect(broker.port());
      live.until(() -> live.readings().size() == 2 * 51, () -> live.readings().toString());
      var times = live.readings().stream().map(Reading::time).toList();
      assertEquals(times.stream().sorted().toList(), times);
      assertTrue(controller.asked() > 24, "the parts were halved: " + controller.asked());
    }
  }

  @Test
  void whileTheHistoryDoesNotAnswerMessagesGoOnAndTheGapStaysOpenOverARestart() throws IOException {
    try (var live = listening(true)) {
      controller.measure(6, start, 1);
      live.untilReadings(2);
      live.restart();
      controller.disconnect();
      controller.measure(6, start.plusSeconds(10), 2);
      controller.fault(request -> Optional.of(new WireServer.Answer.Reset()));
      controller.connect(broker.port());
      live.untilReason("measurements that were missed are read when it answers");
      controller.measure(6, start.plusSeconds(20), 3);
      live.until(() -> live.values(MXC).contains(3.0), () -> live.readings().toString());
      live.restart();
      controller.noFault();
      live.until(() -> live.values(MXC).contains(2.0), () -> live.readings().toString());
      assertEquals(List.of(1.0, 3.0, 2.0), live.values(MXC));
      live.untilHealth(Health.State.OK);
    }
  }

  @Test
  void aSensorThatIsNotMeasuredIsNamed() throws IOException {
    try (var live = listening(false)) {
      controller.measure(6, start, 0.010);
      live.untilReadings(2);
      clock.move(Duration.ofSeconds(51));
      controller.measure(6, start.plusSeconds(51), 0.010);
      live.untilReadings(4);
      var reason = live.untilHealth(Health.State.TROUBLE).reason();
      assertTrue(reason.contains("still (sensor 5): not measured for 5"), reason);
      assertTrue(!reason.contains("mxc"), reason);
    }
  }

  @Test
  void aSensorThatIsSwitchedOffOnTheControllerIsNamedAtOnce() throws IOException {
    controller.active(java.util.Set.of(6));
    try (var live = new Driven(() -> open(true), clock)) {
      live.turn();
      assertTrue(
          live.health().reason().contains("still (sensor 5): it is switched off"),
          live.health().toString());
    }
  }

  @Test
  void messagesThatComeFasterThanTheyCanBeTakenAreToldAndReadFromTheHistory() throws IOException {
    var names = new BlueforsNames("live", Map.of(), List.of(), Duration.ofSeconds(10));
    try (var live =
        new Driven(
            () ->
                new ControllerInstrument(
                    "live",
                    names,
                    Map.of(6, "mxc"),
                    Duration.ofSeconds(10),
                    Optional.of(
                        new MqttFeed(
                            BrokerAddress.parse(broker.address()), SimulatedController.TOPIC, 5)),
                    Optional.of(
                        new ControllerHttp(
                            new HttpLink(
                                controller.http(), Optional.empty(), Duration.ofSeconds(10))))),
            clock)) {
      live.turn();
      controller.measure(6, start, 1);
      live.untilReadings(2);
      for (int i = 2; i <= 50; i++) {
        controller.measure(6, start.plusSeconds(i), i);
      }
      live.untilReadings(100);
      assertEquals(
          IntStream.rangeClosed(1, 50).mapToObj(i -> (double) i).toList(),
          live.values(MXC).stream().sorted().toList());
      assertTrue(live.problems().toString().contains("were dropped; they are read"));
    }
  }
}
