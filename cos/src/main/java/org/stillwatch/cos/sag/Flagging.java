package org.stillwatch.cos.sag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;

/**
 * Finds the superpixels whose gain sagged. A flag belongs to a segment, a level of high voltage and
 * a superpixel, and has the time of the earliest CCI that shows it; of two at one time the one
 * whose name comes first.
 */
public final class Flagging {
  /** Modal gain (PHA bins) at which calcos begins to lose events: flagged at or below it. */
  public static final double MODAL_GAIN_LIMIT = 3;

  /** Events that a superpixel needs for its gain to be believed. */
  public static final int MIN_COUNTS = 30;

  /** Earlier maps are unreliable: later than 2010-01-01. */
  public static final Mjd AFTER = new Mjd(55197);

  /** Superpixel rows that spectra fall on, with both ends. */
  public static final int FIRST_Y = 200;

  public static final int LAST_Y = 300;

  /** Flags by segment, level, x and y: the order of every list of flags here. */
  public static final Comparator<Flag> ORDER =
      Comparator.comparing(Flag::segment)
          .thenComparingInt(Flag::hv)
          .thenComparingInt(Flag::x)
          .thenComparingInt(Flag::y);

  private record Place(Segment segment, int hv, int x, int y) {}

  private Flagging() {}

  /** The flags of these measurements, in {@link #ORDER}, none recovered. */
  public static List<Flag> of(Iterable<Measurement> measurements) {
    Map<Place, Flag> earliest = new HashMap<>();
    for (var measured : measurements) {
      if (sagged(measured)) {
        keepEarlier(
            earliest,
            new Flag(
                measured.segment(),
                measured.hv(),
                measured.x(),
                measured.y(),
                measured.expstart(),
                measured.source(),
                false));
      }
    }
    return ordered(earliest);
  }

  /** The flags of all measurements, from the flags of two parts of them. */
  public static List<Flag> merge(Iterable<Flag> some, Iterable<Flag> others) {
    Map<Place, Flag> earliest = new HashMap<>();
    some.forEach(flag -> keepEarlier(earliest, flag));
    others.forEach(flag -> keepEarlier(earliest, flag));
    return ordered(earliest);
  }

  /** This measurement makes a flag. */
  public static boolean sagged(Measurement measured) {
    return low(measured)
        && measured.counts() >= MIN_COUNTS
        && measured.expstart() > AFTER.days()
        && measured.y() >= FIRST_Y
        && measured.y() <= LAST_Y;
  }

  /** A gain at a known level, above 0 and not above the limit, with three decimals. */
  static boolean low(Measurement measured) {
    double gain = GainMap.rounded(measured.gain());
    return gain > 0 && gain <= MODAL_GAIN_LIMIT && HighVoltage.known(measured.hv());
  }

  private static void keepEarlier(Map<Place, Flag> earliest, Flag flag) {
    earliest.merge(
        new Place(flag.segment(), flag.hv(), flag.x(), flag.y()), flag, Flagging::earlier);
  }

  private static Flag earlier(Flag one, Flag other) {
    int order = Double.compare(one.mjdBelow3(), other.mjdBelow3());
    if (order == 0) {
      order = one.source().compareTo(other.source());
    }
    return order <= 0 ? one : other;
  }

  private static List<Flag> ordered(Map<Place, Flag> flags) {
    var list = new ArrayList<>(flags.values());
    list.sort(ORDER);
    return List.copyOf(list);
  }
}
