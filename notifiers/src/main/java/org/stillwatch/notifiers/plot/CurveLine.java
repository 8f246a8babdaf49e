package org.stillwatch.notifiers.plot;

import java.awt.BasicStroke;
import java.awt.Paint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.stillwatch.core.notice.Curve;

/** The line of a curve: broken where readings are missing, an upright stroke over each extreme. */
final class CurveLine {

  /** A pause of so many usual steps is a gap. */
  private static final int GAP_STEPS = 3;

  private CurveLine() {}

  static XYDataset of(Curve curve) {
    // never sorted and with equal times: low and high of a while are two points at its time
    var line = new XYSeries(curve.channel().id().text(), false, true);
    var gap = gap(curve);
    Optional<Instant> before = Optional.empty();
    double last = Double.NEGATIVE_INFINITY;
    for (var point : curve.points()) {
      double x = point.time().toEpochMilli();
      boolean late =
          before.isPresent() && Duration.between(before.get(), point.time()).compareTo(gap) > 0;
      if (late || point.low().isEmpty() || point.high().isEmpty()) {
        line.add(x, Double.NaN);
      }
      if (point.low().isPresent() && point.high().isPresent()) {
        double low = point.low().getAsDouble();
        double high = point.high().getAsDouble();
        // the nearer end first: else noise would look like a saw
        boolean fromLow = Math.abs(last - low) <= Math.abs(last - high);
        line.add(x, fromLow ? low : high);
        last = fromLow ? high : low;
        if (high != low) {
          line.add(x, last);
        }
      }
      before = Optional.of(point.time());
    }
    return new XYSeriesCollection(line);
  }

  /** Three times the usual step of this curve, and not less than the channel's own period. */
  private static Duration gap(Curve curve) {
    var steps = new ArrayList<Duration>();
    var points = curve.points();
    for (int i = 1; i < points.size(); i++) {
      steps.add(Duration.between(points.get(i - 1).time(), points.get(i).time()));
    }
    steps.sort(null);
    var usual = steps.isEmpty() ? Duration.ZERO : steps.get(steps.size() / 2);
    var least = curve.channel().expectedPeriod();
    return (usual.compareTo(least) > 0 ? usual : least).multipliedBy(GAP_STEPS);
  }

  static AbstractXYItemRenderer renderer(boolean steps, Paint paint, BasicStroke stroke) {
    var renderer = steps ? new XYStepRenderer() : new XYLineAndShapeRenderer(true, false);
    renderer.setDefaultShapesVisible(false);
    renderer.setSeriesPaint(0, paint);
    renderer.setSeriesStroke(
        0, new BasicStroke(stroke.getLineWidth(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return renderer;
  }

  /** All values that are there, in no order. */
  static List<Double> values(Curve curve) {
    var values = new ArrayList<Double>();
    for (var point : curve.points()) {
      point.low().ifPresent(values::add);
      point.high().ifPresent(values::add);
    }
    values.removeIf(value -> !Double.isFinite(value));
    return values;
  }
}
