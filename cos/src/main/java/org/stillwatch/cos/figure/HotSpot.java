package org.stillwatch.cos.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * A superpixel that once sagged, with all that was measured of it.
 *
 * @param x superpixel along dispersion
 * @param y superpixel across it
 * @param measurements of this superpixel, at any high-voltage level; kept in order of time
 */
public record HotSpot(Segment segment, int x, int y, List<Measurement> measurements) {

  public HotSpot {
    for (var measurement : measurements) {
      if (measurement.segment() != segment || measurement.x() != x || measurement.y() != y) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a measurement of %s %d, %d among those of %s %d, %d",
                measurement.segment(),
                measurement.x(),
                measurement.y(),
                segment,
                x,
                y));
      }
    }
    measurements =
        measurements.stream()
            .sorted(
                Comparator.comparingDouble(Measurement::expstart)
                    .thenComparingInt(Measurement::hv)
                    .thenComparing(Measurement::source))
            .toList();
  }

  /** First of its native pixels along dispersion. */
  int nativeX() {
    return x * Superpixels.X_BINNING;
  }

  /** First of its native pixels across dispersion. */
  int nativeY() {
    return y * Superpixels.Y_BINNING;
  }

  /** Of its page. */
  public String fileName() {
    return fileName(segment, x, y);
  }

  /** Of the page of a superpixel. */
  public static String fileName(Segment segment, int x, int y) {
    return String.format(
        Locale.ROOT,
        "hotspot_pixel_%d_%d_%s.html",
        x * Superpixels.X_BINNING,
        y * Superpixels.Y_BINNING,
        segment);
  }
}
