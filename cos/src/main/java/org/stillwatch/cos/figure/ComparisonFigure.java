package org.stillwatch.cos.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.Segment;

/**
 * Two tables at one level over the maps of both segments, with the places where spectra are
 * extracted.
 *
 * @param fuva what {@link Segment#FUVA} shows; its regions are those of the new table
 * @param fuvb what {@link Segment#FUVB} shows
 * @param oldFuva the old table's regions of FUVA
 * @param oldFuvb the old table's regions of FUVB
 */
public record ComparisonFigure(
    int hv, SegmentMap fuva, Regions oldFuva, SegmentMap fuvb, Regions oldFuvb) implements Figure {

  @Override
  public String fileName() {
    return String.format(Locale.ROOT, "gsagtab_comparison_%d.pdf", hv);
  }

  @Override
  public Sheet sheet() {
    var scale = GainScale.of(List.of(fuva.map(), fuvb.map()));
    return Pair.sheet(
        "GSAGTAB comparison, HV " + hv,
        panel(Segment.FUVA, fuva, oldFuva, scale),
        panel(Segment.FUVB, fuvb, oldFuvb, scale));
  }

  private static Panel panel(Segment segment, SegmentMap shown, Regions older, GainScale scale) {
    var newer = shown.regions();
    return new Panel(
        segment.toString(),
        Window.ofDelivery(segment),
        Optional.of(new Panel.Backdrop(shown.map(), scale)),
        List.of(
            new MarkedRegions("New: " + newer.name(), newer.regions(), Mark.RED_PLUS),
            new MarkedRegions("Old: " + older.name(), older.regions(), Mark.GREEN_CROSS)),
        shown.extractions(),
        Stream.of(shown.map().note(), newer.note(newer.name()), older.note(older.name()))
            .flatMap(Optional::stream)
            .toList());
  }
}
