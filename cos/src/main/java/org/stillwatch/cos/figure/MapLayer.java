package org.stillwatch.cos.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * The map behind the regions. JFreeChart's own image annotation rounds to whole points, by which
 * the map would lie beside its regions.
 */
final class MapLayer extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  private final transient MapPicture map;
  private final transient Window window;
  private final transient GainScale scale;

  MapLayer(MapPicture map, Window window, GainScale scale) {
    this.map = map;
    this.window = window;
    this.scale = scale;
  }

  @Override
  public void draw(
      Graphics2D g2,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis xAxis,
      ValueAxis yAxis,
      int rendererIndex,
      PlotRenderingInfo info) {
    // what lies outside the map was never seen either
    g2.setPaint(GainScale.BLANK);
    g2.fill(area);
    int left = cell(window.left(), map.xBinning(), map.width());
    int right = Math.min(map.width(), cell(window.right(), map.xBinning(), map.width()) + 1);
    int bottom = cell(window.bottom(), map.yBinning(), map.height());
    int top = Math.min(map.height(), cell(window.top(), map.yBinning(), map.height()) + 1);
    if (left >= right || bottom >= top) {
      return;
    }
    double x0 = xAxis.valueToJava2D(left * map.xBinning() - 0.5, area, RectangleEdge.BOTTOM);
    double x1 = xAxis.valueToJava2D(right * map.xBinning() - 0.5, area, RectangleEdge.BOTTOM);
    double y0 = yAxis.valueToJava2D(bottom * map.yBinning() - 0.5, area, RectangleEdge.LEFT);
    double y1 = yAxis.valueToJava2D(top * map.yBinning() - 0.5, area, RectangleEdge.LEFT);
    var place = AffineTransform.getTranslateInstance(x0, y1);
    place.scale((x1 - x0) / (right - left), (y0 - y1) / (top - bottom));
    var before = Optional.ofNullable(g2.getRenderingHint(RenderingHints.KEY_INTERPOLATION));
    // a superpixel has one gain: nothing in between is made up
    g2.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g2.drawImage(image(left, right, bottom, top), place, null);
    before.ifPresent(hint -> g2.setRenderingHint(RenderingHints.KEY_INTERPOLATION, hint));
  }

  /** The cell that covers a native pixel, or the nearest end of the map. */
  private static int cell(double pixel, int binning, int cells) {
    return (int) Math.clamp(Math.floor((pixel + 0.5) / binning), 0, cells);
  }

  private BufferedImage image(int left, int right, int bottom, int top) {
    var image =
        new BufferedImage(
            right - left, top - bottom, BufferedImage.TYPE_BYTE_INDEXED, GainScale.colours());
    var raster = image.getRaster();
    for (int y = bottom; y < top; y++) {
      for (int x = left; x < right; x++) {
        // y rises upwards on the detector, downwards in an image
        raster.setSample(x - left, top - 1 - y, 0, scale.index(map.gain()[y * map.width() + x]));
      }
    }
    return image;
  }
}
