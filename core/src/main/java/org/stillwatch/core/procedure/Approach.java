package org.stillwatch.core.procedure;

import java.util.Arrays;
import java.util.List;
import org.stillwatch.core.procedure.Curve.Point;

/**
 * The way of one channel of a run towards a threshold: for each level, when the run came there for
 * good. Levels grow towards the threshold, whether the value falls or rises. What the run did
 * before it fell back behind a level does not count for that level, nor does a single point that
 * stands apart from its neighbours.
 */
final class Approach {

  /** Half the width of the window in which a point may stand apart, in points. */
  private static final int NEAR = 2;

  /** So many times farther from the median of its neighbours than these are, a point is dropped. */
  private static final double APART = 5;

  /** Beyond this a value is no measured quantity in any unit, and differences would overflow. */
  private static final double ABSURD = 1e30;

  /**
   * Makes levels of values.
   *
   * @param logarithmic equal steps are equal factors
   */
  record Scale(boolean logarithmic, boolean falling) {

    /** That of a threshold: logarithmic when it and all values are positive. */
    static Scale of(List<Point> points, double limit, boolean falling) {
      return new Scale(limit > 0 && points.stream().allMatch(p -> p.value() > 0), falling);
    }

    double level(double value) {
      double scaled = logarithmic ? Math.log(value) : value;
      return falling ? -scaled : scaled;
    }

    boolean has(double value) {
      return Math.abs(value) < ABSURD && (!logarithmic || value > 0);
    }
  }

  /** A slope is one when it is so many times its standard error. */
  private static final double SURE = 4;

  private final double[] second;
  private final double[] level;

  /** The least level from here on. */
  private final double[] settled;

  private Approach(double[] second, double[] level) {
    this.second = second;
    this.level = level;
    settled = level.clone();
    for (int i = settled.length - 2; i >= 0; i--) {
      settled[i] = Math.min(settled[i], settled[i + 1]);
    }
  }

  /** The way up to a second; it may be empty. */
  static Approach of(List<Point> points, Scale scale, double until) {
    var second = new double[points.size() + 1];
    var level = new double[points.size() + 1];
    int n = 0;
    for (var point : points) {
      boolean follows = n == 0 || point.second() > second[n - 1];
      if (follows && point.second() <= until && scale.has(point.value())) {
        second[n] = point.second();
        level[n++] = scale.level(point.value());
      }
    }
    return new Approach(Arrays.copyOf(second, n), calm(Arrays.copyOf(level, n)));
  }

  /** The same, and at its end it is at the threshold. */
  Approach reaching(double limit, double when) {
    int n = second.length;
    while (n > 0 && second[n - 1] >= when) {
      n--;
    }
    var seconds = Arrays.copyOf(second, n + 1);
    var levels = Arrays.copyOf(level, n + 1);
    seconds[n] = when;
    levels[n] = limit;
    return new Approach(seconds, levels);
  }

  /** Points that stand apart take the median of their neighbours; all others stay as they are. */
  private static double[] calm(double[] levels) {
    var calm = levels.clone();
    for (int i = 0; i < levels.length; i++) {
      if (i > 0 && i < levels.length - 1 && between(levels[i - 1], levels[i], levels[i + 1])) {
        continue;
      }
      int from = Math.clamp(i - NEAR, 0, Math.max(0, levels.length - 2 * NEAR - 1));
      var near = Arrays.copyOfRange(levels, from, Math.min(levels.length, from + 2 * NEAR + 1));
      double middle = Spread.median(near);
      for (int k = 0; k < near.length; k++) {
        near[k] = Math.abs(near[k] - middle);
      }
      if (Math.abs(levels[i] - middle) > APART * Spread.median(near)) {
        calm[i] = middle;
      }
    }
    return calm;
  }

  private static boolean between(double before, double here, double after) {
    return (before <= here && here <= after) || (before >= here && here >= after);
  }

  boolean isEmpty() {
    return second.length == 0;
  }

  int size() {
    return second.length;
  }

  /** The level that it never was behind. */
  double least() {
    return settled[0];
  }

  double first() {
    return second[0];
  }

  double last() {
    return second[second.length - 1];
  }

  /** Where it is at its end. */
  double end() {
    return level[level.length - 1];
  }

  /** The farthest that it ever was. */
  double farthest() {
    return Arrays.stream(level).max().orElseThrow();
  }

  /** How far it fell back after it was farthest. */
  double setback() {
    double farthest = farthest();
    double least = farthest;
    boolean after = false;
    for (double each : level) {
      after |= each == farthest;
      least = after ? Math.min(least, each) : least;
    }
    return farthest - least;
  }

  /** The first second at which it was at a level, not before another second; infinite: never. */
  double firstAt(double wanted, double from) {
    for (int i = 0; i < level.length; i++) {
      if (second[i] >= from && level[i] >= wanted) {
        return second[i];
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** The second from which on it was never behind a level again; its end when it still is. */
  double came(double wanted) {
    int i = Arrays.binarySearch(settled, wanted);
    if (i < 0) {
      i = -i - 1;
    }
    while (i > 0 && settled[i - 1] >= wanted) {
      i--;
    }
    if (i == 0) {
      return first();
    }
    if (i == level.length) {
      return last();
    }
    double part = (wanted - level[i - 1]) / (level[i] - level[i - 1]);
    return second[i - 1] + part * (second[i] - second[i - 1]);
  }

  /**
   * Levels per second by least squares between two seconds.
   *
   * @return 0 when there are fewer points than these, or they do not rise beyond their scatter
   */
  double speed(double from, double to, int fewest) {
    int begin = Arrays.binarySearch(second, from);
    begin = begin < 0 ? -begin - 1 : begin;
    int end = begin;
    while (end < second.length && second[end] <= to) {
      end++;
    }
    int n = end - begin;
    if (n < Math.max(fewest, 3)) {
      return 0;
    }
    double t = Arrays.stream(second, begin, end).average().orElseThrow();
    double p = Arrays.stream(level, begin, end).average().orElseThrow();
    double tt = 0;
    double tp = 0;
    double pp = 0;
    for (int i = begin; i < end; i++) {
      tt += (second[i] - t) * (second[i] - t);
      tp += (second[i] - t) * (level[i] - p);
      pp += (level[i] - p) * (level[i] - p);
    }
    double slope = tp / tt;
    double error = Math.sqrt(Math.max(0, pp - slope * tp) / (n - 2) / tt);
    return slope > SURE * error ? slope : 0;
  }

  /** The level that it did not fall behind after a second. */
  double levelAt(double when) {
    int i = Arrays.binarySearch(second, when);
    if (i >= 0) {
      return settled[i];
    }
    i = -i - 1;
    if (i == 0) {
      return settled[0];
    }
    if (i == second.length) {
      return settled[i - 1];
    }
    double part = (when - second[i - 1]) / (second[i] - second[i - 1]);
    return settled[i - 1] + part * (settled[i] - settled[i - 1]);
  }
}
