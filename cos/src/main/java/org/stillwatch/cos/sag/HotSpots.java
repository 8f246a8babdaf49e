package org.stillwatch.cos.sag;

import java.util.SortedSet;
import java.util.TreeSet;
import org.stillwatch.cos.detector.Measurement;

/**
 * The superpixels whose history is worth a page: in the rows of lifetime position 4, sagged once.
 */
public final class HotSpots {
  private HotSpots() {}

  /**
   * Those with any gain at or below the limit, at whatever known level and time.
   *
   * @param measurements low ones are enough
   */
  public static SortedSet<Pixel> of(Iterable<Measurement> measurements) {
    var pixels = new TreeSet<Pixel>();
    for (var measured : measurements) {
      var pixel = Pixel.of(measured);
      if (pixel.inLp4Rows() && Flagging.low(measured)) {
        pixels.add(pixel);
      }
    }
    return pixels;
  }
}
