package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.port.PortKeys;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.TcpHost;

@Timeout(60)
class CaenKindTest {

  private static CaenSettings settings(
      Optional<String> host, Optional<String> port, Optional<String> tcp, List<Integer> boards) {
    var none = Optional.<Integer>empty();
    return new CaenSettings(
        host,
        new PortKeys(port, tcp, none, none, Optional.empty(), none),
        boards,
        Optional.of(Duration.ofMillis(200)),
        Optional.of(Duration.ofMillis(300)),
        Optional.of(false),
        Optional.empty(),
        Optional.empty());
  }

  private static CaenSettings at(String host, String port, Integer... boards) {
    return settings(Optional.of(host), Optional.of(port), Optional.empty(), List.of(boards));
  }

  private static Instrument open(CaenSettings settings) {
    return new CaenKind().open(new Site("hv1", ZoneOffset.UTC, Path.of("")), settings);
  }

  private static void assertRefused(String part, CaenSettings settings) {
    var e = assertThrows(IllegalArgumentException.class, () -> open(settings).close());
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void theSupplyIsFoundInTheNetworkOrAtASerialPort() {
    assertEquals("10.0.0.9:1471", CaenKind.port(at("10.0.0.9", "1471")).name());
    var none = Optional.<String>empty();
    assertEquals(
        "10.0.0.9:1470",
        CaenKind.port(settings(Optional.of("10.0.0.9"), none, none, List.of())).name());
    assertEquals(
        "10.0.0.9:1470",
        CaenKind.port(settings(none, none, Optional.of("10.0.0.9:1470"), List.of())).name());
    assertEquals(
        "/dev/ttyUSB0",
        CaenKind.port(settings(none, Optional.of("/dev/ttyUSB0"), none, List.of())).name());
  }

  @Test
  void whatMakesNoSenseIsRefusedInOneSentence() {
    assertRefused("boards: 32 is no address; expected 0 to 31", at("10.0.0.9", "1470", 32));
    assertRefused("has one twice", at("10.0.0.9", "1470", 1, 1));
    assertRefused("'10.0.0.9:/dev/ttyUSB0' is no address", at("10.0.0.9", "/dev/ttyUSB0"));
    assertRefused(
        "both host and tcp",
        settings(Optional.of("a"), Optional.empty(), Optional.of("b:1"), List.of()));
  }

  @Test
  void unitsAreKnownWithoutTheSupply() {
    var kind = new CaenKind();
    var settings = at("10.0.0.9", "1470");
    assertEquals(Optional.of(Unit.of("V")), kind.unit(settings, "ch0/vmon"));
    assertEquals(Optional.of(Unit.of("uA")), kind.unit(settings, "b3-ch7/imon"));
    assertEquals(Optional.of(Unit.STATE), kind.unit(settings, "board/interlock"));
    assertEquals(Optional.of(Unit.NONE), kind.unit(settings, "board/alarm"));
    assertEquals(Optional.empty(), kind.unit(settings, "ch0/colour"));
  }

  /** The health after so many turns at most, as soon as it is of this state. */
  private static Health await(Instrument instrument, Health.State state) {
    var health = instrument.turn(Instant.now()).health();
    for (int i = 0; i < 100 && health.state() != state; i++) {
      health = instrument.turn(Instant.now()).health();
    }
    return health;
  }

  private static CaenSettings at(TcpHost host) {
    return at("127.0.0.1", Integer.toString(host.port()), 0);
  }

  private static TcpHost host(TcpHost.Clients clients) throws IOException {
    return TcpHost.onLoopback(
        new SimulatedCaen(Duration.ofMillis(1), List.of(Bench.n1470(0).standing(0, 100))), clients);
  }

  @Test
  void aSecondClientIsToldAndServedWhenTheFirstHasGone() throws IOException {
    try (var host = host(TcpHost.Clients.ONE_SERVED);
        var first = open(at(host))) {
      assertEquals(Health.State.OK, await(first, Health.State.OK).state());
      try (var second = open(at(host))) {
        var health = await(second, Health.State.UNREACHABLE);
        assertTrue(health.reason().contains("another client has the supply"), health.reason());
        assertEquals(Health.State.OK, first.turn(Instant.now()).health().state());
        first.close();
        assertEquals(Health.State.OK, await(second, Health.State.OK).state());
      }
    }
  }

  @Test
  void aSecondClientThatIsCutOffDoesNotDisturbTheFirst() throws IOException {
    try (var host = host(TcpHost.Clients.ONE_ONLY);
        var first = open(at(host))) {
      assertEquals(Health.State.OK, await(first, Health.State.OK).state());
      try (var second = open(at(host))) {
        assertFalse(await(second, Health.State.UNREACHABLE).reason().isEmpty());
        assertEquals(Health.State.OK, first.turn(Instant.now()).health().state());
      }
    }
  }
}
