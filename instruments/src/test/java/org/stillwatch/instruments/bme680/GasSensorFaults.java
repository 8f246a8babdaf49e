package org.stillwatch.instruments.bme680;

import java.time.Duration;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.testkit.FaultTable;

/** What is seen when a reply of the gas sensor is spoilt. */
public final class GasSensorFaults {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private GasSensorFaults() {}

  public static FaultTable table() {
    return new FaultTable(
        () -> new SimulatedGasSensor(Sketch.PICOSEC, 1),
        (lane, clock) ->
            new GasSensor(
                "gas", lane, Terminator.AUTO, Duration.ofMinutes(5), EVERY, clock, lane::close),
        GasSensor.MANNERS,
        EVERY,
        "air/temperature",
        0);
  }
}
