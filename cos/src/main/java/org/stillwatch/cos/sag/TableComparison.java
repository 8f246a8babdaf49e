package org.stillwatch.cos.sag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.stillwatch.cos.detector.Segment;

/**
 * How a gain-sag table differs from an older one. Extensions are matched by segment and level,
 * whatever their order; regions by their place, of which the earliest date counts, as for calcos.
 *
 * @param levels by segment and level, each that either table has
 */
public record TableComparison(List<Level> levels) {

  /** Which of the tables has an extension. */
  public enum Presence {
    BOTH,
    ONLY_OLD,
    ONLY_NEW
  }

  /**
   * The difference at one level.
   *
   * @param onlyOld regions of the old table that the new one has not
   * @param onlyNew regions of the new table that the old one had not
   * @param dates regions of both, with another date
   */
  public record Level(
      Segment segment,
      int hv,
      Presence presence,
      List<Region> onlyOld,
      List<Region> onlyNew,
      List<DateChange> dates) {

    public Level {
      onlyOld = List.copyOf(onlyOld);
      onlyNew = List.copyOf(onlyNew);
      dates = List.copyOf(dates);
    }

    /** Both tables say the same. */
    public boolean same() {
      return presence == Presence.BOTH && onlyOld.isEmpty() && onlyNew.isEmpty() && dates.isEmpty();
    }
  }

  /** A region that both tables have, as either dates it. */
  public record DateChange(Region before, Region after) {}

  private record Key(Segment segment, int hv) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = segment.compareTo(other.segment);
      return order == 0 ? Integer.compare(hv, other.hv) : order;
    }
  }

  private record Place(int lx, int ly, int dx, int dy, int dq) {
    static Place of(Region region) {
      return new Place(region.lx(), region.ly(), region.dx(), region.dy(), region.dq());
    }
  }

  public TableComparison {
    levels = List.copyOf(levels);
  }

  public static TableComparison of(GainSagTable before, GainSagTable after) {
    var keys = new TreeSet<Key>();
    before
        .extensions()
        .forEach(extension -> keys.add(new Key(extension.segment(), extension.hv())));
    after.extensions().forEach(extension -> keys.add(new Key(extension.segment(), extension.hv())));
    return new TableComparison(
        keys.stream()
            .map(
                key ->
                    level(
                        key,
                        before.extension(key.segment(), key.hv()),
                        after.extension(key.segment(), key.hv())))
            .toList());
  }

  private static Level level(
      Key key, Optional<GainSagTable.Extension> before, Optional<GainSagTable.Extension> after) {
    var presence =
        before.isEmpty() ? Presence.ONLY_NEW : after.isEmpty() ? Presence.ONLY_OLD : Presence.BOTH;
    var old = places(before);
    var young = places(after);
    var dates = new ArrayList<DateChange>();
    old.forEach(
        (place, region) -> {
          var now = young.get(place);
          if (now != null && now.date() != region.date()) {
            dates.add(new DateChange(region, now));
          }
        });
    dates.sort(Comparator.comparing(DateChange::before));
    return new Level(
        key.segment(), key.hv(), presence, without(old, young), without(young, old), dates);
  }

  private static List<Region> without(Map<Place, Region> some, Map<Place, Region> others) {
    return some.entrySet().stream()
        .filter(entry -> !others.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private static Map<Place, Region> places(Optional<GainSagTable.Extension> extension) {
    var places = new HashMap<Place, Region>();
    for (var region : extension.map(GainSagTable.Extension::regions).orElse(List.of())) {
      places.merge(
          Place.of(region), region, (one, other) -> one.date() <= other.date() ? one : other);
    }
    return places;
  }

  /** Nothing differs. */
  public boolean same() {
    return levels.stream().allMatch(Level::same);
  }
}
