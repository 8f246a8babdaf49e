package org.stillwatch.reports;

import java.time.Duration;

/** Lengths of time as the axis of a run counts them. */
final class Elapsed {

  private Elapsed() {}

  /** Hours and minutes, however many hours: {@code 31 h 6 min}; {@code 23 min 7 s} below one. */
  static String of(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    if (hours > 0) {
      return minutes > 0 ? hours + " h " + minutes + " min" : hours + " h";
    }
    long rest = seconds % 60;
    if (minutes > 0) {
      return rest > 0 ? minutes + " min " + rest + " s" : minutes + " min";
    }
    return rest + " s";
  }
}
