package org.stillwatch.cos.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.HashSet;
import java.util.Set;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;

/**
 * Draws a region that is as big as its mark as the outline of its rectangle, and a smaller one as
 * its rectangle filled, with the mark on its middle. Of marks that would cover each other one is
 * drawn: a cluster shows its true form, and a region alone is not overlooked.
 */
final class RegionRenderer extends AbstractXYItemRenderer {
  private static final long serialVersionUID = 1;

  /** From the middle of a mark to its end, in units of the ink. */
  private static final double RADIUS = 6;

  private static final double WIDTH = 1.7;

  private final transient Ink ink;

  RegionRenderer(Ink ink) {
    this.ink = ink;
  }

  @Override
  public void drawItem(
      Graphics2D g2,
      XYItemRendererState state,
      Rectangle2D dataArea,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis xAxis,
      ValueAxis yAxis,
      XYDataset dataset,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    var regions = (RegionSeries) dataset;
    var set = regions.set(series);
    var area = regions.region(series, item).area();
    double left = xAxis.valueToJava2D(area.getMinX(), dataArea, RectangleEdge.BOTTOM);
    double right = xAxis.valueToJava2D(area.getMaxX(), dataArea, RectangleEdge.BOTTOM);
    double bottom = yAxis.valueToJava2D(area.getMinY(), dataArea, RectangleEdge.LEFT);
    double top = yAxis.valueToJava2D(area.getMaxY(), dataArea, RectangleEdge.LEFT);
    double radius = RADIUS * set.mark().size() * ink.unit();
    g2.setPaint(set.mark().colour());
    g2.setStroke(ink.stroke(WIDTH));
    if (right - left >= 2 * radius || bottom - top >= 2 * radius) {
      g2.draw(new Rectangle2D.Double(left, top, right - left, bottom - top));
      return;
    }
    g2.fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
    double x = (left + right) / 2;
    double y = (top + bottom) / 2;
    if (((Marks) state).free(series, x, y)) {
      g2.draw(set.mark().symbol().at(x, y, radius));
    }
  }

  @Override
  public XYItemRendererState initialise(
      Graphics2D g2, Rectangle2D area, XYPlot plot, XYDataset dataset, PlotRenderingInfo info) {
    return new Marks(info, 2 * RADIUS * ink.unit());
  }

  /** Where marks are already, while one chart is drawn. */
  private static final class Marks extends XYItemRendererState {
    private final double side;
    private final Set<Spot> taken = new HashSet<>();

    /**
     * @param side of the squares that hold one mark of each set (points): the same for all sets, so
     *     that where two sets agree their marks are at one place
     */
    Marks(PlotRenderingInfo info, double side) {
      super(info);
      this.side = side;
    }

    /** Says once for each square that no mark is there. */
    boolean free(int series, double x, double y) {
      return taken.add(new Spot(series, (long) Math.floor(x / side), (long) Math.floor(y / side)));
    }

    private record Spot(int series, long column, long row) {}
  }

  LegendItem legend(MarkedRegions set) {
    var mark = set.mark().symbol().at(0, 0, RADIUS * set.mark().size() * ink.unit());
    return new LegendItem(
        set.legend(), null, null, null, mark, ink.stroke(WIDTH), set.mark().colour());
  }
}
