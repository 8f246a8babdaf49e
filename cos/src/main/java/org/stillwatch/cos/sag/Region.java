package org.stillwatch.cos.sag;

import java.util.Comparator;
import org.stillwatch.cos.detector.Superpixels;

/**
 * A row of a gain-sag table: native pixels {@code lx} to {@code lx + dx - 1} and {@code ly} to
 * {@code ly + dy - 1} are not to be trusted in exposures that start at {@code date} or later.
 *
 * @param date MJD
 * @param dq data-quality bits that calcos sets there
 */
public record Region(double date, int lx, int ly, int dx, int dy, int dq)
    implements Comparable<Region> {

  /** The bit of a sagged region (COS Data Handbook, table 2.19). */
  public static final int SAGGED = 8192;

  private static final Comparator<Region> ORDER =
      Comparator.comparingDouble(Region::date)
          .thenComparingInt(Region::lx)
          .thenComparingInt(Region::ly)
          .thenComparingInt(Region::dx)
          .thenComparingInt(Region::dy)
          .thenComparingInt(Region::dq);

  /** A superpixel that sagged. */
  static Region of(Pixel pixel, double date) {
    return new Region(
        date,
        pixel.nativeX(),
        pixel.nativeY(),
        Superpixels.X_BINNING,
        Superpixels.Y_BINNING,
        SAGGED);
  }

  /** By DATE, LX, LY: the order of rows in a table. */
  @Override
  public int compareTo(Region other) {
    return ORDER.compare(this, other);
  }
}
