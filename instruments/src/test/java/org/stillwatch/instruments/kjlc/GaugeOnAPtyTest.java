package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Shared;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.port.PortKeys;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.PtyHost;
import org.stillwatch.simulators.wire.TcpHost;

/** Two gauges on one real pseudo terminal, as the station opens them; and one behind a port. */
@Timeout(120)
class GaugeOnAPtyTest {

  private static final int MOST_TURNS = 100;

  @TempDir private Path folder = Path.of("");

  private final Shared shared = new Shared();

  private static GaugeLine line() {
    var vacuum = Vacuum.still(1.53e-6, 2e-2, 740);
    return new GaugeLine(
        List.of(
            new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, vacuum).alreadyOn(),
            new SimulatedGauge("02", SimulatedGauge.Model.KJLC_392, vacuum).alreadyOn()));
  }

  private Instrument open(String id, Optional<String> port, Optional<String> tcp, String address) {
    var none = Optional.<Integer>empty();
    var keys = new PortKeys(port, tcp, none, none, Optional.empty(), none);
    var instrument =
        new GaugeKind()
            .open(
                new Site(id, ZoneOffset.UTC, folder, shared),
                new GaugeSettings(
                    keys,
                    Optional.of(address),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    instrument.resume(Optional.empty());
    return instrument;
  }

  private static Turn turnUntil(Instrument instrument, Predicate<Turn> wanted) {
    var turn = instrument.turn(Instant.now());
    for (int i = 0; i < MOST_TURNS && !wanted.test(turn); i++) {
      turn = instrument.turn(Instant.now());
    }
    assertTrue(wanted.test(turn), turn.toString());
    return turn;
  }

  private static boolean hasPressure(Turn turn) {
    return turn.scans().stream()
        .flatMap(scan -> scan.readings().stream())
        .anyMatch(
            reading ->
                reading instanceof Reading.Measured measured
                    && measured.channel().name().equals("ion/pressure")
                    && measured.value() == 1.53e-6);
  }

  private static boolean isUnreachable(Turn turn) {
    return turn.health().state() == Health.State.UNREACHABLE;
  }

  @Test
  void gaugesAreReadThroughAnUnpluggedCableAndBack() throws IOException {
    assumeTrue(PtyHost.isPossible(), "this system has no pseudo terminals");
    var link = folder.resolve("gauge");
    try (var host = new PtyHost(line(), Optional.of(link), false);
        var one = open("g1", Optional.of(link.toString()), Optional.empty(), "01");
        var two = open("g2", Optional.of(link.toString()), Optional.empty(), "02")) {
      assertTrue(hasPressure(turnUntil(one, GaugeOnAPtyTest::hasPressure)));
      assertTrue(hasPressure(turnUntil(two, GaugeOnAPtyTest::hasPressure)));
      host.unplug();
      var lost = turnUntil(one, GaugeOnAPtyTest::isUnreachable);
      assertTrue(lost.health().reason().contains(link.toString()), lost.health().reason());
      host.plugIn();
      assertTrue(hasPressure(turnUntil(one, GaugeOnAPtyTest::hasPressure)));
      assertTrue(hasPressure(turnUntil(two, GaugeOnAPtyTest::hasPressure)));
    }
  }

  @Test
  void aGaugeBehindAConverterIsReadThroughALostConnectionAndBack() throws IOException {
    try (var host = TcpHost.onLoopback(line());
        var one = open("g1", Optional.empty(), Optional.of(host.where()), "01")) {
      assertTrue(hasPressure(turnUntil(one, GaugeOnAPtyTest::hasPressure)));
      host.unplug();
      var lost = turnUntil(one, GaugeOnAPtyTest::isUnreachable);
      assertTrue(lost.health().reason().contains(host.where()), lost.health().reason());
      host.plugIn();
      assertTrue(hasPressure(turnUntil(one, GaugeOnAPtyTest::hasPressure)));
    }
  }
}
