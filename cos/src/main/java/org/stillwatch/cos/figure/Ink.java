package org.stillwatch.cos.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Letters, lines and colours in proportion to a figure.
 *
 * @param unit points; 1 on a figure 20 inches wide, so that all figures look alike when printed to
 *     the width of a page
 */
record Ink(double unit) {

  static final Color TEXT = new Color(0x1d2529);
  static final Color LINE = new Color(0x6d787e);
  static final Color GRID = new Color(0xdfe4e6);

  /** The colours that the tables' figures have always had. */
  static final Color RED = new Color(0xe8000b);

  static final Color GREEN = new Color(0x00c030);
  static final Color MAGENTA = new Color(0xd400d4);
  static final Color BLUE = new Color(0x0072b2);

  /** Of extraction boxes; apart for every kind of colour vision (Okabe and Ito, 2008). */
  static final Color[] CONTOURS = {new Color(0xe69f00), new Color(0x56b4e9), new Color(0xf0e442)};

  /** Comes with PDFBox: no figure depends on the fonts of a computer. */
  private static final String LETTERS =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final Font FACE = face();

  static Ink ofWidth(double inches) {
    return new Ink(inches / 20);
  }

  static InputStream letters() {
    return Objects.requireNonNull(PDDocument.class.getResourceAsStream(LETTERS));
  }

  private static Font face() {
    try (var in = letters()) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException | FontFormatException e) {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    }
  }

  private Font font(double size) {
    return FACE.deriveFont((float) (size * unit));
  }

  static String faceName() {
    return FACE.getFontName();
  }

  Font heading() {
    return font(27);
  }

  Font title() {
    return font(23);
  }

  Font label() {
    return font(20);
  }

  Font small() {
    return font(17);
  }

  BasicStroke stroke(double width) {
    return new BasicStroke((float) (width * unit), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }

  BasicStroke dashes(double width) {
    return new BasicStroke(
        (float) (width * unit),
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_MITER,
        10,
        new float[] {(float) (9 * unit), (float) (6 * unit)},
        0);
  }
}
