package org.stillwatch.cos.figure;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleInsets;

/** Axes of native pixels. */
final class Axes {
  private Axes() {}

  static NumberAxis pixels(String label, double from, double to, Ink ink) {
    var axis = new NumberAxis(label);
    axis.setRange(from, to);
    style(axis, ink);
    return axis;
  }

  static void style(NumberAxis axis, Ink ink) {
    // 15000, wherever it is drawn
    axis.setNumberFormatOverride(
        new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setLabelFont(ink.label());
    axis.setTickLabelFont(ink.small());
    axis.setLabelPaint(Ink.TEXT);
    axis.setTickLabelPaint(Ink.TEXT);
    axis.setTickMarkPaint(Ink.LINE);
    axis.setTickMarkStroke(ink.stroke(1));
    axis.setTickMarkOutsideLength((float) (6 * ink.unit()));
    double gap = 4 * ink.unit();
    axis.setTickLabelInsets(new RectangleInsets(gap, gap, gap, gap));
    axis.setLabelInsets(new RectangleInsets(gap, gap, gap, gap));
    axis.setAxisLineVisible(false);
  }
}
