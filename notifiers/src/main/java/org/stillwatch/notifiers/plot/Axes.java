package org.stillwatch.notifiers.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.stillwatch.core.notice.Curve;
import org.stillwatch.core.reading.Numbers;

/** The axes of a picture: times with their date and zone, values with their unit. */
final class Axes {

  /** Values that span more than so many decades are shown by their logarithm. */
  private static final double LINEAR_DECADES = 3;

  private Axes() {}

  static ValueAxis time(Curve curve, ZoneId zone) {
    var first = curve.from().atZone(zone);
    var last = curve.to().atZone(zone);
    boolean oneDay = first.toLocalDate().equals(last.toLocalDate());
    var times = Duration.between(first, last).toMinutes() < 5 ? "HH:mm:ss" : "HH:mm";
    // the date stands at the axis too, since a message is read on another day
    var date = oneDay ? first.toLocalDate().toString() : Integer.toString(first.getYear());
    var axis = new DateAxis(date + ", " + zone.getId(), TimeZone.getTimeZone(zone), Locale.ROOT);
    var format = new SimpleDateFormat(oneDay ? times : "MM-dd " + times, Locale.ROOT);
    format.setTimeZone(TimeZone.getTimeZone(zone));
    axis.setDateFormatOverride(format);
    if (curve.from().isBefore(curve.to())) {
      axis.setRange((double) curve.from().toEpochMilli(), (double) curve.to().toEpochMilli());
    }
    styled(axis);
    return axis;
  }

  static ValueAxis value(Curve curve) {
    var channel = curve.channel();
    if (channel.hasStates()) {
      return states(curve);
    }
    var values = CurveLine.values(curve);
    var label = channel.unit().symbol();
    if (!values.isEmpty()) {
      double least = Collections.min(values);
      double most = Collections.max(values);
      if (least > 0 && Math.log10(most / least) > LINEAR_DECADES) {
        return logarithm(label, least, most, curve);
      }
    }
    var axis = new NumberAxis(label);
    axis.setNumberFormatOverride(new AsRead());
    axis.setAutoRangeIncludesZero(false);
    range(axis, curve);
    styled(axis);
    return axis;
  }

  /** Values and limits with a margin; a limit far away does not press the curve flat. */
  private static void range(NumberAxis axis, Curve curve) {
    var values = CurveLine.values(curve);
    if (values.isEmpty()) {
      values.addAll(curve.limits());
    }
    if (values.isEmpty()) {
      values.add(0.0);
    }
    double least = Collections.min(values);
    double most = Collections.max(values);
    double span = Math.max(most - least, Math.max(Math.abs(most) * 0.01, 1e-12));
    for (double limit : curve.limits()) {
      if (limit > least - 3 * span && limit < most + 3 * span) {
        least = Math.min(least, limit);
        most = Math.max(most, limit);
      }
    }
    double margin = Math.max((most - least) * 0.06, span * 0.06);
    axis.setRange(least - margin, most + margin);
  }

  private static ValueAxis logarithm(String label, double least, double most, Curve curve) {
    var axis = new LogAxis(label);
    // whole decades alone: else there are labels such as 3E2
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(new AsRead());
    double low = least;
    double high = most;
    for (double limit : curve.limits()) {
      if (limit > least / 1000 && limit < most * 1000) {
        low = Math.min(low, limit);
        high = Math.max(high, limit);
      }
    }
    axis.setRange(low / 1.5, high * 1.5);
    styled(axis);
    axis.setMinorTickCount(9);
    return axis;
  }

  private static ValueAxis states(Curve curve) {
    var axis = new SymbolAxis(null, curve.channel().states().toArray(new String[0]));
    axis.setGridBandsVisible(false);
    axis.setRange(-0.4, curve.channel().states().size() - 0.6);
    styled(axis);
    return axis;
  }

  private static void styled(ValueAxis axis) {
    axis.setLabelFont(CurvePicture.SMALL);
    axis.setTickLabelFont(CurvePicture.SMALL);
    axis.setLabelPaint(CurvePicture.INK);
    axis.setTickLabelPaint(CurvePicture.INK);
    axis.setTickMarkPaint(new Color(0x9aa5ab));
    axis.setTickMarkStroke(new BasicStroke(0.8f));
    axis.setAxisLineVisible(false);
  }

  /** Numbers as the rest of Stillwatch writes them: {@code 0.05}, {@code 2E-6}. */
  private static final class AsRead extends NumberFormat {

    private static final long serialVersionUID = 1;
    private static final int DIGITS = 10;

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
      return to.append(Numbers.rounded(number, DIGITS));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
      return format((double) number, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
      throw new UnsupportedOperationException("an axis only writes numbers");
    }
  }
}
