package org.stillwatch.reports.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.RunRecord;

/** The channels of one unit, which share an axis. */
record Panel(Unit unit, List<Series> series, Scale values) {

  /** More would hide the run itself. */
  private static final int EARLIER_RUNS = 6;

  /** Values of more decades than this are shown by their logarithm. */
  private static final double LINEAR_DECADES = 0.7;

  /** A threshold further away than so many times the values is not in the picture. */
  private static final double NEAR = 3;

  /** Nothing in a laboratory is larger, or smaller and not zero; keeps arithmetic finite. */
  private static final double LARGEST = 1e100;

  private static final double SMALLEST = 1e-100;

  /**
   * One channel.
   *
   * @param earlier its course during earlier runs
   * @param thresholds that are waited for
   */
  record Series(Channel channel, Line line, List<Line> earlier, List<Threshold> thresholds) {}

  /**
   * @param text as the procedure has it
   * @param value in the unit of the channel
   */
  record Threshold(String text, double value) {}

  /** Those that have anything to show, in the order of their channels; temperatures first. */
  static List<Panel> of(RunRecord record) {
    var byUnit = new LinkedHashMap<Unit, List<Series>>();
    Stream.concat(
            record.trends().stream().filter(Panel::isTemperature),
            record.trends().stream().filter(trend -> !isTemperature(trend)))
        .filter(trend -> !trend.channel().hasStates())
        .map(trend -> series(record, trend))
        .filter(series -> !series.line().points().isEmpty())
        .forEach(
            series ->
                byUnit
                    .computeIfAbsent(series.channel().unit(), unit -> new ArrayList<>())
                    .add(series));
    return byUnit.entrySet().stream()
        .flatMap(entry -> panel(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static boolean isTemperature(RunRecord.Trend trend) {
    return trend.channel().unit().convertsTo(Unit.KELVIN);
  }

  private static Series series(RunRecord record, RunRecord.Trend trend) {
    var channel = trend.channel();
    Instant started = record.run().run().started();
    double length = record.length().toMillis() / 1000.0;
    var stored = Line.of(trend, started, record.until());
    // readings may be gone where they are not kept for ever; what is kept with the run is not
    var line = stored.points().isEmpty() ? kept(record.run(), channel).until(length) : stored;
    var earlier =
        record.earlier().stream()
            .limit(EARLIER_RUNS)
            .map(view -> kept(view, channel).until(length))
            .filter(course -> !course.points().isEmpty())
            .toList();
    return new Series(channel, line, earlier, thresholds(record, channel));
  }

  private static Line kept(RunView view, Channel channel) {
    List<Curve.Point> course = view.course().getOrDefault(channel.id(), List.of());
    return Line.of(course);
  }

  private static List<Threshold> thresholds(RunRecord record, Channel channel) {
    var found = new LinkedHashSet<Threshold>();
    var passed =
        record.run().run().passages().stream().flatMap(p -> Goal.passed(p.what()).stream());
    Stream.concat(passed, record.goals().stream())
        .filter(goal -> goal.channel().equals(channel.id()))
        .flatMap(goal -> threshold(goal, channel).stream())
        .forEach(found::add);
    return List.copyOf(found);
  }

  /** Empty when it does not fit the channel, whose unit may have changed since. */
  static Optional<Threshold> threshold(Goal goal, Channel channel) {
    return goal.threshold().fits(channel.unit())
        ? Optional.of(
            new Threshold(goal.threshold().toString(), goal.threshold().in(channel.unit())))
        : Optional.empty();
  }

  /** Empty when no value can be drawn. */
  private static Optional<Panel> panel(Unit unit, List<Series> series) {
    var all =
        series.stream()
            .flatMap(each -> Stream.concat(Stream.of(each.line()), each.earlier().stream()));
    var values =
        all.flatMap(line -> line.points().stream())
            .mapToDouble(Line.Point::value)
            .filter(value -> Math.abs(value) <= LARGEST)
            .summaryStatistics();
    if (values.getCount() == 0) {
      return Optional.empty();
    }
    var limits =
        series.stream()
            .flatMap(each -> each.thresholds().stream())
            .mapToDouble(Threshold::value)
            .toArray();
    return Optional.of(new Panel(unit, series, scale(values.getMin(), values.getMax(), limits)));
  }

  private static Scale scale(double least, double most, double[] limits) {
    if (least >= SMALLEST && Math.log10(most / least) > LINEAR_DECADES) {
      var near = near(limits, least / NEAR, most * NEAR);
      double low = Math.min(least, near.min().orElse(least));
      double high = Math.max(most, near(limits, least / NEAR, most * NEAR).max().orElse(most));
      return new Scale(low / 1.25, high * 1.25, true);
    }
    double span = Math.max(Math.max(most - least, Math.abs(most) * 0.01), SMALLEST);
    double low = Math.min(least, near(limits, least - span, most + span).min().orElse(least));
    double high = Math.max(most, near(limits, least - span, most + span).max().orElse(most));
    double margin = 0.06 * Math.max(span, high - low);
    return new Scale(low - margin, high + margin, false);
  }

  private static DoubleStream near(double[] limits, double from, double to) {
    return DoubleStream.of(limits).filter(limit -> limit >= from && limit <= to);
  }
}
