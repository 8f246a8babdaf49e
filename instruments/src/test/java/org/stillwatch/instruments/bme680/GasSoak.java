package org.stillwatch.instruments.bme680;

import java.time.Duration;
import java.util.Set;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.Soak;

/** {@link Soak} of a gas sensor, each 10 s. {@code main} takes the number of hours (24). */
final class GasSoak {

  private GasSoak() {}

  static Soak.Found run(int hours) {
    var time = Soak.time();
    var line = new MisbehavingDevice(new SimulatedGasSensor(Sketch.PICOSEC, 1), 7);
    var lane = new Lane(new DevicePort("/dev/ttyACM0", time, line), GasSensor.MANNERS, time);
    var every = Duration.ofSeconds(10);
    try (var sensor =
        new GasSensor(
            "soak", lane, Terminator.AUTO, Duration.ofMinutes(5), every, time, lane::close)) {
      return Soak.run(
          Duration.ofHours(hours),
          every,
          sensor,
          line,
          time,
          Set.of("air/temperature", "air/pressure", "air/humidity", "air/resistance"),
          GasSoak::isPossible);
    }
  }

  /** It drifts slowly, within these. */
  private static boolean isPossible(String channel, double value) {
    return switch (channel) {
      case "air/temperature" -> value > 290 && value < 300;
      case "air/pressure" -> value > 99_000 && value < 102_000;
      case "air/humidity" -> value > 20 && value < 60;
      default -> value > 1e3 && value < 1e7;
    };
  }

  public static void main(String... words) {
    int hours = words.length > 0 ? Integer.parseInt(words[0]) : 24;
    long began = System.nanoTime();
    System.out.printf("%s in %.1f s%n", run(hours), (System.nanoTime() - began) / 1e9);
  }
}
