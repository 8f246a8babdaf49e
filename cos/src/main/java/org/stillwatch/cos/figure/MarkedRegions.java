package org.stillwatch.cos.figure;

import java.util.Comparator;
import java.util.List;

/**
 * Regions as a figure shows them.
 *
 * @param legend their words in the legend
 * @param mark their form and colour
 */
record MarkedRegions(String legend, List<Region> regions, Mark mark) {
  private static final Comparator<Region> BY_PLACE =
      Comparator.comparingInt(Region::lx).thenComparingInt(Region::ly);

  MarkedRegions {
    // the order of a table's rows must not choose which of a cluster's regions has the mark
    regions = regions.stream().sorted(BY_PLACE).toList();
  }
}
