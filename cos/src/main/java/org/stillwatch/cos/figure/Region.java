package org.stillwatch.cos.figure;

import java.awt.geom.Rectangle2D;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Superpixels;

/**
 * A row of a gain-sag table: a rectangle of native pixels that sagged.
 *
 * @param date since when (MJD)
 * @param lx its first pixel along dispersion
 * @param ly its first pixel across it
 * @param dx how many pixels wide
 * @param dy how many pixels high
 */
public record Region(double date, int lx, int ly, int dx, int dy) {

  /** A flagged superpixel. */
  public static Region of(Flag flag) {
    return new Region(
        flag.mjdBelow3(),
        flag.x() * Superpixels.X_BINNING,
        flag.y() * Superpixels.Y_BINNING,
        Superpixels.X_BINNING,
        Superpixels.Y_BINNING);
  }

  boolean empty() {
    return dx < 1 || dy < 1;
  }

  /** The number of a pixel is the place of its centre. */
  Rectangle2D area() {
    return new Rectangle2D.Double(lx - 0.5, ly - 0.5, dx, dy);
  }

  /** Where it is, whenever it sagged. */
  Place place() {
    return new Place(lx, ly, dx, dy);
  }

  /** A region without its date. */
  record Place(int lx, int ly, int dx, int dy) {}
}
