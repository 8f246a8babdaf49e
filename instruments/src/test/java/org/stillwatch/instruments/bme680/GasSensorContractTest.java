package org.stillwatch.instruments.bme680;

import java.time.Duration;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** The sketch of the Picosec laboratory. */
class GasSensorContractTest extends InstrumentContract {

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new GasSensor(
        ID, lane, Terminator.AUTO, Duration.ofMinutes(5), every(), clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    return new SimulatedGasSensor(Sketch.PICOSEC, 1);
  }

  @Override
  protected Manners manners() {
    return GasSensor.MANNERS;
  }

  @Override
  protected Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("air/temperature", "air/pressure", "air/humidity", "air/resistance");
  }

  /** It drifts, within these. */
  @Override
  protected boolean isTrue(String channel, double value) {
    return switch (channel) {
      case "air/temperature" -> value >= 293.53 && value <= 295.53;
      case "air/pressure" -> value >= 100_662 && value <= 100_762;
      case "air/humidity" -> value >= 36.2 && value <= 40.22;
      case "air/resistance" -> value >= 20_000 && value <= 52_000;
      default -> value == 0 || value == 1;
    };
  }
}
