package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** A 392 at address 0A, its model found out by asking. */
class GaugeContractTest extends InstrumentContract {

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new Gauge(
        ID,
        new GaugeTalk(lane, "0A", Duration.ofMillis(500)),
        Optional.empty(),
        Optional.empty(),
        every(),
        lane::close);
  }

  @Override
  protected WireDevice peer() {
    return new GaugeLine(
        List.of(
            new SimulatedGauge(
                    "0A", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2.5e-2, 740))
                .alreadyOn()));
  }

  @Override
  protected Manners manners() {
    return GaugeTalk.MANNERS;
  }

  @Override
  protected Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("ion/pressure", "cg1/pressure", "cg2/pressure");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return switch (channel) {
      case "ion/pressure" -> value == 1.53e-6;
      case "cg1/pressure" -> value == 2.5e-2;
      case "cg2/pressure" -> value == 740;
      case "ion/filament" -> value == 1;
      default -> value == 0;
    };
  }
}
