package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.Soak;

/** {@link Soak} of one gauge, each second. {@code main} takes the number of hours (24). */
final class GaugeSoak {

  private GaugeSoak() {}

  static Soak.Found run(int hours) {
    var time = Soak.time();
    var line =
        new MisbehavingDevice(
            new GaugeLine(
                List.of(
                    new SimulatedGauge(
                            "01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2.5e-2, 740))
                        .alreadyOn())),
            7);
    var lane = new Lane(new DevicePort("/dev/ttyUSB0", time, line), GaugeTalk.MANNERS, time);
    var second = Duration.ofSeconds(1);
    try (var gauge =
        new Gauge(
            "soak",
            new GaugeTalk(lane, "01", Duration.ofMillis(500)),
            Optional.empty(),
            Optional.empty(),
            second,
            lane::close)) {
      return Soak.run(
          Duration.ofHours(hours),
          second,
          gauge,
          line,
          time,
          Set.of("ion/pressure", "cg1/pressure", "cg2/pressure"),
          (channel, value) -> value == said(channel));
    }
  }

  private static double said(String channel) {
    return switch (channel) {
      case "ion/pressure" -> 1.53e-6;
      case "cg1/pressure" -> 2.5e-2;
      default -> 740;
    };
  }

  public static void main(String... words) {
    int hours = words.length > 0 ? Integer.parseInt(words[0]) : 24;
    long began = System.nanoTime();
    System.out.printf("%s in %.1f s%n", run(hours), (System.nanoTime() - began) / 1e9);
  }
}
