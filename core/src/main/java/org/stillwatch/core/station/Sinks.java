package org.stillwatch.core.station;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.stillwatch.core.station.StationView.SinkStatus;
import org.stillwatch.core.station.Watchdog.Finding;
import org.stillwatch.core.store.StationStore;

/** The sinks of a station, each with a thread of its own, and what is to be told of them. */
final class Sinks {

  /** All together are waited for no longer than this when the station stops. */
  private static final Duration END = Duration.ofMillis(1500);

  private final List<SinkFeed> feeds;

  /**
   * @param nanos a clock that never jumps
   * @param trouble is told which part failed in a way it should not, and why
   */
  Sinks(
      Map<String, Sink.Opening> sinks,
      StationStore store,
      InstantSource clock,
      LongSupplier nanos,
      BiConsumer<String, String> trouble) {
    this.feeds =
        sinks.entrySet().stream()
            .map(sink -> new SinkFeed(sink.getKey(), sink.getValue(), store, clock, nanos, trouble))
            .toList();
  }

  void start() {
    feeds.forEach(SinkFeed::start);
  }

  /** Begins to end; what is on its way over there may be sent again at the next start. */
  void stop() {
    feeds.forEach(SinkFeed::stop);
  }

  /** Waits for the end, not for ever: what hangs is left behind. */
  void close() {
    long end = System.nanoTime() + END.toNanos();
    for (var feed : feeds) {
      feed.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  List<SinkStatus> statuses() {
    return feeds.stream().map(feed -> feed.record().status()).toList();
  }

  /** What people must know of now. */
  List<Finding> findings() {
    return feeds.stream().flatMap(feed -> feed.record().findings().stream()).toList();
  }

  /** What is known to be right, with the words to tell it. */
  Map<String, String> well() {
    var well = new HashMap<String, String>();
    feeds.forEach(feed -> well.putAll(feed.record().well()));
    return well;
  }

  /** Every part that something may be found about. */
  Set<String> parts() {
    return feeds.stream()
        .flatMap(feed -> feed.record().parts().stream())
        .collect(Collectors.toSet());
  }
}
