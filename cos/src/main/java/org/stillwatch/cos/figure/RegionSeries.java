package org.stillwatch.cos.figure;

import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** Sets of regions as series of a chart; a point is the middle of a region. */
final class RegionSeries extends AbstractXYDataset {
  private static final long serialVersionUID = 1;

  private final transient List<MarkedRegions> sets;

  /**
   * @param sets the first lies on top
   */
  RegionSeries(List<MarkedRegions> sets) {
    this.sets = List.copyOf(sets);
  }

  MarkedRegions set(int series) {
    return sets.get(series);
  }

  Region region(int series, int item) {
    return sets.get(series).regions().get(item);
  }

  @Override
  public int getSeriesCount() {
    return sets.size();
  }

  @Override
  public String getSeriesKey(int series) {
    return sets.get(series).legend();
  }

  @Override
  public int getItemCount(int series) {
    return sets.get(series).regions().size();
  }

  @Override
  public Number getX(int series, int item) {
    return region(series, item).area().getCenterX();
  }

  @Override
  public Number getY(int series, int item) {
    return region(series, item).area().getCenterY();
  }
}
