package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.DeliveryFigure;
import org.stillwatch.cos.figure.SegmentMap;
import org.stillwatch.cos.product.Product;

/** A gain-sag table at one level over the maps of both segments. */
public record DeliveryRecipe(Path table, int hv) implements Recipe {

  static final String KIND = "gainmap-gsag";

  static DeliveryRecipe of(Parameters words) {
    return new DeliveryRecipe(words.path("table"), words.number("hv"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("table", table, "hv", hv);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var shown = ShownTable.read(table);
    var pairs = new Pairs(bench, hv);
    var figure =
        new DeliveryFigure(
            shown.name(),
            hv,
            withoutBoxes(pairs.of(Segment.FUVA, shown)),
            withoutBoxes(pairs.of(Segment.FUVB, shown)));
    return Optional.of(
        figure.write(
            folder,
            bench.ofFiles(
                this, created, false, List.of(bench.totalFile(OptionalInt.of(hv)), table))));
  }

  private static SegmentMap withoutBoxes(SegmentMap shown) {
    return new SegmentMap(shown.map(), shown.regions(), List.of());
  }
}
