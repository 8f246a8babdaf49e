package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.maps.ProjectedBadFile;
import org.stillwatch.cos.product.Product;

/** When the superpixels of a segment are going to sag at a level, by their trends. */
public record ProjectedBadRecipe(Segment segment, int hv) implements Recipe {

  static final String KIND = "proj-bad";

  static ProjectedBadRecipe of(Parameters words) {
    return new ProjectedBadRecipe(words.segment("segment"), words.number("hv"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("segment", segment, "hv", hv);
  }

  /** Empty when there are no trends. */
  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var trends =
        bench.catalogue().trends().stream()
            .filter(trend -> trend.segment() == segment && trend.hv() == hv)
            .toList();
    var images =
        bench.images().stream()
            .filter(image -> image.header().segment() == segment && image.header().dethv() == hv)
            .toList();
    return trends.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ProjectedBadFile.replace(
                folder, segment, hv, trends, bench.ofImages(this, created, images)));
  }
}
