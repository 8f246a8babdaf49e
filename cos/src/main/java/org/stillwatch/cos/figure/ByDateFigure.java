package org.stillwatch.cos.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;

/**
 * Which superpixels of a segment sagged between two dates at one high-voltage level, over the map
 * of that level.
 *
 * @param from first date
 * @param to last date
 * @param map the total map of the level
 * @param flagged superpixels that sagged in that time
 * @param crds the regions of the table in use, to compare with; empty without comparison
 */
public record ByDateFigure(
    Segment segment,
    int hv,
    Mjd from,
    Mjd to,
    MapPicture map,
    Regions flagged,
    Optional<Regions> crds)
    implements Figure {

  @Override
  public String fileName() {
    return String.format(
        Locale.ROOT,
        "gsag_by_date_%s%d-%d_%d_%s.png",
        crds.isPresent() ? "compare_" : "",
        (long) from.days(),
        (long) to.days(),
        hv,
        segment);
  }

  @Override
  public Sheet sheet() {
    var sets = new ArrayList<MarkedRegions>();
    var level = "HV " + hv;
    sets.add(new MarkedRegions(level, flagged.regions(), Mark.RED_PLUS));
    crds.ifPresent(
        table ->
            sets.add(new MarkedRegions("CRDS " + table.name(), table.regions(), Mark.GREEN_PLUS)));
    var notes =
        Stream.of(
                map.note(),
                flagged.note(level + " between these dates"),
                crds.flatMap(table -> table.note("CRDS " + table.name())))
            .flatMap(Optional::stream)
            .toList();
    var title =
        String.format(
            Locale.ROOT,
            "Segment %s Gain Map %d For Dates %s -- %s",
            segment,
            hv,
            words(from),
            words(to));
    return new Sheet(
        20,
        10,
        new Panel(
            title,
            Window.ofDates(segment),
            Optional.of(Panel.Backdrop.of(map)),
            sets,
            List.of(),
            notes));
  }

  /** Days as short as they can be, at most to the second. */
  private static String words(Mjd date) {
    return BigDecimal.valueOf(date.days())
        .setScale(5, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
