package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.OverplotFigure;
import org.stillwatch.cos.product.Product;

/**
 * A new gain-sag table at one level over the maps of both segments, with the boxes of the x1d.
 *
 * @param blue it is the table for the blue modes
 */
public record OverplotRecipe(Path table, int hv, boolean blue) implements Recipe {

  static final String KIND = "gsagtab-overplot";

  static OverplotRecipe of(Parameters words) {
    return new OverplotRecipe(words.path("table"), words.number("hv"), words.truth("blue"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("table", table, "hv", hv, "blue", blue);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var shown = ShownTable.read(table);
    var pairs = new Pairs(bench, hv);
    var figure =
        new OverplotFigure(
            shown.name(), hv, blue, pairs.of(Segment.FUVA, shown), pairs.of(Segment.FUVB, shown));
    var files = new ArrayList<>(List.of(bench.totalFile(OptionalInt.of(hv)), table));
    bench.references().x1d().ifPresent(files::add);
    return Optional.of(figure.write(folder, bench.ofFiles(this, created, false, files)));
  }
}
