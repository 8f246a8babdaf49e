package org.stillwatch.notifiers.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillwatch.core.notice.Curve;
import org.stillwatch.core.notice.Message;

/**
 * The curve of a message as a PNG: white, with a thin grey grid, the unit at the axis, the limits
 * dashed, and a gap where readings were missing.
 */
public final class CurvePicture {

  private static final Logger LOG = LoggerFactory.getLogger(CurvePicture.class);

  /** In points; the picture has {@link #SCALE} pixels for each. */
  private static final int WIDTH = 640;

  private static final int HEIGHT = 300;
  private static final int SCALE = 2;

  static final Color INK = new Color(0x26323a);
  private static final Color GRID = new Color(0xe3e7e9);
  private static final Color LINE = new Color(0x1f6f8b);
  private static final Color LIMIT = new Color(0xb3261e);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private CurvePicture() {}

  /** Empty when the message has no curve, or this computer cannot draw (it has no fonts). */
  public static Optional<byte[]> of(Message message, ZoneId zone) {
    return message.curve().flatMap(curve -> drawn(curve, zone));
  }

  private static Optional<byte[]> drawn(Curve curve, ZoneId zone) {
    try {
      return Optional.of(png(curve, zone));
    } catch (IOException | RuntimeException | LinkageError | InternalError notDrawn) {
      // a computer without fonts throws errors from within the JDK; the message goes without it
      LOG.warn(
          "the curve of {} cannot be drawn ({}); install fontconfig and a font; the message goes"
              + " without it",
          curve.channel().id(),
          notDrawn.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /**
   * @param zone in which the times at the axis are
   */
  static byte[] png(Curve curve, ZoneId zone) throws IOException {
    var plot = new XYPlot();
    plot.setDomainAxis(Axes.time(curve, zone));
    plot.setRangeAxis(Axes.value(curve));
    plot.setDataset(CurveLine.of(curve));
    plot.setRenderer(CurveLine.renderer(curve.channel().hasStates(), LINE, new BasicStroke(1.4f)));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.6f));
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    plot.setOutlinePaint(new Color(0x9aa5ab));
    plot.setOutlineStroke(new BasicStroke(0.8f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    for (double limit : curve.limits()) {
      var dashes =
          new BasicStroke(
              1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);
      plot.addRangeMarker(new ValueMarker(limit, LIMIT, dashes));
    }
    var chart = new JFreeChart(curve.channel().id().text(), TITLE, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(6, 8, 6, 14));
    chart.getTitle().setPaint(INK);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.getTitle().setPadding(0, 0, 6, 0);
    var out = new ByteArrayOutputStream();
    ChartUtils.writeScaledChartAsPNG(out, chart, WIDTH, HEIGHT, SCALE, SCALE);
    return out.toByteArray();
  }
}
