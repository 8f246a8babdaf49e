package org.stillwatch.core.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.instrument.Tally;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Scan;

/**
 * An instrument that is asked at a fixed rate. The polls have a thread of their own, so a store
 * that is slow or a disk that is full does not delay them; what they bring waits here, up to hours.
 */
public final class PolledInstrument implements Instrument {

  /** A turn waits so long for a poll, and ends as soon as one is done. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** The first turn tells whether the device is there. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(8);

  /** Readings that may wait for the store: at one a second of ten channels, over five hours. */
  private static final int MOST_WAITING = 200_000;

  /** Polls that one turn hands out at most. */
  private static final int AT_ONCE = 500;

  /** Within so long, or ten polls if that is longer, times that were left out add up. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  /** So many times left out lately are trouble; fewer are missing readings and no more. */
  private static final int MANY = 6;

  /** So many polls in a row bring nothing before a device that was there counts as gone. */
  private static final int GONE = 3;

  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final Device device;
  private final Duration every;
  private final Tally tally;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final ArrayDeque<Poller.Round> waiting = new ArrayDeque<>();
  private final Map<ChannelId, Channel> told = new HashMap<>();
  private int readingsWaiting;
  private long droppedPolls;
  private long leftOut;
  private final ArrayDeque<Late> late = new ArrayDeque<>();
  private boolean answered;
  private int unanswered;
  private Health health = new Health(Health.State.STARTING, "");
  private boolean begun;
  private volatile boolean closed;

  /** A poll that slept through times of the grid. */
  private record Late(Instant at, Duration took, long leftOut) {}

  /**
   * @param source what its answers come from, for the journal: {@code /dev/ttyUSB0}
   */
  public PolledInstrument(
      String id,
      String source,
      Device device,
      Duration every,
      SteadyClock clock,
      InstantSource wall) {
    this.device = device;
    this.every = every;
    this.tally = new Tally(source);
    // reading a serial port blocks in native code, which a virtual thread should not
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("poll " + id)
            .unstarted(() -> poll(new Poller(id, device, every, clock, wall)));
  }

  /** By the clocks of this machine. */
  public PolledInstrument(String id, String source, Device device, Duration every) {
    this(id, source, device, every, SteadyClock.SYSTEM, InstantSource.system());
  }

  private void poll(Poller poller) {
    while (!closed) {
      var round = poller.next();
      if (closed) {
        return;
      }
      lock.lock();
      try {
        waiting.add(round);
        readingsWaiting += readings(round);
        while (readingsWaiting > MOST_WAITING && waiting.size() > 1) {
          readingsWaiting -= readings(waiting.remove());
          droppedPolls++;
        }
        came.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  private static int readings(Poller.Round round) {
    return round.scans().stream().mapToInt(scan -> scan.readings().size()).sum();
  }

  @Override
  public List<Channel> channels() {
    return device.channels();
  }

  @Override
  public void resume(Optional<String> cursor) {
    // what was not asked for at its time cannot be had any more
  }

  @Override
  public Turn turn(Instant now) {
    boolean first = !begun;
    if (first) {
      begun = true;
      thread.start();
    }
    long before = tally.messages();
    var rounds = take(first ? FIRST_WAIT : WAIT);
    var scans = new ArrayList<Scan>();
    for (var round : rounds) {
      scans.addAll(round.scans());
      count(round, now);
    }
    return new Turn(
        scans,
        news(),
        tally.messages() - before,
        tally.takeProblems(now),
        "",
        false,
        // asks to be called again at once, so that the next poll is told as soon as it is done
        !first && !rounds.isEmpty(),
        judged(now));
  }

  private List<Poller.Round> take(Duration atMost) {
    var rounds = new ArrayList<Poller.Round>();
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (waiting.isEmpty() && left > 0 && !closed) {
        left = came.awaitNanos(left);
      }
      while (!waiting.isEmpty() && rounds.size() < AT_ONCE) {
        var round = waiting.remove();
        readingsWaiting -= readings(round);
        rounds.add(round);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return rounds;
  }

  private void count(Poller.Round round, Instant now) {
    var poll = round.poll();
    for (long i = poll.unreadable().size(); i < poll.answers(); i++) {
      tally.readable();
    }
    poll.unreadable().forEach(why -> tally.unreadable(why, now));
    health = patient(poll.health());
    if (round.leftOut() > 0) {
      leftOut += round.leftOut();
      late.add(new Late(now, round.took(), round.leftOut()));
    }
  }

  /**
   * An answer that is lost now and then is trouble; people are not told each time that it is gone.
   */
  private Health patient(Health found) {
    boolean gone = found.state() == Health.State.UNREACHABLE;
    unanswered = gone ? unanswered + 1 : 0;
    answered |= !gone;
    return gone && answered && unanswered < GONE ? Health.trouble(found.reason()) : found;
  }

  private List<Channel> news() {
    return device.channels().stream()
        .filter(channel -> !channel.equals(told.put(channel.id(), channel)))
        .toList();
  }

  private Health judged(Instant now) {
    long dropped = takeDropped();
    if (dropped > 0) {
      tally.note(
          new Unreadable(
              "dropped",
              dropped
                  + " polls were dropped, the oldest first, since the store could not take them for"
                  + " so long"),
          now);
    }
    if (health.state() != Health.State.OK) {
      return health;
    }
    return slow(now)
        .or(() -> tally.trouble(now))
        .map(Health::trouble)
        .orElseGet(() -> late.isEmpty() ? health : Health.ok(withLeftOut(health.reason())));
  }

  private String withLeftOut(String reason) {
    var count = leftOut + (leftOut == 1 ? " poll was" : " polls were") + " left out so far";
    return reason.isEmpty() ? count : reason + "; " + count;
  }

  private Optional<String> slow(Instant now) {
    var lately = every.multipliedBy(10);
    var since = now.minus(lately.compareTo(LATELY) > 0 ? lately : LATELY);
    late.removeIf(each -> !each.at().isAfter(since));
    if (late.stream().mapToLong(Late::leftOut).sum() < MANY) {
      return Optional.empty();
    }
    return late.stream()
        .map(Late::took)
        .max(Duration::compareTo)
        .map(
            longest ->
                "polls take up to "
                    + Seconds.text(longest)
                    + ", every: "
                    + Seconds.text(every)
                    + " is too often; "
                    + leftOut
                    + " were left out so far");
  }

  private long takeDropped() {
    lock.lock();
    try {
      long dropped = droppedPolls;
      droppedPolls = 0;
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Controls> controls() {
    return device.controls();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    device.close();
    lock.lock();
    try {
      came.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(TimeUnit.NANOSECONDS.toMillis(LEAVE.toNanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
