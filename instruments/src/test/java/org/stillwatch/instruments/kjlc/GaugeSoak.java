package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.polling.Poller;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.FakeTime;

/**
 * Hours of polls of one gauge on a clock that does not wait, with a fault each minute, each kind in
 * turn: every reading that was expected must be there, measured or missing with a reason, and every
 * measured one true.
 *
 * <p>{@code main} takes the number of hours (24).
 */
final class GaugeSoak {

  /** What was found, of three pressures each second. */
  record Found(
      long expected, long measured, long missing, long withoutReason, long wrong, long faults) {}

  private static final List<String> PRESSURES =
      List.of("ion/pressure", "cg1/pressure", "cg2/pressure");

  private GaugeSoak() {}

  static Found run(int hours) {
    var time = FakeTime.at("2026-11-21T00:00:00Z");
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
    var faults = Misbehaviour.all();
    long expected = 0;
    long measured = 0;
    long missing = 0;
    long withoutReason = 0;
    long wrong = 0;
    int minute = 0;
    try (var gauge =
        new Gauge(
            "g",
            new GaugeTalk(lane, "01", Duration.ofMillis(500)),
            Optional.empty(),
            Optional.empty(),
            second,
            lane::close)) {
      var poller = new Poller("g", gauge, second, time, time);
      long end = Duration.ofHours(hours).toNanos();
      while (time.nanos() < end) {
        if (time.nanos() >= Duration.ofMinutes(minute + 1L).toNanos()) {
          line.next(1, faults.get(minute % faults.size()));
          minute++;
        }
        var round = poller.next();
        // its own time of the grid and those that it slept through
        expected += PRESSURES.size() * (1 + round.leftOut());
        if (round.poll().health().state() == Health.State.STARTING) {
          wrong++;
        }
        for (var scan : round.scans()) {
          for (var reading : scan.readings()) {
            if (!PRESSURES.contains(reading.channel().name())) {
              continue;
            }
            switch (reading) {
              case Reading.Measured value -> {
                measured++;
                wrong += value.value() == said(value.channel().name()) ? 0 : 1;
              }
              case Reading.Missing none -> {
                missing++;
                withoutReason += none.reason().isBlank() ? 1 : 0;
              }
            }
          }
        }
      }
    }
    return new Found(expected, measured, missing, withoutReason, wrong, line.spoilt());
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
