package org.stillwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poller;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;

/**
 * Hours of polls on a clock that does not wait, with a fault each minute, each kind in turn: every
 * reading that was expected must be in the store, measured or missing with a reason, and every
 * measured one true.
 */
public final class Soak {

  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private Soak() {}

  /** The clock of a soak, at its beginning. */
  public static FakeTime time() {
    return FakeTime.at(START);
  }

  /** Whether a value can be one that the simulated device really had. */
  @FunctionalInterface
  public interface Truth {
    boolean isTrue(String channel, double value);
  }

  /**
   * What was found.
   *
   * @param expected one of each channel for each time of the grid
   * @param stored what the store has of it, measured or missing
   * @param blank missing without a reason
   * @param wrong measured values that the device never had
   * @param faults that came about
   */
  public record Found(
      long expected,
      long stored,
      long measured,
      long missing,
      long blank,
      long wrong,
      long faults) {}

  /**
   * Polls for so long.
   *
   * @param names of the channels that each poll must tell of, without the instrument
   */
  public static Found run(
      Duration length,
      Duration every,
      Device device,
      MisbehavingDevice line,
      FakeTime time,
      Set<String> names,
      Truth truth) {
    var faults = Misbehaviour.all();
    long expected = 0;
    int minute = 0;
    try (var store = new MemoryStore(time)) {
      var poller = new Poller("soak", device, every, time, time);
      while (time.nanos() < length.toNanos()) {
        if (time.nanos() >= Duration.ofMinutes(minute + 1L).toNanos()) {
          line.next(1, faults.get(minute % faults.size()));
          minute++;
        }
        var round = poller.next();
        expected += names.size() * (1 + round.leftOut());
        var readings = new ArrayList<Reading>();
        round.scans().forEach(scan -> readings.addAll(scan.readings()));
        store.commit(Commit.ofReadings(device.channels(), readings));
      }
      return count(store, expected, names, truth, line.spoilt());
    }
  }

  private static Found count(
      ReadingStore store, long expected, Set<String> names, Truth truth, long faults) {
    var all = new ArrayList<Reading>();
    for (var name : names) {
      store.read(ChannelId.of("soak", name), START, START.plus(Duration.ofDays(3650)), all::add);
    }
    long measured = 0;
    long missing = 0;
    long blank = 0;
    long wrong = 0;
    for (var reading : List.copyOf(all)) {
      switch (reading) {
        case Reading.Measured value -> {
          measured++;
          wrong += truth.isTrue(value.channel().name(), value.value()) ? 0 : 1;
        }
        case Reading.Missing none -> {
          missing++;
          blank += none.reason().isBlank() ? 1 : 0;
        }
      }
    }
    return new Found(expected, all.size(), measured, missing, blank, wrong, faults);
  }
}
