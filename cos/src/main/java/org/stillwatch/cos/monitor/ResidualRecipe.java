package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.Difference;
import org.stillwatch.cos.figure.ResidualFigure;
import org.stillwatch.cos.product.Product;

/** What two gain-sag tables say differently of one segment and level. */
public record ResidualRecipe(Segment segment, int hv, Path older, Path newer) implements Recipe {

  static final String KIND = "gsagtab-residual";

  static ResidualRecipe of(Parameters words) {
    return new ResidualRecipe(
        words.segment("segment"), words.number("hv"), words.path("old"), words.path("new"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("segment", segment, "hv", hv, "old", older, "new", newer);
  }

  /** Empty when they say the same. */
  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    return make(bench, ShownTable.read(older), ShownTable.read(newer), folder, created);
  }

  /** The same, of tables that were read already. */
  Optional<Product> make(
      Bench bench, ShownTable old, ShownTable young, Path folder, Instant created) {
    var now = young.regions(segment, hv);
    var before = old.regions(segment, hv);
    var difference = Difference.of(now, before);
    if (difference.none() && difference.redated() == 0) {
      return Optional.empty();
    }
    var map = bench.total(hv).orElseThrow(() -> new CosProblem(bench.noTotal(hv))).of(segment);
    return Optional.of(
        new ResidualFigure(segment, hv, map, now, before)
            .write(
                folder,
                bench.ofFiles(
                    this,
                    created,
                    false,
                    List.of(bench.totalFile(OptionalInt.of(hv)), older, newer))));
  }
}
