package org.stillwatch.cos.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;

/** What a figure draws: plots below each other, all of one height, under a heading or none. */
public final class Sheet {
  /** Points of an inch. */
  static final double POINTS = 72;

  private static final double HEADING = 52;

  private final double width;
  private final double height;
  private final Optional<String> heading;
  private final List<JFreeChart> charts = new ArrayList<>();
  private final Ink ink;

  /**
   * @param width inches
   * @param height inches
   */
  Sheet(double width, double height, Optional<String> heading, List<Panel> panels) {
    this.width = width * POINTS;
    this.height = height * POINTS;
    this.heading = heading;
    ink = Ink.ofWidth(width);
    panels.forEach(panel -> charts.add(panel.chart(ink)));
  }

  Sheet(double width, double height, Panel panel) {
    this(width, height, Optional.empty(), List.of(panel));
  }

  /** In points. */
  double width() {
    return width;
  }

  /** In points. */
  double height() {
    return height;
  }

  /** What stands above all plots, or above the only one. */
  String title() {
    return heading.orElseGet(() -> charts.getFirst().getTitle().getText());
  }

  List<JFreeChart> charts() {
    return List.copyOf(charts);
  }

  /** Draws it at the origin, in points. */
  void draw(Graphics2D g2) {
    g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g2.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g2.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g2.setPaint(Color.WHITE);
    g2.fill(new Rectangle2D.Double(0, 0, width, height));
    double top = 0;
    if (heading.isPresent()) {
      top = HEADING * ink.unit();
      g2.setFont(ink.heading());
      g2.setPaint(Ink.TEXT);
      var metrics = g2.getFontMetrics();
      double across = metrics.getStringBounds(heading.get(), g2).getWidth();
      g2.drawString(
          heading.get(),
          (float) ((width - across) / 2),
          (float) (top - metrics.getDescent() - 4 * ink.unit()));
    }
    double each = (height - top) / charts.size();
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).draw(g2, new Rectangle2D.Double(0, top + i * each, width, each));
    }
  }
}
