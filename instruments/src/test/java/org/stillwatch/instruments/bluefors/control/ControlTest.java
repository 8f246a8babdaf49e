package org.stillwatch.instruments.bluefors.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.live.Driven;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.control.SimulatedControl;
import org.stillwatch.simulators.wire.SelfSigned;
import org.stillwatch.simulators.wire.WireServer.Answer;

/** The control software over HTTPS with a certificate of its own, HTTP and WebSocket. */
class ControlTest {

  private static final String KEY = "0f3a-secret";
  private static final String MXC = "cs/mxc/temperature";
  private static final String TMIXING = "mapper.bf.temperatures.tmixing";

  @TempDir private Path folder = Path.of("");
  private final Driven.Clock clock = new Driven.Clock();
  private final Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
  private SimulatedControl control;

  @BeforeEach
  void start() throws IOException {
    control = new SimulatedControl(KEY, Optional.empty());
  }

  @AfterEach
  void stop() {
    control.close();
  }

  private Instrument open(String key, Optional<String> fingerprint) {
    return new ControlKind()
        .open(
            new Site("cs", ZoneOffset.UTC, folder),
            new ControlSettings(control.address(), new Secret(key), fingerprint, Optional.empty()));
  }

  private Driven driven() {
    return new Driven(() -> open(KEY, Optional.empty()), clock);
  }

  @Test
  void allValuesOfAFridgeAreTakenAtTheirOwnTimes() throws IOException {
    var fridge = new FridgeModel(1).at(FridgeModel.timeToBase());
    control.set(fridge, start);
    try (var live = driven()) {
      live.turn();
      assertEquals(Health.State.OK, live.health().state(), live.health().toString());
      assertEquals(start, live.readings(MXC).getFirst().time());
      assertEquals(fridge.sensor(6).temperatureK().orElseThrow(), live.values(MXC).getFirst());
      var p4 = fridge.gauges().get(3).pressureMbar();
      assertEquals(p4, live.values("cs/p4").getFirst(), 1e-9 * p4);
      assertEquals(List.of(fridge.flowMmolPerS()), live.values("cs/flow"));
      assertEquals(
          List.of(fridge.switches().getOrDefault("v1", false) ? 1.0 : 0.0),
          live.values("cs/valve/v1"));
      assertEquals(List.of(fridge.stillHeater().powerW()), live.values("cs/heater/still"));
    }
  }

  @Test
  void aChangeIsPushedAndTakenOnce() throws IOException {
    control.set(TMIXING, "0.010", start);
    try (var live = driven()) {
      live.turn();
      live.until(() -> control.listeners() == 1, () -> live.health().toString());
      control.set(TMIXING, "0.011", start.plusSeconds(10));
      live.untilReadings(2);
      clock.move(Duration.ofSeconds(11));
      live.turn();
      assertEquals(List.of(0.010, 0.011), live.values(MXC));
    }
  }

  @Test
  void withoutAWebSocketTheValuesAreAskedFor() throws IOException {
    control.fault(
        request ->
            request.path().startsWith("/ws")
                ? Optional.of(new Answer.Text(404, ""))
                : Optional.empty());
    control.set(TMIXING, "0.010", start);
    try (var live = driven()) {
      live.turn();
      live.turn();
      control.set(TMIXING, "0.011", start.plusSeconds(10));
      clock.move(Duration.ofSeconds(11));
      live.untilReadings(2);
      assertEquals(List.of(0.010, 0.011), live.values(MXC));
      assertEquals(Health.State.OK, live.health().state());
    }
  }

  @Test
  void aStateThatDoesNotMoveIsConfirmedWhenItIsAskedFor() throws IOException {
    control.set("mapper.bflegacy.boolean.v1", "1", start);
    control.set("mapper.bflegacy.boolean.turbo1", "3", start);
    try (var live = driven()) {
      live.turn();
      clock.move(Duration.ofSeconds(11));
      live.turn();
      assertEquals(List.of(1.0, 1.0), live.values("cs/valve/v1"));
      assertTrue(live.readings("cs/valve/v1").getLast().time().isAfter(start));
      var turbo = (Reading.Measured) live.readings("cs/pump/turbo1").getFirst();
      assertEquals(1.0, turbo.value());
      assertEquals(Quality.SUSPECT, turbo.quality(), "on with an error");
    }
  }

  @Test
  void whatIsNoValueIsMissingWithItsReason() throws IOException {
    try (var live = driven()) {
      control.set(TMIXING, "", start);
      live.turn();
      for (var status : List.of("INVALID", "DISCONNECTED")) {
        clock.move(Duration.ofSeconds(11));
        control.set(TMIXING, "0.010", status, false, start);
        live.turn();
      }
      clock.move(Duration.ofSeconds(11));
      control.set(TMIXING, "0.010", "SYNCHRONIZED", true, start);
      live.turn();
      clock.move(Duration.ofSeconds(11));
      control.set(TMIXING, "0.0", start);
      live.turn();
      assertEquals(
          List.of(
              "the control software has no value",
              "the control software says invalid",
              "the control software says disconnected",
              "the control software says outdated",
              "sensor off, over range or not scanned (0 K)"),
          live.reasons(MXC));
      assertEquals(List.of(), live.values(MXC));
    }
  }

