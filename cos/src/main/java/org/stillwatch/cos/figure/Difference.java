package org.stillwatch.cos.figure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What two tables say differently of one segment and level, in both directions. A region is the
 * same when it is at the same place, whatever its date.
 *
 * @param added regions that the newer table alone has
 * @param removed regions that the older table alone has
 * @param redated how many places both have, with another earliest date
 */
public record Difference(List<Region> added, List<Region> removed, int redated) {

  public static Difference of(Regions newer, Regions older) {
    var now = earliest(newer);
    var before = earliest(older);
    var redated = new HashMap<>(now);
    redated.keySet().retainAll(before.keySet());
    redated.entrySet().removeAll(before.entrySet());
    return new Difference(without(newer, before), without(older, now), redated.size());
  }

  /** They have the same regions; dates do not count. */
  public boolean none() {
    return added.isEmpty() && removed.isEmpty();
  }

  private static Map<Region.Place, Double> earliest(Regions regions) {
    var dates = new HashMap<Region.Place, Double>();
    regions.regions().forEach(region -> dates.merge(region.place(), region.date(), Math::min));
    return dates;
  }

  private static List<Region> without(Regions regions, Map<Region.Place, Double> others) {
    return regions.regions().stream()
        .filter(region -> !others.containsKey(region.place()))
        .toList();
  }
}
