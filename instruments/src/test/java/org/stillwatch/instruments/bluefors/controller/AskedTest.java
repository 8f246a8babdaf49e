package org.stillwatch.instruments.bluefors.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.bluefors.BlueforsSettings;
import org.stillwatch.instruments.live.Driven;
import org.stillwatch.simulators.bluefors.controller.SimulatedController;
import org.stillwatch.simulators.wire.WireServer.Answer;

/** The controller over HTTP alone. */
class AskedTest {

  private static final String MXC = "live/mxc/temperature";

  private final Driven.Clock clock = new Driven.Clock();
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private SimulatedController controller;

  @BeforeEach
  void start() throws IOException {
    controller = new SimulatedController();
  }

  @AfterEach
  void stop() throws IOException {
    controller.close();
  }

  private static ControllerSettings settings(
      Optional<String> mqtt, Optional<java.net.URI> http, String sensor) {
    return new ControllerSettings(
        mqtt,
        Optional.empty(),
        http,
        Optional.of(Map.of("mxc", new BlueforsSettings.Sensor(sensor))),
        Optional.empty());
  }

  private static Instrument open(ControllerSettings settings) {
    return new ControllerKind().open(new Site("live", ZoneOffset.UTC, Path.of("")), settings);
  }

  private Driven asking() {
    var http = Optional.of(controller.http());
    return new Driven(() -> open(settings(Optional.empty(), http, "6")), clock);
  }

  @Test
  void theNewestMeasurementIsTakenOnceWhicheverSensorItIsOf() throws IOException {
    try (var live = asking()) {
      controller.measure(6, start, 0.010);
      live.untilReadings(2);
      live.turn();
      controller.measure(2, start.plusSeconds(5), 4.2);
      live.untilReadings(4);
      assertEquals(List.of(0.010), live.values(MXC));
      assertEquals(List.of(4.2), live.values("live/4k/temperature"));
      assertEquals(Health.State.OK, live.health().state(), live.health().toString());
    }
  }

  @Test
  void anErrorWithAGoodStatusIsNoMeasurement() throws IOException {
    controller.measure(6, start, 0.010);
    controller.fault(
        request ->
            request.path().endsWith("latest")
                ? Optional.of(SimulatedController.error(3, "scanner stopped"))
                : Optional.empty());
    try (var live = asking()) {
      live.turn();
      live.turn();
      assertEquals(List.of(), live.readings());
      assertTrue(live.problems().getFirst().contains("'ERROR': 'scanner stopped'"));
      assertTrue(live.health().reason().contains("scanner stopped"), live.health().toString());
    }
  }

  @Test
  void aConnectionThatBreaksIsUnreachableAndWhatWasMeasuredMeanwhileIsReadLater()
      throws IOException {
    try (var live = asking()) {
      controller.measure(6, start, 1);
      live.untilReadings(2);
      for (var answer : List.of(new Answer.Reset(), new Answer.Half("{\"channel_nr\":6}"))) {
        controller.fault(request -> Optional.of(answer));
        live.turn();
        assertEquals(Health.State.UNREACHABLE, live.health().state());
        assertTrue(
            live.health().reason().contains("broke the connection off"), live.health().reason());
      }
      controller.measure(6, start.plusSeconds(10), 2);
      controller.measure(5, start.plusSeconds(15), 0.8);
      controller.measure(6, start.plusSeconds(20), 3);
      controller.noFault();
      live.untilReadings(8);
      assertEquals(List.of(1.0, 2.0, 3.0), live.values(MXC));
      live.turn();
      assertEquals(8, live.readings().size());
      assertEquals(Health.State.OK, live.health().state(), live.health().toString());
    }
  }

  @Test
  void anotherServerThanAControllerIsSaid() {
    controller.fault(request -> Optional.of(new Answer.Text(404, "nginx")));
    try (var live = asking()) {
      live.turn();
      assertTrue(
          live.health().reason().contains("answers HTTP 404; is it the controller?"),
          live.health().toString());
    }
  }

  @Test
  void noServerAtAllIsSaid() throws IOException {
    var gone = controller.http();
    controller.close();
    try (var live =
        new Driven(() -> open(settings(Optional.empty(), Optional.of(gone), "6")), clock)) {
      live.turn();
      assertEquals(Health.State.UNREACHABLE, live.health().state());
      assertTrue(live.health().reason().contains("refuses the connection"), live.health().reason());
    }
  }

  @Test
  void aClockThatIsAheadIsSaid() throws IOException {
    try (var live = asking()) {
      controller.measure(6, start.plus(Duration.ofMinutes(20)), 0.010);
      live.untilReadings(2);
      assertTrue(live.health().reason().contains("clocks disagree"), live.health().toString());
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    var http = Optional.of(controller.http());
    assertRefused(settings(Optional.empty(), Optional.empty(), "6"), "neither mqtt nor http");
    assertRefused(settings(Optional.empty(), http, "13"), "'13' is no sensor of the controller");
    assertRefused(settings(Optional.empty(), http, "P1"), "is no sensor of the controller");
    assertRefused(settings(Optional.of("10.0.0.5"), http, "6"), "tcp://10.0.0.5:1883");
    assertRefused(settings(Optional.of("tcp://me:pw@host"), http, "6"), "no address of a broker");
  }

  private static void assertRefused(ControllerSettings settings, String words) {
    var e = assertThrows(IllegalArgumentException.class, () -> open(settings));
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    assertTrue(!String.valueOf(e.getMessage()).contains("pw"), e.getMessage());
  }

  @Test
  void unitsAreKnownWithoutTheDevice() {
    var settings = settings(Optional.empty(), Optional.of(controller.http()), "6");
    var kind = new ControllerKind();
    assertEquals(Optional.of(Unit.KELVIN), kind.unit(settings, "mxc/temperature"));
    assertEquals(Optional.of(Unit.OHM), kind.unit(settings, "still/resistance"));
    assertEquals(Optional.empty(), kind.unit(settings, "p1"));
  }

  @Test
  void aPositionOfAnotherKindIsRefused() {
    for (var text : List.of("", "x", "bftc1", "bftc1|a=b|", "bftc1|1=2|", "bftc1||x|y|z")) {
      assertThrows(IllegalArgumentException.class, () -> ControllerCursor.decode(text), text);
    }
  }

  @Test
  void aPositionReadsBackAsItWas() {
    var newest = Map.of(5, start, 6, start.plusSeconds(1));
    var gap = new Gap(start.minusSeconds(60), Optional.of(start), Map.of(6, start.minusSeconds(9)));
    for (var cursor :
        List.of(
            new ControllerCursor(newest, Optional.empty()),
            new ControllerCursor(Map.of(), Optional.empty()),
            new ControllerCursor(newest, Optional.of(gap)),
            new ControllerCursor(newest, Optional.of(gap.open())))) {
      assertEquals(cursor, ControllerCursor.decode(cursor.encode()));
    }
  }
}
