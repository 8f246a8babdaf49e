package org.stillwatch.cos.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.Segment;

/**
 * Two tables at one segment and level: both over the map, and below what only one of them has.
 *
 * @param map the total map of the level
 * @param newer the new table's regions
 * @param older those of the table that it is to replace
 */
public record ResidualFigure(Segment segment, int hv, MapPicture map, Regions newer, Regions older)
    implements Figure {

  @Override
  public String fileName() {
    // "comparion" is the name that readers of these files look for
    return String.format(Locale.ROOT, "gsagtab_residual_comparion_%s_%d.png", segment, hv);
  }

  public Difference difference() {
    return Difference.of(newer, older);
  }

  @Override
  public Sheet sheet() {
    boolean alike = newer.name().equals(older.name());
    var newName = alike ? newer.name() + " (new)" : newer.name();
    var oldName = alike ? older.name() + " (old)" : older.name();
    var both =
        new Panel(
            String.format(Locale.ROOT, "Segment %s HV %d", segment, hv),
            Window.ofDates(segment),
            Optional.of(Panel.Backdrop.of(map)),
            List.of(
                new MarkedRegions(newName, newer.regions(), Mark.RED_PLUS),
                new MarkedRegions(oldName, older.regions(), Mark.GREEN_CROSS)),
            List.of(),
            Stream.of(map.note(), newer.note(newName), older.note(oldName))
                .flatMap(Optional::stream)
                .toList());
    var difference = difference();
    var between =
        new Panel(
            "Difference",
            Window.ofDates(segment),
            Optional.empty(),
            List.of(
                only(newName, difference.added(), Mark.MAGENTA_PLUS),
                only(oldName, difference.removed(), Mark.BLUE_CROSS)),
            List.of(),
            notes(difference));
    return new Sheet(25, 15, Optional.empty(), List.of(both, between));
  }

  private static MarkedRegions only(String name, List<Region> regions, Mark mark) {
    return new MarkedRegions(
        String.format(Locale.ROOT, "Only in %s: %d", name, regions.size()), regions, mark);
  }

  private static List<String> notes(Difference difference) {
    var notes = new ArrayList<String>();
    if (difference.none()) {
      notes.add("Both have the same regions.");
    }
    if (difference.redated() == 1) {
      notes.add("1 region that both have differs in its date.");
    } else if (difference.redated() > 1) {
      notes.add(difference.redated() + " regions that both have differ in their dates.");
    }
    return notes;
  }
}
