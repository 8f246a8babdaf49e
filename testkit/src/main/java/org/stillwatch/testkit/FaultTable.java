package org.stillwatch.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * What a user sees of each fault, as rows for the documentation, made by letting it happen. A test
 * compares them with the page, so that the page stays true.
 *
 * @param peer makes a device that is well
 * @param device makes the driver on a lane, to be closed with it
 * @param channel whose reading is shown, without the instrument
 * @param before how many replies of a poll come before that of the channel
 */
public record FaultTable(
    Supplier<WireDevice> peer,
    BiFunction<Lane, SteadyClock, Device> device,
    Manners manners,
    Duration every,
    String channel,
    int before) {

  private static final int MOST_POLLS = 60;

  /** {@code | fault | reading | instrument | well again |}, one row for each fault. */
  public List<String> rows() {
    return Misbehaviour.all().stream().map(this::row).toList();
  }

  private String row(Misbehaviour fault) {
    var time = FakeTime.at("2026-11-21T10:00:00Z");
    var line = new MisbehavingDevice(peer.get(), 3);
    var lane = new Lane(new DevicePort("/dev/ttyUSB0", time, line), manners, time);
    try (var made = device.apply(lane, time)) {
      for (int i = 0; i < 20; i++) {
        var well = made.poll(time.instant());
        time.rest(every);
      }
      if (before > 0) {
        line.next(before, new Misbehaviour.LineFeed()); // harmless
      }
      line.next(1, fault);
      var readings = new LinkedHashSet<String>();
      var healths = new LinkedHashSet<String>();
      int polls = 0;
      boolean well = false;
      while (!well && polls < MOST_POLLS) {
        long began = time.nanos();
        var poll = made.poll(time.instant());
        polls++;
        well = isWell(poll);
        if (!well || polls == 1) {
          readings.add(shown(poll));
          healths.add(shown(poll.health()));
        }
        long spent = time.nanos() - began;
        time.rest(Duration.ofNanos(Math.max(0, every.toNanos() - spent % every.toNanos())));
      }
      return "| %s | %s | %s | %s |"
          .formatted(
              fault.word(),
              String.join("; then ", readings),
              String.join("; then ", healths),
              polls == 1 ? "at once" : "after " + (polls - 1) + (polls == 2 ? " poll" : " polls"));
    }
  }

  private static boolean isWell(Poll poll) {
    return poll.health().state() == Health.State.OK
        && poll.readings().stream().allMatch(reading -> reading instanceof Reading.Measured);
  }

  private String shown(Poll poll) {
    var all = new ArrayList<String>();
    for (var reading : poll.readings()) {
      if (reading.channel().name().equals(channel)) {
        all.add(
            switch (reading) {
              case Reading.Measured _ -> "measured";
              case Reading.Missing missing -> "missing: " + missing.reason();
            });
      }
    }
    return String.join(", ", all).replace("|", "\\|");
  }

  private static String shown(Health health) {
    return (health.state().word()
            + (health.state() == Health.State.OK || health.reason().isEmpty()
                ? ""
                : ": " + health.reason()))
        .replaceAll("tried again in \\d+ s", "tried again in a few seconds")
        .replace("|", "\\|");
  }
}
