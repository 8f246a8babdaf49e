package org.stillwatch.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.serial.Parity;
import org.stillwatch.link.serial.SerialPort;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.PtyHost;

/**
 * What a question to a gauge costs over what the wire itself takes: a pseudo terminal whose far end
 * takes 0.52 ms for each byte in both directions (19200 baud) and the gauge's 3.3 ms to answer.
 */
final class LaneRoundTrip {

  private static final int BAUD = 19200;
  private static final int BITS = 10;
  private static final double GAUGE_MILLIS = 3.3;
  private static final String REQUEST = "#01RD\r";
  private static final int REPLY_BYTES = 13;

  private LaneRoundTrip() {}

  /**
   * @param hundreds how many hundred questions
   */
  static void run(int hundreds, Scratch scratch) throws Exception {
    var gauge =
        new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 1, 1));
    double limit = 1e3 * BITS * (REQUEST.length() + REPLY_BYTES) / BAUD + GAUGE_MILLIS;
    try (var host = new PtyHost(new GaugeLine(List.of(gauge)), Optional.empty(), true);
        var lane =
            new Lane(
                new SerialPort(host.where(), BAUD, 8, Parity.NONE, 1),
                Manners.PLAIN.withGap(Duration.ofMillis(5)),
                SteadyClock.SYSTEM)) {
      var millis = new double[100 * hundreds];
      for (int i = -50; i < millis.length; i++) {
        var answer =
            lane.ask(
                Urgency.POLL,
                REQUEST.getBytes(StandardCharsets.US_ASCII),
                Framing.endedBy("\r"),
                Duration.ofSeconds(1));
        if (!(answer instanceof Answer.Complete complete)) {
          throw new IllegalStateException("the gauge " + answer.why());
        }
        if (i >= 0) {
          millis[i] = complete.took().toNanos() / 1e6;
        }
      }
      Arrays.sort(millis);
      Table.head(
          "question to answer at 19200 baud, " + millis.length + " questions",
          "wire and gauge",
          "least",
          "p50",
          "p99",
          "p50 over the wire");
      Table.row(
          "kjlc-gauge on a pseudo terminal",
          Table.millis(limit),
          Table.millis(millis[0]),
          Table.millis(millis[millis.length / 2]),
          Table.millis(millis[millis.length * 99 / 100]),
          Table.millis(millis[millis.length / 2] - limit));
    }
  }
}
