package org.stillwatch.cos.figure;

import java.util.Locale;

/**
 * Where a spectrum is extracted, as an x1d file says it.
 *
 * @param name for the legend
 * @param x native pixels along dispersion
 * @param centre of the extraction box across dispersion (native pixels), one for each {@code x}
 * @param height of the box (native pixels), one for each {@code x}; {@code NaN} where unknown
 */
public record Extraction(String name, double[] x, double[] centre, double[] height) {
  public Extraction {
    if (centre.length != x.length || height.length != x.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d positions, %d centres, %d heights",
              name,
              x.length,
              centre.length,
              height.length));
    }
  }

  /** As JFreeChart takes it: {@code [x, y]}, the box's edge for 0.5 and -0.5, its centre for 0. */
  double[][] line(double heights) {
    var y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = heights == 0 ? centre[i] : centre[i] + heights * height[i];
    }
    return new double[][] {x.clone(), y};
  }
}
