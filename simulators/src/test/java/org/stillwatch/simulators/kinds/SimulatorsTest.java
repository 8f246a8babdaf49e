package org.stillwatch.simulators.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.kinds.SimulatedKind.Choice;

class SimulatorsTest {

  @Test
  void everyModelOfEveryKindCanBeMade() {
    for (var kind : Simulators.all()) {
      assertEquals(kind, Simulators.named(kind.name()));
      for (var model : kind.models()) {
        var choice = new Choice(List.of(), Optional.of(model), 1);
        assertTrue(kind.make(choice).baud() > 0);
        assertNotSame(kind.make(choice), kind.make(choice));
      }
    }
  }

  @Test
  void whatDoesNotExistIsSaidInOneSentence() {
    assertSays("'gauge' cannot be simulated", () -> Simulators.named("gauge"));
    var gauge = Simulators.named("kjlc-gauge");
    assertSays(
        "'393' is no model of kjlc-gauge; expected one of 392, 354, 300",
        () -> gauge.make(new Choice(List.of(), Optional.of("393"), 1)));
    assertSays(
        "'1' is no address of a gauge",
        () -> gauge.make(new Choice(List.of("1"), Optional.empty(), 1)));
    assertSays(
        "two gauges have the address 01",
        () -> gauge.make(new Choice(List.of("01", "01"), Optional.empty(), 1)));
    assertSays(
        "has no address",
        () ->
            Simulators.named("bme680-arduino")
                .make(new Choice(List.of("01"), Optional.empty(), 1)));
  }

  private static void assertSays(String part, Runnable doing) {
    var e = assertThrows(IllegalArgumentException.class, doing::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
