package org.stillwatch.cos.figure;

import java.util.Locale;
import org.stillwatch.cos.detector.Segment;

/**
 * A table at one level over the maps of both segments, as it goes with the table's delivery.
 *
 * @param table its file name
 * @param fuva what {@link Segment#FUVA} shows
 * @param fuvb what {@link Segment#FUVB} shows
 */
public record DeliveryFigure(String table, int hv, SegmentMap fuva, SegmentMap fuvb)
    implements Figure {

  @Override
  public String fileName() {
    return String.format(
        Locale.ROOT, "gainmap_%s_%d.png", table.replaceFirst("\\.fits(\\.gz)?$", ""), hv);
  }

  @Override
  public Sheet sheet() {
    return Pair.sheet("GSAGTAB: " + table, "%s GAINMAP + GSAG", hv, fuva, fuvb);
  }
}
