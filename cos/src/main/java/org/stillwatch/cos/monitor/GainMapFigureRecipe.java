package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.figure.CciFigure;
import org.stillwatch.cos.figure.Regions;
import org.stillwatch.cos.gain.GainMapFile;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

/**
 * The gain map of one image at a glance.
 *
 * @param map its file
 */
public record GainMapFigureRecipe(Path map) implements Recipe {

  static final String KIND = "gain-map-figure";

  static GainMapFigureRecipe of(Parameters words) {
    return new GainMapFigureRecipe(words.path("map"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("map", map);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    return Optional.of(draw(folder, bench.ofFiles(this, created, false, List.of(map))));
  }

  /** Draws it where there is no catalogue. */
  public Product draw(Path folder, Provenance provenance) {
    var gain = GainMapFile.read(map);
    return new CciFigure(gain, Regions.sagged(gain)).write(folder, provenance);
  }
}
