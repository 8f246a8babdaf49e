package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.figure.HotSpot;
import org.stillwatch.cos.figure.HotSpotPages;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.sag.Pixel;

/** The page of a superpixel that once sagged. */
public record HotSpotRecipe(Pixel pixel) implements Recipe {

  static final String KIND = "hot-spot";

  static HotSpotRecipe of(Parameters words) {
    return new HotSpotRecipe(
        new Pixel(words.segment("segment"), words.number("x"), words.number("y")));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("segment", pixel.segment(), "x", pixel.x(), "y", pixel.y());
  }

  /** Empty when the superpixel was never measured. */
  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var measurements = bench.measurements(pixel);
    return measurements.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HotSpotPages.write(
                folder,
                new HotSpot(pixel.segment(), pixel.x(), pixel.y(), measurements),
                bench.ofImagesTogether(this, created, bench.imagesOf(measurements))));
  }
}
