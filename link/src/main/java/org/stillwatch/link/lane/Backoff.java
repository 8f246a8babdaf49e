package org.stillwatch.link.lane;

import java.time.Duration;
import java.util.List;

/** How long to wait before a port is tried again: 1, 2, 5, 10, then every 30 s. */
final class Backoff {

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  private int failures;

  Duration next() {
    return WAITS.get(Math.min(failures++, WAITS.size() - 1));
  }

  void worked() {
    failures = 0;
  }
}
