package org.stillwatch.cos.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

/** A picture to take away, PNG or PDF as its name ends. The same inputs give the same bytes. */
public sealed interface Figure
    permits ByDateFigure,
        CciFigure,
        ComparisonFigure,
        CumulativeFigure,
        DeliveryFigure,
        OverplotFigure,
        ResidualFigure {

  /** Enough for print at the width of a page, where a figure of 20 inches has 430. */
  int DOTS_PER_INCH = 150;

  /** Without a folder. */
  String fileName();

  /** What it draws. */
  Sheet sheet();

  /**
   * Writes it into the folder, in place of an older one.
   *
   * @throws CosProblem when it cannot be drawn or written
   */
  default Product write(Path folder, Provenance provenance) {
    return write(folder, provenance, DOTS_PER_INCH);
  }

  /**
   * Writes it into the folder, in place of an older one.
   *
   * @param dotsPerInch of a PNG; a PDF has none
   * @throws CosProblem when it cannot be drawn or written
   */
  default Product write(Path folder, Provenance provenance, int dotsPerInch) {
    return Product.replace(folder.resolve(fileName()), provenance, out -> draw(out, dotsPerInch));
  }

  private void draw(OutputStream out, int dotsPerInch) throws IOException {
    try {
      if (fileName().endsWith(".pdf")) {
        PdfFile.write(sheet(), out);
      } else {
        PngFile.write(sheet(), dotsPerInch, out);
      }
    } catch (LinkageError | InternalError e) {
      // so says the JDK where it finds no fonts at all, though the figures bring their own
      throw new CosProblem(
          fileName()
              + " cannot be drawn: this computer has no fonts; install fontconfig and any font"
              + " (Debian: fonts-dejavu-core), then run this again",
          e);
    }
  }
}
