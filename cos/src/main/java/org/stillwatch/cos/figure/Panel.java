package org.stillwatch.cos.figure;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * One plot of a figure: a part of the detector with regions, over a map or over white.
 *
 * @param title above it
 * @param window the part of the detector
 * @param map what is behind the regions
 * @param sets of regions; the first lies on top
 * @param extractions where spectra are extracted
 * @param notes sentences under the title: what is absent
 */
record Panel(
    String title,
    Window window,
    Optional<Backdrop> map,
    List<MarkedRegions> sets,
    List<Extraction> extractions,
    List<String> notes) {

  private static final double BELOW = 62;
  private static final double LEFT = 92;

  /** A map and its greys. */
  record Backdrop(MapPicture map, GainScale scale) {
    static Backdrop of(MapPicture map) {
      return new Backdrop(map, GainScale.of(List.of(map)));
    }
  }

  JFreeChart chart(Ink ink) {
    var regions = new RegionRenderer(ink);
    var plot = new XYPlot();
    plot.setDomainAxis(Axes.pixels("XCORR (Pixels)", window.left(), window.right(), ink));
    plot.setRangeAxis(Axes.pixels("YCORR (Pixels)", window.bottom(), window.top(), ink));
    plot.setDataset(0, new RegionSeries(sets));
    plot.setRenderer(0, regions);
    var legend = new LegendItemCollection();
    sets.forEach(set -> legend.add(regions.legend(set)));
    contours(plot, legend, ink);
    map.ifPresent(
        backdrop -> {
          regions.addAnnotation(
              new MapLayer(backdrop.map(), window, backdrop.scale()), Layer.BACKGROUND);
          legend.add(blank(backdrop.map(), ink));
        });
    plot.setFixedLegendItems(legend);
    style(plot, ink);
    return chart(plot, ink);
  }

  private void contours(XYPlot plot, LegendItemCollection legend, Ink ink) {
    var lines = new DefaultXYDataset();
    var renderer = new XYLineAndShapeRenderer(true, false);
    // one path for a line: else dashes would begin anew at each of its points
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < extractions.size(); i++) {
      var extraction = extractions.get(i);
      var colour = Ink.CONTOURS[i % Ink.CONTOURS.length];
      var parts = List.of(0.0, 0.5, -0.5);
      for (int part = 0; part < parts.size(); part++) {
        int series = i * parts.size() + part;
        lines.addSeries(series, extraction.line(parts.get(part)));
        renderer.setSeriesPaint(series, colour);
        renderer.setSeriesStroke(series, part == 0 ? ink.dashes(2) : ink.stroke(2.4));
      }
      legend.add(
          new LegendItem(
              extraction.name() + ": extraction box (centre dashed)",
              null,
              null,
              null,
              new Rectangle2D.Double(
                  -9 * ink.unit(), -5 * ink.unit(), 18 * ink.unit(), 10 * ink.unit()),
              ink.stroke(2.4),
              colour));
    }
    plot.setDataset(1, lines);
    plot.setRenderer(1, renderer);
  }

  private static LegendItem blank(MapPicture map, Ink ink) {
    return new LegendItem(
        map.blank(),
        null,
        null,
        null,
        new Rectangle2D.Double(-9 * ink.unit(), -7 * ink.unit(), 18 * ink.unit(), 14 * ink.unit()),
        GainScale.BLANK,
        ink.stroke(1),
        Ink.LINE);
  }

  private void style(XYPlot plot, Ink ink) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinesVisible(map.isEmpty());
    plot.setRangeGridlinesVisible(map.isEmpty());
    plot.setDomainGridlinePaint(Ink.GRID);
    plot.setRangeGridlinePaint(Ink.GRID);
    plot.setDomainGridlineStroke(ink.stroke(0.8));
    plot.setRangeGridlineStroke(ink.stroke(0.8));
    plot.setOutlinePaint(Ink.LINE);
    plot.setOutlineStroke(ink.stroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    var below = new AxisSpace();
    below.setBottom(BELOW * ink.unit());
    plot.setFixedDomainAxisSpace(below);
    var left = new AxisSpace();
    left.setLeft(LEFT * ink.unit());
    plot.setFixedRangeAxisSpace(left);
  }

  private JFreeChart chart(XYPlot plot, Ink ink) {
    var chart = new JFreeChart(title, ink.title(), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    double edge = 10 * ink.unit();
    chart.setPadding(new RectangleInsets(edge, edge, edge, 2 * edge));
    chart.getTitle().setPaint(Ink.TEXT);
    chart.getTitle().setPadding(0, 0, edge, 0);
    for (var note : notes) {
      var words = new TextTitle(note, ink.small());
      words.setPaint(Ink.TEXT);
      words.setPadding(0, 0, edge / 2, 0);
      chart.addSubtitle(words);
    }
    var legend = new LegendTitle(plot);
    legend.setItemFont(ink.label());
    legend.setItemPaint(Ink.TEXT);
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(Color.WHITE);
    legend.setLegendItemGraphicPadding(new RectangleInsets(0, 2 * edge, 0, edge / 2));
    chart.addSubtitle(legend);
    double below = BELOW * ink.unit();
    chart.addSubtitle(
        map.isPresent()
            ? new ColourBar(map.get().scale(), ink, below)
            : new Spacer(ColourBar.width(ink)));
    return chart;
  }
}
