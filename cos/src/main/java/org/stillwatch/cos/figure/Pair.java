package org.stillwatch.cos.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.Segment;

/** The two segments below each other, FUVA first, in the same greys. */
final class Pair {
  private static final double WIDTH = 20;
  private static final double HEIGHT = 16;

  private Pair() {}

  static Sheet sheet(String heading, String title, int hv, SegmentMap fuva, SegmentMap fuvb) {
    var scale = GainScale.of(List.of(fuva.map(), fuvb.map()));
    return sheet(
        heading,
        panel(Segment.FUVA, title, hv, fuva, scale),
        panel(Segment.FUVB, title, hv, fuvb, scale));
  }

  static Sheet sheet(String heading, Panel fuva, Panel fuvb) {
    return new Sheet(WIDTH, HEIGHT, Optional.of(heading), List.of(fuva, fuvb));
  }

  private static Panel panel(
      Segment segment, String title, int hv, SegmentMap shown, GainScale scale) {
    var legend = String.format(Locale.ROOT, "%s %d", segment, hv);
    return new Panel(
        title.formatted(segment),
        Window.ofDelivery(segment),
        Optional.of(new Panel.Backdrop(shown.map(), scale)),
        List.of(new MarkedRegions(legend, shown.regions().regions(), Mark.RED_PLUS)),
        shown.extractions(),
        Stream.of(shown.map().note(), shown.regions().note(legend))
            .flatMap(Optional::stream)
            .toList());
  }
}
