package org.stillwatch.cos.figure;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

/** A figure as people see it: its words, and the colour at a native pixel. */
final class Drawn {
  private static final int DOTS_PER_INCH = 144;

  private final Sheet sheet;
  private final BufferedImage image;

  Drawn(Figure figure) {
    sheet = figure.sheet();
    image = PngFile.image(sheet, DOTS_PER_INCH);
  }

  static XYPlot plot(Sheet sheet, int panel) {
    return sheet.charts().get(panel).getXYPlot();
  }

  static List<String> legend(Sheet sheet, int panel) {
    var words = new ArrayList<String>();
    var items = plot(sheet, panel).getLegendItems();
    for (int i = 0; i < items.getItemCount(); i++) {
      words.add(items.get(i).getLabel());
    }
    return words;
  }

  /** Sentences under the title. */
  static List<String> notes(Sheet sheet, int panel) {
    return titles(sheet.charts().get(panel)).toList();
  }

  private static java.util.stream.Stream<String> titles(JFreeChart chart) {
    return chart.getSubtitles().stream()
        .filter(TextTitle.class::isInstance)
        .map(title -> ((TextTitle) title).getText());
  }

  /** Least and greatest of both axes, as {@code [left, right, bottom, top]}. */
  static List<Double> limits(Sheet sheet, int panel) {
    var plot = plot(sheet, panel);
    return List.of(
        plot.getDomainAxis().getLowerBound(),
        plot.getDomainAxis().getUpperBound(),
        plot.getRangeAxis().getLowerBound(),
        plot.getRangeAxis().getUpperBound());
  }

  /** Red, green and blue at the middle of a native pixel, in the first panel. */
  int colour(double x, double y) {
    var area = dataArea();
    return image.getRGB(
            dot(plot(sheet, 0).getDomainAxis(), x, area, RectangleEdge.BOTTOM),
            dot(plot(sheet, 0).getRangeAxis(), y, area, RectangleEdge.LEFT))
        & 0xffffff;
  }

  /** How many dots of the whole figure have about that colour. */
  int dots(java.awt.Color colour) {
    int dots = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dots += near(image.getRGB(x, y), colour) ? 1 : 0;
      }
    }
    return dots;
  }

  static boolean near(int rgb, java.awt.Color colour) {
    return Math.abs((rgb >> 16 & 0xff) - colour.getRed()) < 12
        && Math.abs((rgb >> 8 & 0xff) - colour.getGreen()) < 12
        && Math.abs((rgb & 0xff) - colour.getBlue()) < 12;
  }

  private static int dot(ValueAxis axis, double value, Rectangle2D area, RectangleEdge edge) {
    return (int) (axis.valueToJava2D(value, area, edge) * DOTS_PER_INCH / Sheet.POINTS);
  }

  private Rectangle2D dataArea() {
    if (sheet.charts().size() > 1) {
      throw new IllegalStateException("only for figures of one panel");
    }
    var info = new ChartRenderingInfo();
    var g2 = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    sheet
        .charts()
        .getFirst()
        .draw(g2, new Rectangle2D.Double(0, 0, sheet.width(), sheet.height()), null, info);
    g2.dispose();
    return info.getPlotInfo().getDataArea();
  }
}
