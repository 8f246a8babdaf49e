package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.maps.PhaImage;
import org.stillwatch.cos.maps.PhaPair;
import org.stillwatch.cos.product.Product;

/**
 * The pulse heights to accept, of a pair of images.
 *
 * @param time what stands before the segment in the names of both
 */
public record PhaImageRecipe(String time) implements Recipe {

  static final String KIND = "phaimage";

  static PhaImageRecipe of(Parameters words) {
    return new PhaImageRecipe(words.text("time"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("time", time);
  }

  /** Empty when there is no such pair any more. */
  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    return PhaPair.pair(bench.images().stream().map(CciEntry::header).toList()).pairs().stream()
        .filter(pair -> pair.time().equals(time))
        .findFirst()
        .map(
            pair -> {
              var fuva = entry(bench, pair.fuva());
              var fuvb = entry(bench, pair.fuvb());
              return Product.refresh(
                  folder.resolve(pair.fileName()),
                  bench.ofImages(this, created, List.of(fuva, fuvb)),
                  out -> PhaImage.write(out, pair, bench.map(fuva), bench.map(fuvb)));
            });
  }

  private static CciEntry entry(Bench bench, CciHeader header) {
    return bench.images().stream()
        .filter(image -> image.header().source().equals(header.source()))
        .findFirst()
        .orElseThrow();
  }
}
