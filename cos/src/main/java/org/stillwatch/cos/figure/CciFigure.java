package org.stillwatch.cos.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Superpixels;

/**
 * The gain map of one CCI at a glance.
 *
 * @param map its gains
 * @param sagged its superpixels that sagged
 */
public record CciFigure(GainMap map, Regions sagged) implements Figure {

  @Override
  public String fileName() {
    return map.cci().source() + "_gainmap.png";
  }

  @Override
  public Sheet sheet() {
    var cci = map.cci();
    var picture = MapPicture.of(map);
    var level = cci.hvKnown() ? "HV " + cci.dethv() : "HV unknown";
    var title =
        String.format(
            Locale.ROOT, "%s  %s  %s, %s", cci.source(), cci.segment(), level, day(cci.expstart()));
    return new Sheet(
        20,
        10,
        new Panel(
            title,
            window(),
            Optional.of(Panel.Backdrop.of(picture)),
            List.of(
                new MarkedRegions(
                    String.format(Locale.ROOT, "%s: %d", sagged.name(), sagged.regions().size()),
                    sagged.regions(),
                    Mark.RED_PLUS)),
            List.of(),
            Stream.of(picture.note(), sagged.note(level)).flatMap(Optional::stream).toList()));
  }

  /** A map that is no whole detector is shown whole. */
  private Window window() {
    return map.width() == Superpixels.WIDTH && map.height() == Superpixels.HEIGHT
        ? Window.ofDates(map.cci().segment())
        : new Window(
            0, map.width() * Superpixels.X_BINNING, 0, map.height() * Superpixels.Y_BINNING);
  }

  private static String day(double mjd) {
    return Double.isFinite(mjd)
        ? new Mjd(mjd).instant().toString().substring(0, 10)
        : "date unknown";
  }
}
