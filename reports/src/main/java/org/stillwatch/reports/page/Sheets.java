package org.stillwatch.reports.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;
import org.stillwatch.reports.page.Drawing.Anchor;
import org.stillwatch.reports.page.Drawing.Colour;
import org.stillwatch.reports.page.Drawing.Point;
import org.stillwatch.reports.page.Drawing.Shape;

/**
 * The pages of a PDF, filled from above: A4, measured in points. A page is begun when something
 * does not fit on the one before.
 */
final class Sheets implements AutoCloseable {

  static final double LEFT = 40;
  static final double WIDTH = 515;

  private static final double TOP = 44;
  private static final double BOTTOM = 50;
  private static final double HEIGHT = PDRectangle.A4.getHeight();

  /** Height of the part of a page that is filled. */
  static final double BODY = HEIGHT - TOP - BOTTOM;

  /** The middle of a letter's strokes is made bolder by this share of its size. */
  private static final double BOLD = 0.028;

  /** A quarter of a circle as a cubic curve: its handles are this share of the radius away. */
  private static final double QUARTER = 0.5523;

  private final PDDocument document;
  private final Typeface face;
  private final List<PDPage> pages = new ArrayList<>();
  private @Nullable PDPageContentStream open;
  private double y;

  Sheets(PDDocument document, Typeface face) {
    this.document = document;
    this.face = face;
  }

  /** Room below what is written. */
  double room() {
    return open == null ? 0 : HEIGHT - BOTTOM - y;
  }

  /** Begins a new page unless so much fits on this one. */
  void need(double height) throws IOException {
    if (room() < height) {
      breakPage();
    }
  }

  void breakPage() throws IOException {
    close();
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    pages.add(page);
    open = new PDPageContentStream(document, page);
    y = TOP;
  }

  /** Goes down; at the top of a page there is no need to. */
  void skip(double height) {
    if (y > TOP) {
      y += height;
    }
  }

  void advance(double height) {
    y += height;
  }

  private PDPageContentStream stream() throws IOException {
    if (open == null) {
      breakPage();
    }
    return java.util.Objects.requireNonNull(open);
  }

  /**
   * Writes on the current line.
   *
   * @param below the current line, of its base line
   */
  void text(String fit, double x, double below, double size, boolean bold, Colour colour)
      throws IOException {
    write(stream(), fit, x, HEIGHT - y - below, size, bold, colour);
  }

  void textEndingAt(String fit, double x, double below, double size, boolean bold, Colour colour)
      throws IOException {
    text(fit, x - face.width(fit, size), below, size, bold, colour);
  }

  private void write(
      PDPageContentStream to,
      String fit,
      double x,
      double fromBottom,
      double size,
      boolean bold,
      Colour colour)
      throws IOException {
    if (fit.isBlank()) {
      return;
    }
    to.beginText();
    to.setFont(face.font(), (float) size);
    fill(to, colour);
    if (bold) {
      stroke(to, colour);
      to.setLineWidth((float) (size * BOLD));
      to.setRenderingMode(RenderingMode.FILL_STROKE);
    } else {
      to.setRenderingMode(RenderingMode.FILL);
    }
    to.newLineAtOffset((float) x, (float) fromBottom);
    to.showText(fit);
    to.endText();
  }

  /** A line across a part of the page. */
  void rule(double from, double to, double width, Colour colour) throws IOException {
    var stream = stream();
    stroke(stream, colour);
    stream.setLineWidth((float) width);
    stream.setLineDashPattern(new float[0], 0);
    stream.moveTo((float) from, (float) (HEIGHT - y));
    stream.lineTo((float) to, (float) (HEIGHT - y));
    stream.stroke();
  }

  /** Draws at the current line, at the full width. */
  void draw(Drawing drawing) throws IOException {
    double scale = WIDTH / drawing.width();
    var stream = stream();
    stream.saveGraphicsState();
    stream.setLineCapStyle(1);
    stream.setLineJoinStyle(1);
    for (var shape : drawing.shapes()) {
      draw(stream, shape, scale);
    }
    stream.restoreGraphicsState();
  }

  private void draw(PDPageContentStream stream, Shape shape, double scale) throws IOException {
    switch (shape) {
      case Shape.Path(List<Point> points, Drawing.Stroke stroke) -> {
        if (points.size() < 2) {
          return;
        }
        stroke(stream, stroke.colour());
        stream.setLineWidth((float) (stroke.width() * scale));
        float dash = (float) (stroke.dash() * scale);
        stream.setLineDashPattern(dash > 0 ? new float[] {dash} : new float[0], 0);
        stream.setLineCapStyle(dash > 0 ? 0 : 1);
        stream.moveTo(x(points.getFirst().x(), scale), y(points.getFirst().y(), scale));
        for (var point : points.subList(1, points.size())) {
          stream.lineTo(x(point.x(), scale), y(point.y(), scale));
        }
        stream.stroke();
      }
      case Shape.Dot(Point centre, double radius, Colour colour) -> {
        fill(stream, colour);
        circle(stream, centre, radius, scale);
      }
      case Shape.Box box -> {
        fill(stream, box.colour());
        stream.addRect(
            x(box.x(), scale),
            y(box.y() + box.height(), scale),
            (float) (box.width() * scale),
            (float) (box.height() * scale));
        stream.fill();
      }
      case Shape.Label(var text, Point at, double size, Anchor anchor, Colour colour) -> {
        var fit = face.fit(Letters.line(text));
        double width = face.width(fit, size * scale);
        double x =
            switch (anchor) {
              case START -> x(at.x(), scale);
              case MIDDLE -> x(at.x(), scale) - width / 2;
              case END -> x(at.x(), scale) - width;
            };
        write(stream, fit, x, y(at.y(), scale), size * scale, false, colour);
      }
    }
  }

  private void circle(PDPageContentStream stream, Point at, double radius, double scale)
      throws IOException {
    double r = radius;
    double h = radius * QUARTER;
    stream.moveTo(x(at.x() + r, scale), y(at.y(), scale));
    for (int quarter = 0; quarter < 4; quarter++) {
      double cos = Math.rint(Math.cos(quarter * Math.PI / 2));
      double sin = Math.rint(Math.sin(quarter * Math.PI / 2));
      stream.curveTo(
          x(at.x() + r * cos - h * sin, scale), y(at.y() + r * sin + h * cos, scale),
          x(at.x() + h * cos - r * sin, scale), y(at.y() + h * sin + r * cos, scale),
          x(at.x() - r * sin, scale), y(at.y() + r * cos, scale));
    }
    stream.fill();
  }

  private static float x(double x, double scale) {
    return (float) (LEFT + x * scale);
  }

  private float y(double below, double scale) {
    return (float) (HEIGHT - y - below * scale);
  }

  private static void fill(PDPageContentStream to, Colour colour) throws IOException {
    to.setNonStrokingColor(colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f);
  }

  private static void stroke(PDPageContentStream to, Colour colour) throws IOException {
    to.setStrokingColor(colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f);
  }

  /** Writes the foot of every page, now that it is known how many there are. */
  void foot(String fit, double size, Colour colour) throws IOException {
    close();
    for (int i = 0; i < pages.size(); i++) {
      try (var stream =
          new PDPageContentStream(
              document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
        double line = BOTTOM - 22;
        var number = "page " + (i + 1) + " of " + pages.size();
        write(stream, fit, LEFT, line, size, false, colour);
        double x = LEFT + WIDTH - face.width(number, size);
        write(stream, number, x, line, size, false, colour);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
