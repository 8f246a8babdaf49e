package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.testkit.FaultTable;

/** What is seen when the reply to RD of a gauge is spoilt. */
public final class GaugeFaults {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private GaugeFaults() {}

  public static FaultTable table() {
    return new FaultTable(
        () ->
            new GaugeLine(
                List.of(
                    new SimulatedGauge(
                            "01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2.5e-2, 740))
                        .alreadyOn())),
        (lane, _) ->
            new Gauge(
                "gauge1",
                new GaugeTalk(lane, "01", Duration.ofMillis(500)),
                Optional.empty(),
                Optional.empty(),
                EVERY,
                lane::close),
        GaugeTalk.MANNERS,
        EVERY,
        "ion/pressure",
        1);
  }
}
