package org.stillwatch.core.procedure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Numbers;

/**
 * The course of one channel during a run, thinned: a point every two seconds at first, and every
 * second one dropped whenever there are too many, so that a run of weeks takes no more room than
 * one of hours. Kept with the run, so that what later runs are compared with does not depend on how
 * long readings are kept. Owned by one thread; {@link #points} is a copy.
 */
public final class Curve {

  private static final int MOST = 360;
  private static final long FINEST = 2;
  private static final int DIGITS = 5;

  /**
   * One point.
   *
   * @param second since the start of the run
   * @param value in the unit of the channel
   */
  public record Point(long second, double value) {}

  private final List<Point> points = new ArrayList<>();
  private long spacing = FINEST;

  /**
   * Takes a value.
   *
   * @return whether it was kept
   */
  boolean add(Duration since, double value) {
    long second = since.toSeconds();
    if (second < 0 || (!points.isEmpty() && second < points.getLast().second() + spacing)) {
      return false;
    }
    // as it is kept, so that a restart changes nothing
    points.add(new Point(second, Double.parseDouble(Numbers.rounded(value, DIGITS))));
    if (points.size() > MOST) {
      for (int i = points.size() - 1; i > 0; i -= 2) {
        points.remove(i - 1);
      }
      spacing *= 2;
    }
    return true;
  }

  /** The points, in order of time. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /** Seconds between points at least. */
  long spacing() {
    return spacing;
  }

  /** The points that are not older than this second. */
  List<Point> from(long second) {
    int begin = points.size();
    while (begin > 0 && points.get(begin - 1).second() >= second) {
      begin--;
    }
    return points.subList(begin, points.size());
  }

  /** One line of text, for a store. */
  String encode() {
    var line = new StringBuilder(Long.toString(spacing));
    for (var point : points) {
      line.append(' ').append(point.second()).append(':');
      line.append(Numbers.rounded(point.value(), DIGITS));
    }
    return line.toString();
  }

  /** What {@link #encode} gave. */
  static Curve decode(String line) {
    var curve = new Curve();
    var words = line.split(" ");
    curve.spacing = Long.parseLong(words[0]);
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      curve.points.add(
          new Point(
              Long.parseLong(words[i].substring(0, colon)),
              Double.parseDouble(words[i].substring(colon + 1))));
    }
    return curve;
  }
}
