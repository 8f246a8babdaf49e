package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.port.PortKeys;

class GaugeKindTest {

  private static final GaugeSettings USUAL = settings("01", 392, "Torr", 1000, 500);

  private static GaugeSettings settings(
      String address, int model, String unit, long everyMillis, long timeoutMillis) {
    var none = Optional.<Integer>empty();
    return new GaugeSettings(
        new PortKeys(
            Optional.empty(), Optional.of("127.0.0.1:9"), none, none, Optional.empty(), none),
        Optional.of(address),
        Optional.of(model),
        Optional.of(unit),
        Optional.of(Duration.ofMillis(everyMillis)),
        Optional.of(Duration.ofMillis(timeoutMillis)),
        Optional.empty(),
        Optional.empty());
  }

  private static void open(GaugeSettings settings) {
    new GaugeKind().open(new Site("g", ZoneOffset.UTC, Path.of("")), settings).close();
  }

  private static void assertRefused(String part, GaugeSettings settings) {
    var e = assertThrows(IllegalArgumentException.class, () -> open(settings));
    assertTrue(String.valueOf(e.getMessage()).startsWith(part), e.getMessage());
  }

  @Test
  void whatMakesNoSenseIsRefusedInOneSentence() {
    assertRefused("address: '1' is none", settings("1", 392, "Torr", 1000, 500));
    assertRefused("address: '0G' is none", settings("0g", 392, "Torr", 1000, 500));
    assertRefused("model: 393 is not known", settings("01", 393, "Torr", 1000, 500));
    assertRefused("unit: 'torr' is no unit", settings("01", 392, "torr", 1000, 500));
    assertRefused("every: PT0.01S is too short", settings("01", 392, "Torr", 10, 500));
    assertRefused("timeout: PT0.01S is too short", settings("01", 392, "Torr", 1000, 10));
  }

  @Test
  void hexAddressesMayBeWrittenInSmallLetters() {
    open(settings("0a", 392, "Torr", 1000, 500));
  }

  @Test
  void unitsAreKnownWithoutTheGauge() {
    var kind = new GaugeKind();
    assertEquals(Optional.of(Unit.of("Torr")), kind.unit(USUAL, "ion/pressure"));
    assertEquals(
        Optional.of(Unit.of("Pa")), kind.unit(settings("01", 392, "Pa", 1, 1), "cg2/pressure"));
    assertEquals(Optional.of(Unit.STATE), kind.unit(USUAL, "ion/status"));
    assertEquals(Optional.empty(), kind.unit(USUAL, "ion/colour"));
  }
}
