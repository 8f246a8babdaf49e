package org.stillwatch.instruments.bluefors.valvecontrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.live.Driven;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.valvecontrol.SimulatedValveControl;

class ValveControlTest {

  private final Driven.Clock clock = new Driven.Clock();
  private final FridgeModel.State cold = new FridgeModel(1).at(FridgeModel.timeToBase());
  private SimulatedValveControl server;

  @BeforeEach
  void start() throws IOException {
    server = new SimulatedValveControl(cold, clock::get);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Driven driven(Duration every) {
    var settings =
        new ValveControlSettings("127.0.0.1", Optional.of(server.port()), Optional.of(every));
    return new Driven(
        () -> new ValveControlKind().open(new Site("vc", ZoneOffset.UTC, Path.of("")), settings),
        clock);
  }

  private Driven driven() {
    return driven(Duration.ofSeconds(10));
  }

  @Test
  void gaugesFlowAndValvesAreRead() {
    try (var live = driven()) {
      live.turn();
      assertEquals(Health.State.OK, live.health().state(), live.health().toString());
      var p4 = cold.gauges().get(3).pressureMbar();
      assertEquals(p4, live.values("vc/p4").getFirst(), 1e-3 * p4);
      assertEquals(cold.flowMmolPerS(), live.values("vc/flow").getFirst(), 1e-6);
      cold.switches()
          .forEach(
              (name, on) -> {
                if (name.startsWith("v")) {
                  assertEquals(List.of(on ? 1.0 : 0.0), live.values("vc/valve/" + name));
                }
              });
      assertEquals(1, new TreeSet<>(live.readings().stream().map(r -> r.time()).toList()).size());
    }
  }

  @Test
  void nothingIsEverCommanded() {
    try (var live = driven()) {
      live.turn();
      clock.move(Duration.ofSeconds(25));
      live.turn();
      assertEquals(
          Set.of("mgstatuscode", "mgstatus", "fmstatus", "status"), Set.copyOf(server.heard()));
    }
  }

  @Test
  void aGaugeThatIsOffHasNoValueThoughOneIsWritten() {
    server.fault(
        command ->
            command.equals("mgstatuscode")
                ? Optional.of("S12: p1=4, p2=2, p3=0, p4=0, p5=0, p6=9\r\n")
                : Optional.empty());
    try (var live = driven()) {
      live.turn();
      assertEquals(List.of("sensor off"), live.reasons("vc/p1"));
      assertEquals(List.of("over range"), live.reasons("vc/p2"));
      assertEquals(List.of("gauge state '9'"), live.reasons("vc/p6"));
      assertEquals(1, live.values("vc/p3").size());
    }
  }

  @Test
  void betweenQuestionsAnEmptyLineKeepsTheConnection() {
    try (var live = driven(Duration.ofMinutes(2))) {
      live.turn();
      for (int i = 0; i < 4; i++) {
        clock.move(Duration.ofSeconds(21));
        live.turn();
        long sent = i + 1L;
        live.until(() -> server.keepAlives() == sent, () -> "keep-alives " + server.keepAlives());
        server.endIdle();
        assertEquals(1, server.connections());
      }
      assertEquals(1, live.readings("vc/flow").size());
    }
  }

  @Test
  void aConnectionThatWasIdleForTooLongIsMadeAgain() {
    try (var live = driven()) {
      live.turn();
      clock.move(Duration.ofSeconds(40));
      server.endIdle();
      live.until(() -> live.health().state() != Health.State.OK, () -> live.health().toString());
      assertTrue(live.health().reason().contains("127.0.0.1:" + server.port()));
      clock.move(Duration.ofSeconds(2));
      live.untilHealth(Health.State.OK);
      assertEquals(2, live.values("vc/flow").size());
    }
  }

  @Test
  void aRefusalIsTroubleAndTheRestIsRead() {
    server.fault(
        command ->
            command.equals("fmstatus")
                ? Optional.of("E10: permission denied\r\n")
                : Optional.empty());
    try (var live = driven()) {
      live.turn();
      assertEquals(Health.State.TROUBLE, live.health().state());
      assertTrue(live.health().reason().contains("fmstatus: E10: permission denied"));
      assertEquals(1, live.values("vc/p4").size());
      assertEquals(List.of(), live.readings("vc/flow"));
    }
  }

  @Test
  void halfALineIsNoAnswer() {
    server.fault(
        command -> command.equals("fmstatus") ? Optional.of("S09: 0.2") : Optional.empty());
    try (var live = driven()) {
      live.turn();
      assertEquals(Health.State.UNREACHABLE, live.health().state());
      assertTrue(live.health().reason().contains("does not answer in time"));
      assertEquals(List.of(), live.values("vc/flow"));
      server.fault(command -> Optional.empty());
      clock.move(Duration.ofSeconds(10));
      live.untilHealth(Health.State.OK);
      assertEquals(1, live.values("vc/flow").size());
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsTold() {
    server.fault(
        command ->
            switch (command) {
              case "fmstatus" -> Optional.of("S09: much\r\n");
              case "mgstatus" -> Optional.of("S05: 1\r\n");
              case "status" -> Optional.of("S03: v1=1,v2=open,v3=0\r\n");
              default -> Optional.empty();
            });
    try (var live = driven()) {
      live.turn();
      assertEquals(3, live.problems().size(), live.problems().toString());
      assertTrue(
          live.problems().toString().contains("vc/flow is 'much', expected a number in mmol/s"));
      assertTrue(live.problems().toString().contains("'S05: 1' is no answer, expected S11"));
      assertTrue(live.problems().toString().contains("vc/valve/v2 is 'open', expected 0 or 1"));
      assertEquals(List.of(1.0), live.values("vc/valve/v1"));
      assertEquals(List.of(0.0), live.values("vc/valve/v3"));
    }
  }

  @Test
  void noServerIsSaid() throws IOException {
    server.close();
    try (var live = driven()) {
      live.turn();
      assertEquals(Health.State.UNREACHABLE, live.health().state());
      assertTrue(live.health().reason().contains("refuses the connection"), live.health().reason());
      assertTrue(live.health().reason().contains("again in 1 s"), live.health().reason());
    }
  }

  @Test
  void noAnswerMakesItFail() {
    var random = new SplittableRandom(5);
    var good = "S11: p1=1.0e-3, p2=5.2, p3=870.0".getBytes(StandardCharsets.US_ASCII);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = good.clone();
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var reply = ValveReply.parse("S11", new String(bytes, StandardCharsets.ISO_8859_1));
      if (reply instanceof ValveReply.Values) {
        read++;
      }
    }
    assertTrue(read > 5000, "read: " + read);
  }
}
