package org.stillwatch.cos.figure;

import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.util.Collection;

/**
 * Gains as greys, from 0 (dark) to a whole number (bright) that all but a few gains of the map stay
 * below.
 *
 * @param most gain of the brightest grey (PHA bins)
 * @param exceeded some gains are greater and have the brightest grey too
 */
record GainScale(double most, boolean exceeded) {

  /** Of what has no gain: bluish, so that it is no grey; pale, so that symbols stand out. */
  static final Color BLANK = new Color(0xd3e4f3);

  /** Not quite black, so that frames and letters stay the darkest; not quite the white of paper. */
  static final Color DARKEST = new Color(0x101010);

  static final Color BRIGHTEST = new Color(0xfafafa);

  /** A badly fitted superpixel in a thousand must not turn all others dark. */
  private static final double WITHIN = 0.999;

  private static final int LEAST_MOST = 5;

  /** Of a figure without any gain: the usual range of the detector. */
  private static final double USUAL_MOST = 16;

  private static final int SHADES = 255;

  /** Whole numbers that no gain of a fit exceeds: there are 32 pulse heights. */
  private static final int GREATEST = 32;

  static GainScale of(Collection<MapPicture> maps) {
    var upTo = new long[GREATEST + 1];
    long all = 0;
    for (var map : maps) {
      for (float gain : map.gain()) {
        if (Float.isFinite(gain)) {
          upTo[Math.clamp((long) Math.ceil(gain), 0, GREATEST)]++;
          all++;
        }
      }
    }
    if (all == 0) {
      return new GainScale(USUAL_MOST, false);
    }
    int most = 0;
    long within = upTo[0];
    while (within < WITHIN * all) {
      within += upTo[++most];
    }
    double brightest = Math.max(LEAST_MOST, most);
    boolean exceeded = false;
    for (int whole = (int) brightest + 1; whole <= GREATEST; whole++) {
      exceeded |= upTo[whole] > 0;
    }
    return new GainScale(brightest, exceeded);
  }

  /** Index of a gain's colour in {@link #colours}; 0 is that of no gain. */
  int index(float gain) {
    if (!Float.isFinite(gain)) {
      return 0;
    }
    double part = Math.clamp(gain / most, 0.0, 1.0);
    return 1 + (int) Math.round(part * (SHADES - 1));
  }

  static IndexColorModel colours() {
    var grey = new byte[SHADES + 1];
    var red = new byte[SHADES + 1];
    var blue = new byte[SHADES + 1];
    for (int i = 1; i <= SHADES; i++) {
      int level =
          DARKEST.getRed()
              + Math.round((BRIGHTEST.getRed() - DARKEST.getRed()) * (i - 1) / (SHADES - 1f));
      red[i] = (byte) level;
      grey[i] = (byte) level;
      blue[i] = (byte) level;
    }
    red[0] = (byte) BLANK.getRed();
    grey[0] = (byte) BLANK.getGreen();
    blue[0] = (byte) BLANK.getBlue();
    return new IndexColorModel(8, SHADES + 1, red, grey, blue);
  }
}
