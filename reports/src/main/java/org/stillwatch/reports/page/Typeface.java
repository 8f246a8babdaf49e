package org.stillwatch.reports.page;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The letters of a PDF: Liberation Sans, which PDFBox brings (SIL Open Font License). It has the
 * writings of Europe, Greek letters and the signs of units; a character that it lacks is shown as
 * an empty box, and counted.
 */
final class Typeface {

  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final String BOX = "\u25a1";

  private final PDType0Font font;
  private final TrueTypeFont letters;
  private final CmapLookup glyphs;
  private final double unitsPerEm;
  private final Map<Integer, Double> widths = new HashMap<>();
  private int lacking;

  Typeface(PDDocument document) throws IOException {
    try (var in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(RESOURCE))) {
      letters = new TTFParser().parse(new RandomAccessReadBuffer(in));
    }
    glyphs = letters.getUnicodeCmapLookup();
    unitsPerEm = letters.getUnitsPerEm();
    font = PDType0Font.load(document, letters, true);
  }

  PDType0Font font() {
    return font;
  }

  /** How many characters were replaced so far. */
  int lacking() {
    return lacking;
  }

  /** A text of characters that there are. */
  String fit(String text) {
    var composed = Normalizer.normalize(Letters.clean(text), Normalizer.Form.NFC);
    var fit = new StringBuilder(composed.length());
    composed.codePoints().forEach(codePoint -> fit(codePoint, fit));
    return fit.toString();
  }

  private void fit(int codePoint, StringBuilder to) {
    if (codePoint == '\n' || glyphs.getGlyphId(codePoint) > 0) {
      to.appendCodePoint(codePoint);
    } else if (!isInvisible(codePoint)) {
      lacking++;
      to.append(BOX);
    }
  }

  /** Marks that only say how another character is to be shown. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xfe00 && codePoint <= 0xfe0f);
  }

  /** The width of a text that fits, in points. */
  double width(String fit, double size) {
    return fit.codePoints().mapToDouble(codePoint -> width(codePoint)).sum() * size;
  }

  private double width(int codePoint) {
    return widths.computeIfAbsent(
        codePoint,
        each -> {
          try {
            return letters.getAdvanceWidth(glyphs.getGlyphId(each)) / unitsPerEm;
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
