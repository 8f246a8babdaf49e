package org.stillwatch.cos.detector;

/**
 * What later steps need of the gain map of one CCI. Arrays are {@code [y * width + x]},
 * superpixels.
 *
 * @param gain modal gain (PHA bins), full precision; 0 where nothing was fitted or the fit was not
 *     accepted
 * @param counts events of all 32 pulse heights
 */
public record GainMap(CciHeader cci, int width, int height, double[] gain, int[] counts) {
  public GainMap {
    if (gain.length != width * height || counts.length != width * height) {
      throw new IllegalArgumentException(
          "a map of %d by %d with %d gains and %d counts"
              .formatted(width, height, gain.length, counts.length));
    }
  }

  /** As the catalogue keeps a gain: three decimals, half to even. */
  public static double rounded(double gain) {
    return Math.rint(gain * 1000) / 1000;
  }
}