  @Test
  void whatCannotBeReadIsToldAndTheRestIsTaken() throws IOException {
    control.set(TMIXING, "cold", start);
    control.set("mapper.bf.temperatures.t4k", "3.9", Instant.EPOCH);
    control.set("mapper.bf.flow", "0.5", start);
    try (var live = driven()) {
      live.turn();
      assertEquals(List.of(0.5), live.values("cs/flow"));
      assertEquals(2, live.problems().size(), live.problems().toString());
      assertTrue(live.problems().toString().contains("tmixing is 'cold', expected a number"));
      assertTrue(live.problems().toString().contains("t4k has the date 0"));
      live.until(() -> control.listeners() == 1, () -> "listens");
      control.push("<html>");
      live.until(() -> live.problems().size() == 3, () -> live.problems().toString());
      control.set("mapper.bf.flow", "0.6", start.plusSeconds(1));
      live.until(() -> live.values("cs/flow").size() == 2, () -> live.readings().toString());
    }
  }

  @Test
  void aBadKeyIsSaidWithoutShowingIt() {
    try (var live = new Driven(() -> open("wrong-secret", Optional.empty()), clock)) {
      live.turn();
      assertEquals(Health.State.UNREACHABLE, live.health().state());
      assertTrue(live.health().reason().contains("refuses the key (HTTP 401)"));
      assertTrue(!live.health().reason().contains("secret"), live.health().reason());
    }
  }

  @Test
  void noFailureShowsTheKey() throws IOException {
    for (var answer :
        List.of(
            new Answer.Reset(),
            new Answer.Half("{}"),
            new Answer.Text(500, KEY),
            new Answer.Text(200, "[]"),
            new Answer.Text(200, "{\"error\":{\"description\":\"no such thing\"}}"))) {
      control.fault(request -> Optional.of(answer));
      try (var live = driven()) {
        live.turn();
        assertEquals(Health.State.UNREACHABLE, live.health().state(), answer.toString());
        assertTrue(!(live.health() + live.problems().toString()).contains(KEY));
      }
    }
  }

  @Test
  void aLostConnectionIsToldAndItGoesOn() throws IOException {
    control.set(TMIXING, "0.010", start);
    try (var live = driven()) {
      live.turn();
      live.until(() -> control.listeners() == 1, () -> "listens");
      control.fault(request -> Optional.of(new Answer.Reset()));
      control.dropAll();
      clock.move(Duration.ofSeconds(11));
      live.untilHealth(Health.State.UNREACHABLE);
      control.fault(request -> Optional.empty());
      control.set(TMIXING, "0.012", start.plusSeconds(20));
      clock.move(Duration.ofSeconds(31));
      live.untilReadings(2);
      assertEquals(Health.State.OK, live.health().state());
      live.until(() -> control.listeners() == 1, () -> "listens again");
      assertEquals(List.of(0.010, 0.012), live.values(MXC));
    }
  }

  @Test
  void afterARestartNothingIsTakenTwice() throws IOException {
    control.set(TMIXING, "0.010", start);
    try (var live = driven()) {
      live.turn();
      live.restart();
      live.turn();
      assertEquals(List.of(0.010), live.values(MXC));
    }
  }

  @Test
  void aCertificateOfItsOwnIsAcceptedByItsFingerprintAlone() throws Exception {
    var certificate = SelfSigned.in(folder);
    control.close();
    control = new SimulatedControl(KEY, Optional.of(certificate));
    control.set(TMIXING, "0.010", start);
    try (var live = driven()) {
      live.turn();
      var reason = live.health().reason();
      assertTrue(reason.contains("fingerprint: \"" + certificate.fingerprint() + "\""), reason);
      assertEquals(0, control.keysSeen());
    }
    var other = SelfSigned.in(folder).fingerprint();
    try (var live = new Driven(() -> open(KEY, Optional.of(other)), clock)) {
      live.turn();
      var reason = live.health().reason();
      assertTrue(reason.contains("another certificate (" + certificate.fingerprint()), reason);
      assertTrue(reason.contains("expects (" + other), reason);
      assertEquals(0, control.keysSeen());
    }
    var pinned = Optional.of(certificate.fingerprint());
    try (var live = new Driven(() -> open(KEY, pinned), clock)) {
      live.turn();
      assertEquals(List.of(0.010), live.values(MXC), live.health().toString());
      live.until(() -> control.listeners() == 1, () -> "listens over TLS");
      control.set(TMIXING, "0.011", start.plusSeconds(1));
      live.untilReadings(2);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    for (var fingerprint : List.of("sha256:AB:CD", "hello", "")) {
      assertThrows(
          IllegalArgumentException.class, () -> open(KEY, Optional.of(fingerprint)), fingerprint);
    }
  }

  @Test
  void noTextMakesItFail() {
    var random = new SplittableRandom(3);
    var good =
        """
        {"data":{"mapper.bf.temperatures.tmixing":{"name":"tmixing","content":{"latest_value":\
        {"value":"1.23","status":"SYNCHRONIZED","date":1782468000000,"outdated":false}}}}}\
        """;
    var names = new ControlNames("cs", Duration.ofSeconds(10));
    var reader = new NodeReader(java.util.Map.of());
    int nodes = 0;
    for (int i = 0; i < 30_000; i++) {
      var bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      if (ControlJson.read(text) instanceof ControlJson.Result.Nodes(List<Node> found)) {
        for (var node : found) {
          var target = names.target(node.name());
          if (target.isPresent()) {
            nodes++;
            var outcome = reader.read(node, target.get(), true, start.plusSeconds(i));
            assertTrue(outcome.toString().length() < 500);
          }
        }
      }
    }
    assertTrue(nodes > 1000, "nodes: " + nodes);
  }
}
