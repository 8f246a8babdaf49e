package org.stillwatch.cos.gain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.cos.detector.GainMap;

/**
 * All that is known of the superpixels of a CCI. Arrays are {@code [y * width + x]}.
 *
 * @param files names of the summed exposures
 * @param map gain and counts
 * @param verdicts what came of each fit
 * @param charge extracted charge (C)
 * @param planes counts by group of pulse heights
 * @param filled of each group, how many superpixels have counts, each pulse height by itself
 */
public record FullGainMap(
    List<String> files,
    GainMap map,
    Verdict[] verdicts,
    double[] charge,
    Map<PlaneGroup, int[]> planes,
    Map<PlaneGroup, Long> filled) {

  public FullGainMap {
    files = List.copyOf(files);
    planes = Collections.unmodifiableMap(new EnumMap<>(planes));
    filled = Collections.unmodifiableMap(new EnumMap<>(filled));
  }

  /** Counts of these pulse heights, {@code [y * width + x]}. */
  public int[] plane(PlaneGroup group) {
    return planes.getOrDefault(group, new int[0]);
  }

  /** How many superpixels have counts of these pulse heights, each pulse height by itself. */
  public long filled(PlaneGroup group) {
    return filled.getOrDefault(group, 0L);
  }
}
