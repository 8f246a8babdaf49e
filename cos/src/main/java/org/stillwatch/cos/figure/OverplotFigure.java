package org.stillwatch.cos.figure;

import java.util.Locale;
import org.stillwatch.cos.detector.Segment;

/**
 * A new table at one level over the maps of both segments, with the places where spectra are
 * extracted.
 *
 * @param table its file name
 * @param blue it is the table for the blue modes
 * @param fuva what {@link Segment#FUVA} shows
 * @param fuvb what {@link Segment#FUVB} shows
 */
public record OverplotFigure(String table, int hv, boolean blue, SegmentMap fuva, SegmentMap fuvb)
    implements Figure {

  @Override
  public String fileName() {
    return String.format(Locale.ROOT, "gainmap_gsagtab_%d_overplot%s.pdf", hv, blue ? "_blue" : "");
  }

  @Override
  public Sheet sheet() {
    return Pair.sheet("GSAGTAB: " + table, "%s HV " + hv, hv, fuva, fuvb);
  }
}
