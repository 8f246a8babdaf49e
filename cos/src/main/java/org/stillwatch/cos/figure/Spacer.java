package org.stillwatch.cos.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/** Room where another panel has its colour bar, so that pixels stand above each other. */
final class Spacer extends Title {
  private static final long serialVersionUID = 1;

  private final double width;

  Spacer(double width) {
    super(RectangleEdge.RIGHT, HorizontalAlignment.RIGHT, VerticalAlignment.CENTER);
    this.width = width;
  }

  @Override
  public Size2D arrange(Graphics2D g2, RectangleConstraint constraint) {
    return new Size2D(width, constraint.getHeight());
  }

  @Override
  public void draw(Graphics2D g2, Rectangle2D area) {
    // room alone
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object parameters) {
    return parameters;
  }
}
