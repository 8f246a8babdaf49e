package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;

/** What an image of counts must say of itself. */
final class Images {
  private Images() {}

  /** Two axes of 16-bit numbers as they stand. */
  static void requirePlain(FitsHeader header) {
    require(header, "BITPIX", header.integer("BITPIX").orElse(0), 16);
    require(header, "NAXIS", header.integer("NAXIS").orElse(0), 2);
    require(header, "BSCALE", header.real("BSCALE").orElse(1), 1);
    require(header, "BZERO", header.real("BZERO").orElse(0), 0);
    require(header, "PCOUNT", header.integer("PCOUNT").orElse(0), 0);
    require(header, "GCOUNT", header.integer("GCOUNT").orElse(1), 1);
  }

  private static void require(FitsHeader header, String keyword, double value, int expected) {
    if (value != expected) {
      throw new FitsProblem(
          "part %d: %s is %s, expected %d"
              .formatted(
                  header.part(),
                  keyword,
                  value == Math.rint(value) ? Long.toString((long) value) : value,
                  expected));
    }
  }

  /** As many pixels as the cube takes. */
  static void requireSize(FitsHeader header, Cube cube) {
    int width = cube.width() * X_BINNING;
    int height = cube.height() * Y_BINNING;
    if (width(header) != width || height(header) != height) {
      throw new FitsProblem(
          "part %d is an image of %d x %d pixels, expected %d x %d as the one before"
              .formatted(header.part(), width(header), height(header), width, height));
    }
  }

  static int width(FitsHeader header) {
    return header.integer("NAXIS1").orElse(0);
  }

  static int height(FitsHeader header) {
    return header.integer("NAXIS2").orElse(0);
  }
}
