package org.stillwatch.cos.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.sag.Flagging;

/**
 * How the gain of a superpixel falls at one level of high voltage: a straight line through its
 * measurements, and when the line reaches the limit. All with five decimals.
 *
 * @param x superpixel along dispersion
 * @param y superpixel across it
 * @param slope PHA bins a day
 * @param intercept PHA bins at MJD 0
 * @param projectedBad when the gain is at the limit; empty where it does not change
 */
public record GainTrend(
    Segment segment,
    int hv,
    int x,
    int y,
    double slope,
    double intercept,
    Optional<Mjd> projectedBad) {

  private static final int MORE_THAN = 5;
  private static final int LEFT_AT_LEAST = 4;
  private static final double CLIP_SIGMAS = 1.5;

  /** Half the last decimal of a gain: a residual that small is rounding, and no outlier. */
  private static final double ROUNDING = 0.0005;

  /** Least change of the gain over all its measurements that is one; far below a decimal. */
  private static final double LEAST_CHANGE = 1e-9;

  /** Five decimals of an MJD are a second. */
  private static final double DECIMALS = 1e5;

  private static final Comparator<Measurement> BY_TIME =
      Comparator.comparingDouble(Measurement::expstart)
          .thenComparing(Measurement::source)
          .thenComparingDouble(Measurement::gain);

  /**
   * Fits all superpixels of the rows that spectra fall on, at known levels.
   *
   * @param measurements those of a segment, level and superpixel one behind another, in any order
   *     otherwise; only those of one superpixel are kept in memory
   */
  public static void fitAll(Iterable<Measurement> measurements, Consumer<GainTrend> trends) {
    var together = new ArrayList<Measurement>();
    for (var measured : measurements) {
      if (!together.isEmpty() && !samePlace(together.getFirst(), measured)) {
        fit(together).ifPresent(trends);
        together.clear();
      }
      together.add(measured);
    }
    fit(together).ifPresent(trends);
  }

  private static boolean samePlace(Measurement one, Measurement other) {
    return one.segment() == other.segment()
        && one.hv() == other.hv()
        && one.x() == other.x()
        && one.y() == other.y();
  }

  /**
   * Fits one superpixel at one level: more than 5 measurements, without those 1.5 standard
   * deviations of the residuals or more off a first line, at least 4 left.
   */
  static Optional<GainTrend> fit(List<Measurement> measurements) {
    if (measurements.size() <= MORE_THAN || !worthIt(measurements.getFirst())) {
      return Optional.empty();
    }
    var place = measurements.getFirst();
    var inOrder = measurements.stream().sorted(BY_TIME).toList();
    return Line.through(inOrder)
        .map(first -> first.near(inOrder))
        .filter(near -> near.size() >= LEFT_AT_LEAST)
        .flatMap(Line::through)
        .map(
            line ->
                new GainTrend(
                    place.segment(),
                    place.hv(),
                    place.x(),
                    place.y(),
                    rounded(line.slope),
                    rounded(line.at(0)),
                    line.reaches(Flagging.MODAL_GAIN_LIMIT).map(GainTrend::rounded).map(Mjd::new)));
  }

  private static boolean worthIt(Measurement measured) {
    return HighVoltage.known(measured.hv())
        && measured.y() >= Flagging.FIRST_Y
        && measured.y() <= Flagging.LAST_Y;
  }

  private static double rounded(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS;
  }

  /**
   * A line through the middle of its points.
   *
   * @param slope 0 where it changes less than can be told over the span of its points
   */
  private record Line(double meanTime, double meanGain, double slope) {

    /** The line of least squares; empty when all is of one time. */
    static Optional<Line> through(List<Measurement> points) {
      double meanTime = points.stream().mapToDouble(Measurement::expstart).average().orElseThrow();
      double meanGain = points.stream().mapToDouble(Measurement::gain).average().orElseThrow();
      double timeTime = 0;
      double timeGain = 0;
      for (var point : points) {
        double time = point.expstart() - meanTime;
        timeTime += time * time;
        timeGain += time * (point.gain() - meanGain);
      }
      double span = points.getLast().expstart() - points.getFirst().expstart();
      if (span <= 0) {
        return Optional.empty();
      }
      double slope = timeGain / timeTime;
      return Optional.of(
          new Line(meanTime, meanGain, Math.abs(slope * span) < LEAST_CHANGE ? 0 : slope));
    }

    double at(double time) {
      return meanGain + slope * (time - meanTime);
    }

    Optional<Double> reaches(double gain) {
      return slope == 0
          ? Optional.empty()
          : Optional.of(meanTime + (gain - meanGain) / slope).filter(Double::isFinite);
    }

    List<Measurement> near(List<Measurement> points) {
      double sigma =
          Math.sqrt(
              points.stream()
                  .mapToDouble(point -> Math.pow(point.gain() - at(point.expstart()), 2))
                  .average()
                  .orElseThrow());
      return points.stream()
          .filter(
              point -> {
                double residual = Math.abs(point.gain() - at(point.expstart()));
                return residual < CLIP_SIGMAS * sigma || residual <= ROUNDING;
              })
          .toList();
    }
  }
}
