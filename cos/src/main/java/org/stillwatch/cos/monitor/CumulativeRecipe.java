package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.CumulativeFigure;
import org.stillwatch.cos.product.Product;

/** The total map of a segment and level, as a figure for the web page. */
public record CumulativeRecipe(Segment segment, int hv) implements Recipe {

  static final String KIND = "cumulative-gainmap";

  static CumulativeRecipe of(Parameters words) {
    return new CumulativeRecipe(words.segment("segment"), words.number("hv"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("segment", segment, "hv", hv);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var map = bench.total(hv).orElseThrow(() -> new CosProblem(bench.noTotal(hv))).of(segment);
    return Optional.of(
        new CumulativeFigure(segment, hv, map)
            .write(
                folder,
                bench.ofFiles(this, created, false, List.of(bench.totalFile(OptionalInt.of(hv))))));
  }
}
