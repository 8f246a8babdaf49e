package org.stillwatch.cos.figure;

import java.util.List;

/**
 * One segment on a figure of both.
 *
 * @param map the total map of the level
 * @param regions of the table
 * @param extractions where spectra are extracted, as far as an x1d tells
 */
public record SegmentMap(MapPicture map, Regions regions, List<Extraction> extractions) {
  public SegmentMap {
    extractions = List.copyOf(extractions);
  }
}
