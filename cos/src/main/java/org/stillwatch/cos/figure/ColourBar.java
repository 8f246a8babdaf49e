package org.stillwatch.cos.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/**
 * Which grey is which gain. It has a fixed width, so that plots above each other stay aligned, and
 * an arrow at its end when greater gains share its brightest grey.
 */
final class ColourBar extends Title {
  private static final long serialVersionUID = 1;

  static final String LABEL = "Modal gain (PHA bins)";

  private static final double WIDTH = 96;
  private static final double FROM_PLOT = 16;
  private static final double STRIP = 20;
  private static final double ARROW = 14;

  private final transient GainScale scale;
  private final transient Ink ink;
  private final double below;

  /**
   * @param below how much higher than the bottom of its area the plot ends (points)
   */
  ColourBar(GainScale scale, Ink ink, double below) {
    super(RectangleEdge.RIGHT, HorizontalAlignment.RIGHT, VerticalAlignment.CENTER);
    this.scale = scale;
    this.ink = ink;
    this.below = below;
  }

  GainScale scale() {
    return scale;
  }

  /** As wide as a colour bar. */
  static double width(Ink ink) {
    return WIDTH * ink.unit();
  }

  @Override
  public Size2D arrange(Graphics2D g2, RectangleConstraint constraint) {
    return new Size2D(width(ink), constraint.getHeight());
  }

  @Override
  public void draw(Graphics2D g2, Rectangle2D area) {
    double arrow = scale.exceeded() ? ARROW * ink.unit() : 0;
    var strip =
        new Rectangle2D.Double(
            area.getMinX() + FROM_PLOT * ink.unit(),
            area.getMinY() + arrow,
            STRIP * ink.unit(),
            area.getHeight() - arrow - below);
    g2.setPaint(
        new LinearGradientPaint(
            new Point2D.Double(0, strip.getMaxY()),
            new Point2D.Double(0, strip.getMinY()),
            new float[] {0, 1},
            new Color[] {GainScale.DARKEST, GainScale.BRIGHTEST}));
    g2.fill(strip);
    g2.setStroke(ink.stroke(1));
    g2.setPaint(Ink.LINE);
    g2.draw(strip);
    if (scale.exceeded()) {
      var head = new Path2D.Double();
      head.moveTo(strip.getMinX(), strip.getMinY());
      head.lineTo(strip.getCenterX(), strip.getMinY() - arrow);
      head.lineTo(strip.getMaxX(), strip.getMinY());
      head.closePath();
      g2.setPaint(GainScale.BRIGHTEST);
      g2.fill(head);
      g2.setPaint(Ink.LINE);
      g2.draw(head);
    }
    var axis = new NumberAxis(LABEL);
    axis.setRange(0, scale.most());
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    Axes.style(axis, ink);
    axis.draw(g2, strip.getMaxX(), area, strip, RectangleEdge.RIGHT, null);
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object parameters) {
    draw(g2, area);
    return parameters;
  }
}
