package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stillwatch.core.instrument.SteadyClock;

/** What the supply said last, by channel; what is too old is not known. Safe for threads. */
final class Latest {

  private record Known(double value, long nanos) {}

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final SteadyClock clock;

  Latest(SteadyClock clock) {
    this.clock = clock;
  }

  void told(String channel, double value) {
    known.put(channel, new Known(value, clock.nanos()));
  }

  Optional<Double> of(String channel, Duration atMost) {
    return Optional.ofNullable(known.get(channel))
        .filter(each -> clock.nanos() - each.nanos() <= atMost.toNanos())
        .map(Known::value);
  }

  void forget() {
    known.clear();
  }
}
