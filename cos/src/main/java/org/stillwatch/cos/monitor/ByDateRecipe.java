package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.ByDateFigure;
import org.stillwatch.cos.figure.Regions;
import org.stillwatch.cos.product.Product;

/**
 * What sagged between two dates at one level, over the total map of that level.
 *
 * @param compare a gain-sag table whose regions are shown as well
 */
public record ByDateRecipe(Segment segment, int hv, Mjd from, Mjd to, Optional<Path> compare)
    implements Recipe {

  static final String KIND = "gsag-by-date";

  static ByDateRecipe of(Parameters words) {
    return new ByDateRecipe(
        words.segment("segment"),
        words.number("hv"),
        words.date("from"),
        words.date("to"),
        words.maybe("compare").map(Path::of));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("segment", segment, "hv", hv, "from", from, "to", to, "compare", compare);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var map = bench.total(hv).orElseThrow(() -> new CosProblem(bench.noTotal(hv))).of(segment);
    var flagged =
        bench.flags().stream()
            .filter(flag -> flag.segment() == segment && flag.hv() == hv)
            .filter(flag -> flag.mjdBelow3() >= from.days() && flag.mjdBelow3() <= to.days())
            .toList();
    var table = compare.map(ShownTable::read);
    var files = new ArrayList<Path>();
    files.add(bench.totalFile(OptionalInt.of(hv)));
    compare.ifPresent(files::add);
    var figure =
        new ByDateFigure(
            segment,
            hv,
            from,
            to,
            map,
            Regions.ofFlags("HV " + hv, flagged),
            table.map(shown -> shown.regions(segment, hv)));
    return Optional.of(figure.write(folder, bench.ofFiles(this, created, true, files)));
  }
}
