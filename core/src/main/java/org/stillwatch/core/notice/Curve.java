package org.stillwatch.core.notice;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.stillwatch.core.reading.Channel;

/**
 * The course of one channel over a while, thinned for a picture without losing its extremes.
 *
 * @param from where the picture begins
 * @param to where it ends
 * @param points in order of time; where readings were missing there is none, and the line breaks
 * @param limits that the rule compares with, in the unit of the channel
 */
public record Curve(
    Channel channel, Instant from, Instant to, List<Point> points, List<Double> limits) {

  public Curve {
    points = List.copyOf(points);
    limits = List.copyOf(limits);
  }

  /**
   * The readings of a short while.
   *
   * @param low the least value, in the unit of the channel; empty when all were missing
   * @param high the greatest value
   */
  public record Point(Instant time, OptionalDouble low, OptionalDouble high) {}
}
