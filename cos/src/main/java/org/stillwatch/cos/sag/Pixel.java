package org.stillwatch.cos.sag;

import java.util.Comparator;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * A superpixel of a segment, at whatever high voltage.
 *
 * @param x superpixel along dispersion
 * @param y superpixel across it
 */
public record Pixel(Segment segment, int x, int y) implements Comparable<Pixel> {
  private static final Comparator<Pixel> ORDER =
      Comparator.comparing(Pixel::segment).thenComparingInt(Pixel::x).thenComparingInt(Pixel::y);

  public static Pixel of(Measurement measured) {
    return new Pixel(measured.segment(), measured.x(), measured.y());
  }

  public static Pixel of(Flag flag) {
    return new Pixel(flag.segment(), flag.x(), flag.y());
  }

  /** First native pixel along x. */
  public int nativeX() {
    return x * Superpixels.X_BINNING;
  }

  /** First native pixel along y. */
  public int nativeY() {
    return y * Superpixels.Y_BINNING;
  }

  /**
   * In the rows of lifetime position 4: native 400 to 440 of FUVA, 460 to 500 of FUVB, with both
   * ends. There holes recover after the spectra moved on.
   */
  public boolean inLp4Rows() {
    return switch (segment) {
      case FUVA -> nativeY() >= 400 && nativeY() <= 440;
      case FUVB -> nativeY() >= 460 && nativeY() <= 500;
    };
  }

  @Override
  public int compareTo(Pixel other) {
    return ORDER.compare(this, other);
  }
}
