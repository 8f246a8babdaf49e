package org.stillwatch.cos.sag;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

/**
 * Which flags a gain-sag table takes.
 *
 * @param filter without those that recovered
 * @param blue for the blue modes, whose spectra fall on both sides of the boundary between lifetime
 *     positions 1 and 2: without regions at the boundary
 * @param strictBoundary of a blue table: a region's rows are {@code ly} to {@code ly + dy - 1}, as
 *     calcos counts them; otherwise {@code ly + dy} is one of them too, as published tables have
 *     it. (The boundaries begin at odd rows and superpixels at even ones, so the tables are equal.)
 * @param until of a table by date: no later than this
 */
public record Selection(boolean filter, boolean blue, boolean strictBoundary, Optional<Mjd> until) {

  /** Native rows on each side of the boundary that belong to it. */
  private static final int PADDING = 4;

  /** The usual table: without what recovered, all rows, all dates. */
  public static final Selection FILTERED = new Selection(true, false, false, Optional.empty());

  public static final Selection UNFILTERED = new Selection(false, false, false, Optional.empty());

  public Selection inBlue() {
    return new Selection(filter, true, strictBoundary, until);
  }

  public Selection withStrictBoundary() {
    return new Selection(filter, blue, true, until);
  }

  public Selection until(Mjd date) {
    return new Selection(filter, blue, strictBoundary, Optional.of(date));
  }

  /** The table has it. */
  public boolean takes(Flag flag) {
    return !(filter && flag.recovery())
        && !(blue && onBoundary(Pixel.of(flag)))
        && until.map(date -> flag.mjdBelow3() <= date.days()).orElse(true);
  }

  /** What was chosen, in words, for the record of how a product came to be. */
  public SortedMap<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    parameters.put("filter", String.valueOf(filter));
    parameters.put("blue", String.valueOf(blue));
    parameters.put("strict-boundary", String.valueOf(strictBoundary));
    until.ifPresent(date -> parameters.put("tab-date", String.valueOf(date.days())));
    return parameters;
  }

  private boolean onBoundary(Pixel pixel) {
    int boundary = boundary(pixel.segment());
    int last = pixel.nativeY() + Superpixels.Y_BINNING - (strictBoundary ? 1 : 0);
    return last >= boundary - PADDING && pixel.nativeY() <= boundary + PADDING;
  }

  /** Native row between lifetime positions 1 and 2. */
  private static int boundary(Segment segment) {
    return switch (segment) {
      case FUVA -> 493;
      case FUVB -> 557;
    };
  }
}
