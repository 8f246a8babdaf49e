package org.stillwatch.cos.figure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * The sagged regions of one segment at one high-voltage level.
 *
 * @param name where they are from: a table's file name, or other words for the legend
 * @param regions those that cover at least one pixel; the padding row of an empty extension does
 *     not
 * @param absent why there are none, as a sentence for the figure; empty when they are known, be
 *     there some or none
 */
public record Regions(String name, List<Region> regions, Optional<String> absent) {

  /** PHA bins; a gain of that or less loses events (COS monitoring). */
  static final double MODAL_GAIN_LIMIT = 3;

  public Regions {
    regions = regions.stream().filter(region -> !region.empty()).toList();
  }

  /** The rows of a table's extension. */
  public static Regions of(String name, List<Region> regions) {
    return new Regions(name, regions, Optional.empty());
  }

  /** Flagged superpixels. */
  public static Regions ofFlags(String name, Collection<Flag> flags) {
    return of(name, flags.stream().map(Region::of).toList());
  }

  /** Superpixels of one CCI whose gain is at most 3, as the catalogue rounds it. */
  public static Regions sagged(GainMap map) {
    var sagged = new ArrayList<Region>();
    for (int i = 0; i < map.gain().length; i++) {
      double gain = GainMap.rounded(map.gain()[i]);
      if (gain > 0 && gain <= MODAL_GAIN_LIMIT) {
        sagged.add(
            new Region(
                map.cci().expstart(),
                i % map.width() * Superpixels.X_BINNING,
                i / map.width() * Superpixels.Y_BINNING,
                Superpixels.X_BINNING,
                Superpixels.Y_BINNING));
      }
    }
    return of("Gain 3 or less", sagged);
  }

  /** None, for the reason of the sentence. */
  public static Regions missing(String name, String sentence) {
    return new Regions(name, List.of(), Optional.of(sentence));
  }

  /**
   * None, since the table has no extension for that segment and level.
   *
   * @param present the levels for which it has one
   */
  public static Regions noLevel(String table, Segment segment, int hv, SortedSet<Integer> present) {
    var has = present.isEmpty() ? "none" : "HV " + ranges(present);
    return missing(
        table,
        String.format(
            Locale.ROOT,
            "%s has no regions for %s at HV %d; it has %s for that segment.",
            table,
            segment,
            hv,
            has));
  }

  /** {@code 0, 100, 142–178}. */
  private static String ranges(SortedSet<Integer> levels) {
    var all = List.copyOf(levels);
    var words = new ArrayList<String>();
    for (int from = 0, to; from < all.size(); from = to + 1) {
      to = from;
      while (to + 1 < all.size() && all.get(to + 1) == all.get(to) + 1) {
        to++;
      }
      words.add(
          switch (to - from) {
            case 0 -> all.get(from).toString();
            case 1 -> all.get(from) + ", " + all.get(to);
            default -> all.get(from) + "–" + all.get(to);
          });
    }
    return String.join(", ", words);
  }

  /** What a figure must say of them beside showing them. */
  Optional<String> note(String which) {
    return absent.or(
        () -> regions.isEmpty() ? Optional.of("No sagged region: " + which + ".") : absent);
  }
}
