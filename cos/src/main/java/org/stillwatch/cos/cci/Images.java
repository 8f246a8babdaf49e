package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import org.stillwatch.formats.fits.StreamedHeader;

/** What an image of counts must say of itself. */
final class Images {
  private Images() {}

  /** Two axes of 16-bit numbers as they stand. */
  static void requirePlain(int index, StreamedHeader cards) throws UnfitException {
    require(index, cards, "BITPIX", 16);
    require(index, cards, "NAXIS", 2);
    requireIfSaid(index, cards, "BSCALE", 1);
    requireIfSaid(index, cards, "BZERO", 0);
    requireIfSaid(index, cards, "PCOUNT", 0);
    requireIfSaid(index, cards, "GCOUNT", 1);
  }

  /** As many pixels as the cube takes. */
  static void requireSize(int index, StreamedHeader cards, Cube cube) throws UnfitException {
    int width = cube.width() * X_BINNING;
    int height = cube.height() * Y_BINNING;
    if (width(cards) != width || height(cards) != height) {
      throw new UnfitException(
          "HDU %d is an image of %d x %d pixels; expected %d x %d as the one before"
              .formatted(index, width(cards), height(cards), width, height));
    }
  }

  static long width(StreamedHeader cards) {
    return cards.whole("NAXIS1").orElse(0L);
  }

  static long height(StreamedHeader cards) {
    return cards.whole("NAXIS2").orElse(0L);
  }

  private static void require(int index, StreamedHeader cards, String keyword, long expected)
      throws UnfitException {
    if (cards.whole(keyword).orElse(Long.MIN_VALUE) != expected) {
      throw new UnfitException(
          "%s of HDU %d is %s; expected %d"
              .formatted(keyword, index, cards.shown(keyword), expected));
    }
  }

  private static void requireIfSaid(
      int index, StreamedHeader cards, String keyword, double expected) throws UnfitException {
    if (cards.has(keyword) && cards.real(keyword).orElse(Double.NaN) != expected) {
      throw new UnfitException(
          "%s of HDU %d is %s; expected %.0f"
              .formatted(keyword, index, cards.shown(keyword), expected));
    }
  }
}
