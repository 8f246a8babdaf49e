package org.stillwatch.cos.detector;

/**
 * How the detector is divided: 16384 (x) by 1024 (y) native pixels, binned by 8 and 2 to
 * superpixels, each with a histogram of 32 pulse heights.
 */
public final class Superpixels {
  /** Native pixels of one superpixel along x (dispersion). */
  public static final int X_BINNING = 8;

  /** Native pixels of one superpixel along y (cross-dispersion). */
  public static final int Y_BINNING = 2;

  public static final int NATIVE_WIDTH = 16384;
  public static final int NATIVE_HEIGHT = 1024;
  public static final int WIDTH = NATIVE_WIDTH / X_BINNING;
  public static final int HEIGHT = NATIVE_HEIGHT / Y_BINNING;

  /** Pulse heights 0 to 31. */
  public static final int PULSE_HEIGHTS = 32;

  private Superpixels() {}
}
