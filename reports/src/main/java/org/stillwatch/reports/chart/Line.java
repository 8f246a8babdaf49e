package org.stillwatch.reports.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.station.RunRecord;

/**
 * The course of one channel in pieces: where there was no value for a while a piece ends, and
 * nothing joins it to the next.
 */
record Line(List<List<Line.Point>> pieces) {

  /** A pause of so many usual steps ends a piece. */
  private static final int STEPS = 4;

  /**
   * @param second since the start of the run
   * @param value in the unit of the channel
   */
  record Point(double second, double value) {}

  /** All points, whatever piece they are in. */
  List<Point> points() {
    return pieces.stream().flatMap(List::stream).toList();
  }

  /** The points up to a time. */
  Line until(double second) {
    return new Line(
        pieces.stream()
            .map(piece -> piece.stream().filter(point -> point.second() <= second).toList())
            .toList());
  }

  /** What the store has: the least and the greatest value of each bucket, the nearer end first. */
  static Line of(RunRecord.Trend trend, Instant started, Instant until) {
    var gaps = trend.gaps(started, until);
    var pieces = new ArrayList<List<Point>>();
    var piece = new ArrayList<Point>();
    var before = started;
    for (var bucket : trend.buckets()) {
      if (bucket.count() == 0 || !Double.isFinite(bucket.min()) || !Double.isFinite(bucket.max())) {
        continue;
      }
      var since = before;
      boolean broken =
          gaps.stream().anyMatch(g -> !g.from().isBefore(since) && !g.to().isAfter(bucket.start()));
      if (broken && !piece.isEmpty()) {
        pieces.add(List.copyOf(piece));
        piece.clear();
      }
      double second = seconds(started, bucket.start().plus(half(bucket.start(), bucket.end())));
      double last = piece.isEmpty() ? bucket.max() : piece.getLast().value();
      boolean lowFirst = Math.abs(last - bucket.min()) <= Math.abs(last - bucket.max());
      piece.add(new Point(second, lowFirst ? bucket.min() : bucket.max()));
      if (bucket.min() != bucket.max()) {
        piece.add(new Point(second, lowFirst ? bucket.max() : bucket.min()));
      }
      before = bucket.end();
    }
    pieces.add(List.copyOf(piece));
    return new Line(pieces);
  }

  private static Duration half(Instant start, Instant end) {
    return Duration.between(start, end).dividedBy(2);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** What is kept with a run. */
  static Line of(List<Curve.Point> course) {
    long usual = usualStep(course);
    var pieces = new ArrayList<List<Point>>();
    var piece = new ArrayList<Point>();
    for (var point : course) {
      if (!piece.isEmpty() && point.second() - piece.getLast().second() > STEPS * usual) {
        pieces.add(List.copyOf(piece));
        piece.clear();
      }
      if (Double.isFinite(point.value())) {
        piece.add(new Point(point.second(), point.value()));
      }
    }
    pieces.add(List.copyOf(piece));
    return new Line(pieces);
  }

  private static long usualStep(List<Curve.Point> course) {
    var steps = new ArrayList<Long>();
    for (int i = 1; i < course.size(); i++) {
      steps.add(course.get(i).second() - course.get(i - 1).second());
    }
    steps.sort(null);
    return steps.isEmpty() ? 1 : Math.max(1, steps.get(steps.size() / 2));
  }
}
