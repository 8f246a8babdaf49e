package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.ComparisonFigure;
import org.stillwatch.cos.product.Product;

/** A new and an old gain-sag table at one level over the maps of both segments. */
public record ComparisonRecipe(Path older, Path newer, int hv) implements Recipe {

  static final String KIND = "gsagtab-comparison";

  static ComparisonRecipe of(Parameters words) {
    return new ComparisonRecipe(words.path("old"), words.path("new"), words.number("hv"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("old", older, "new", newer, "hv", hv);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var young = ShownTable.read(newer);
    var old = ShownTable.read(older);
    var pairs = new Pairs(bench, hv);
    var figure =
        new ComparisonFigure(
            hv,
            pairs.of(Segment.FUVA, young),
            old.regions(Segment.FUVA, hv),
            pairs.of(Segment.FUVB, young),
            old.regions(Segment.FUVB, hv));
    var files = new ArrayList<>(List.of(bench.totalFile(OptionalInt.of(hv)), older, newer));
    bench.references().x1d().ifPresent(files::add);
    return Optional.of(figure.write(folder, bench.ofFiles(this, created, false, files)));
  }
}
