package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.FakeTime;

/** Simulated gauges on one pair of wires, and a lane to them, on a clock that does not wait. */
final class Bench {

  final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  final Cable cable;
  final MisbehavingDevice line;
  final DevicePort port;
  final Lane lane;

  Bench(SimulatedGauge... gauges) {
    cable = new Cable(gauges);
    line = new MisbehavingDevice(cable, 1);
    port = new DevicePort("/dev/ttyUSB0", time, line);
    lane = new Lane(port, GaugeTalk.MANNERS, time);
  }

  GaugeTalk talk(String address) {
    return new GaugeTalk(lane, address, Duration.ofMillis(500));
  }

  Gauge gauge(String address) {
    return gauge(address, Optional.empty());
  }

  Gauge gauge(String address, Optional<PressureUnit> unit) {
    return new Gauge(
        "g" + address.toLowerCase(Locale.ROOT),
        talk(address),
        Optional.empty(),
        unit,
        Duration.ofSeconds(1),
        lane::close);
  }

  Poll poll(Gauge gauge) {
    time.rest(Duration.ofSeconds(1));
    return gauge.poll(time.instant());
  }

  Poll poll(Gauge gauge, int times) {
    for (int i = 1; i < times; i++) {
      var before = poll(gauge);
    }
    return poll(gauge);
  }

  /** The value, or the reason why there is none; empty when the poll did not bring it. */
  static String of(Poll poll, String channel) {
    return poll.readings().stream()
        .filter(reading -> reading.channel().name().equals(channel))
        .map(
            reading ->
                switch (reading) {
                  case Reading.Measured measured -> String.valueOf(measured.value());
                  case Reading.Missing missing -> missing.reason();
                })
        .findFirst()
        .orElse("");
  }
}
