package org.stillwatch.core.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * What interlocks go by: the newest readings with their true ages. An age counts from the time of
 * the reading as it was when it came, and goes on with a clock that never jumps; so neither a clock
 * that is set nor a device that repeats an old reading makes old data look new.
 */
final class Inputs {

  /** Most that is kept of one channel, for conditions that look back. */
  private static final int MOST = 20_000;

  /** A reading with the time that it had by the clock that never jumps. */
  private record Seen(Reading reading, Instant at) {}

  private static final class Past {
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private @Nullable Seen measured;
    private Instant newest = Instant.MIN;

    Past copy() {
      var other = new Past();
      other.seen.addAll(seen);
      other.measured = measured;
      other.newest = newest;
      return other;
    }
  }

  private final Map<ChannelId, Past> pasts = new HashMap<>();
  private final Map<ChannelId, Duration> windows;
  private final Set<ChannelId> wanted;
  private final Instant begun;

  /**
   * @param wanted the channels that interlocks ask for
   * @param windows how far back they look
   * @param begun by the clock that never jumps: what has never been seen has that age
   */
  Inputs(Set<ChannelId> wanted, Map<ChannelId, Duration> windows, Instant begun) {
    this.wanted = Set.copyOf(wanted);
    this.windows = Map.copyOf(windows);
    this.begun = begun;
  }

  /** The same as they are now, for whoever looks at them for longer. */
  Inputs copy() {
    var other = new Inputs(wanted, windows, begun);
    pasts.forEach((id, past) -> other.pasts.put(id, past.copy()));
    return other;
  }

  /**
   * New readings of an instrument.
   *
   * @param wall the wall clock as they came
   * @param now the clock that never jumps
   */
  void see(Collection<Reading> readings, Instant wall, Instant now) {
    for (var reading : readings) {
      if (!wanted.contains(reading.channel())) {
        continue;
      }
      var age = Duration.between(reading.time(), wall);
      var at = age.isPositive() ? now.minus(age) : now;
      var past = pasts.computeIfAbsent(reading.channel(), id -> new Past());
      if (!reading.time().isAfter(past.newest)) {
        continue; // the same again, or a late one: nothing about now
      }
      past.newest = reading.time();
      var seen = new Seen(reading, at);
      past.seen.add(seen);
      if (reading instanceof Reading.Measured) {
        past.measured = seen;
      }
      var length = windows.getOrDefault(reading.channel(), Duration.ZERO);
      // one before the window is needed as well
      while (past.seen.size() > MOST
          || (past.seen.size() > 2 && second(past).at().isBefore(now.minus(length)))) {
        past.seen.removeFirst();
      }
    }
  }

  /**
   * The wall clock was set. When it was set back, readings to come have earlier times than those
   * that came, and none is a repeated one; when it was set forward, they are later by themselves,
   * and may have come before this is known.
   */
  void clockSet(Duration by) {
    if (!by.isNegative()) {
      return;
    }
    pasts
        .values()
        .forEach(
            past ->
                past.newest = past.newest.equals(Instant.MIN) ? past.newest : past.newest.plus(by));
  }

  private static Seen second(Past past) {
    var all = past.seen.iterator();
    all.next();
    return all.next();
  }

  /**
   * What a condition may ask.
   *
   * @param stale readings older than this say nothing about now
   * @param patient whether one that is missing leaves the last measured value standing until that
   *     is stale; else it is unknown at once
   * @param simulated takes the place of what was read, for a proof
   * @param alarms whether the alarm of a rule is active
   */
  Facts facts(Instant now, Duration stale, boolean patient, Simulation simulated, Alarms alarms) {
    return new Facts() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public Optional<Reading> latest(ChannelId channel) {
        return simulated.reading(channel).or(() -> seen(channel).map(Seen::reading));
      }

      private Optional<Seen> seen(ChannelId channel) {
        var past = pasts.get(channel);
        return past == null
            ? Optional.empty()
            : Optional.ofNullable(
                patient && past.measured != null ? past.measured : past.seen.peekLast());
      }

      @Override
      public boolean stale(ChannelId channel) {
        return simulated.isStale(channel)
            || (simulated.reading(channel).isEmpty()
                && seen(channel).filter(last -> isFresh(last.at())).isEmpty());
      }

      private boolean isFresh(Instant at) {
        return Duration.between(at, now).compareTo(stale) <= 0;
      }

      @Override
      public List<Reading> window(ChannelId channel, Duration length) {
        var past = pasts.get(channel);
        var stand = simulated.reading(channel);
        if (past == null) {
          return stand.stream().toList();
        }
        var found = new ArrayList<Reading>();
        for (var each : past.seen) {
          if (each.at().isBefore(now.minus(length))) {
            found.clear();
          }
          found.add(each.reading());
        }
        return Stream.concat(found.stream(), stand.stream()).toList();
      }

      @Override
      public Truth alarm(String rule) {
        return simulated.alarm(rule).orElseGet(() -> alarms.of(rule, stale));
      }
    };
  }

  /**
   * How long nothing was measured of the one of these channels that was silent longest; zero
   * without channels.
   */
  Duration oldest(Set<ChannelId> channels, Instant now) {
    return channels.stream()
        .map(pasts::get)
        .map(past -> past == null || past.measured == null ? begun : past.measured.at())
        .map(at -> Duration.between(at, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
