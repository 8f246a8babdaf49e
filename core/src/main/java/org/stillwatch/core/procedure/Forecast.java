package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import org.stillwatch.core.notice.Words;

/**
 * When a run is expected to reach a threshold. It is as old as the newest point of the run's
 * course: a run without new values keeps the forecast that it has, even when its time has come and
 * gone.
 *
 * @param earliest the threshold is meant to be reached between this and {@code latest} in eight of
 *     ten cases
 * @param earlier how many earlier runs it rests on; 0: on the course of this run alone
 */
public record Forecast(Goal goal, Instant expected, Instant earliest, Instant latest, int earlier) {

  /** Steps, in seconds, to which lengths of time are rounded. */
  private static final long[] STEPS = {60, 300, 600, 1800, 3600, 7200, 21600};

  /**
   * In words: {@code MXC 20 mK in about 9 h (8 h to 11 h), from 5 earlier runs}. Lengths are
   * rounded as coarsely as the interval is wide.
   *
   * @param channel what people call the channel of the goal
   */
  public String words(String channel, Instant now) {
    long step = step(Duration.between(earliest, latest).dividedBy(3).toSeconds());
    return channel
        + " "
        + goal.threshold()
        + (latest.isAfter(now)
            ? " in about "
                + length(now, expected, step)
                + " ("
                + length(now, earliest, step)
                + " to "
                + length(now, latest, step)
                + "), from "
            : " is overdue by about " + length(latest, now, step) + ", from ")
        + switch (earlier) {
          case 0 -> "this run alone";
          case 1 -> "1 earlier run";
          default -> earlier + " earlier runs";
        };
  }

  private static long step(long wanted) {
    long step = STEPS[0];
    for (long each : STEPS) {
      if (each <= wanted) {
        step = each;
      }
    }
    return step;
  }

  private static String length(Instant from, Instant to, long step) {
    long seconds = Math.max(0, Duration.between(from, to).toSeconds());
    var rounded = Duration.ofSeconds((seconds + step / 2) / step * step);
    return rounded.isZero() ? "0 min" : Words.length(rounded);
  }
}
