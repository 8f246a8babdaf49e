package org.stillwatch.core.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;

/**
 * Asks a device at a fixed rate. Each time of the grid gives one scan: what was measured, what is
 * missing and why, or that it was not asked since the poll before it took too long. So readings and
 * missing readings add up to what was expected, whatever happens on the line.
 */
public final class Poller {

  /** So many times that were left out in one go become missing readings; more are counted only. */
  private static final int LEFT_OUT = 3600;

  /**
   * One poll and the times that it slept through.
   *
   * @param scans its own first
   * @param took how long it took
   * @param leftOut how many times of the grid it slept through
   */
  public record Round(List<Scan> scans, Poll poll, Duration took, long leftOut) {
    public Round {
      scans = List.copyOf(scans);
    }
  }

  private final String instrument;
  private final Device device;
  private final Duration every;
  private final SteadyClock clock;
  private final InstantSource wall;
  private final Grid grid;

  /**
   * @param every from one poll to the next, 1 ms or more
   * @param wall gives the times of the readings
   */
  public Poller(
      String instrument, Device device, Duration every, SteadyClock clock, InstantSource wall) {
    this.instrument = instrument;
    this.device = device;
    this.every = every;
    this.clock = clock;
    this.wall = wall;
    this.grid = new Grid(every, clock.nanos());
  }

  /** Waits until the next poll is due, and asks. */
  public Round next() {
    var until = Duration.ofNanos(grid.due() - clock.nanos());
    if (until.isPositive()) {
      clock.rest(until);
    }
    long began = clock.nanos();
    var time = wall.instant().truncatedTo(ChronoUnit.MICROS);
    var poll = ask(time);
    long ended = clock.nanos();
    var took = Duration.ofNanos(ended - began);
    long leftOut = grid.advance(ended);
    var scans = new ArrayList<Scan>();
    if (!poll.readings().isEmpty()) {
      scans.add(new Scan(instrument, time, poll.readings()));
    }
    for (long i = 1; i <= Math.min(leftOut, LEFT_OUT) && !poll.readings().isEmpty(); i++) {
      scans.add(notAsked(poll, time.plus(every.multipliedBy(i)), took));
    }
    return new Round(scans, poll, took, leftOut);
  }

  private Poll ask(Instant time) {
    try {
      return device.poll(time);
    } catch (RuntimeException | LinkageError e) {
      // neither a bad answer nor a missing native library may end the watching of a device in
      // silence
      return new Poll(
          List.of(),
          0,
          List.of(),
          Health.trouble(
              "a poll failed in a way it should not ("
                  + e.getClass().getSimpleName()
                  + ": "
                  + e.getMessage()
                  + "); please report it"));
    }
  }

  private Scan notAsked(Poll poll, Instant time, Duration took) {
    var readings = new ArrayList<Reading>();
    var reason = "not asked: the poll before took " + Seconds.text(took);
    for (var reading : poll.readings()) {
      // of a device that does not answer that is the cause, and what a person must know first
      var why =
          reading instanceof Reading.Missing missing ? missing.reason() + "; " + reason : reason;
      readings.add(Reading.missing(reading.channel(), time, reading.ordinal(), why));
    }
    return new Scan(instrument, time, readings);
  }
}
