package org.stillwatch.cos.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.cos.detector.Segment;

/**
 * The total map of one segment and level, for the web page.
 *
 * @param map newest gain on top
 */
public record CumulativeFigure(Segment segment, int hv, MapPicture map) implements Figure {

  @Override
  public String fileName() {
    return String.format(Locale.ROOT, "cumulative_gainmap_%s_%d.png", segment, hv);
  }

  @Override
  public Sheet sheet() {
    return new Sheet(
        20,
        10,
        new Panel(
            String.format(Locale.ROOT, "Cumulative Gain Map %s HV %d", segment, hv),
            Window.ofCumulative(segment),
            Optional.of(Panel.Backdrop.of(map)),
            List.of(),
            List.of(),
            map.note().stream().toList()));
  }
}
