package org.stillwatch.cos.monitor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.maps.PaintRule;
import org.stillwatch.cos.maps.Painting;
import org.stillwatch.cos.maps.TotalGain;
import org.stillwatch.cos.maps.TotalGainFile;
import org.stillwatch.cos.product.Product;

/**
 * A total gain map.
 *
 * @param painting of which gain maps, and how
 * @param fileName usually the painting's
 */
public record TotalGainRecipe(Painting painting, String fileName) implements Recipe {

  static final String KIND = "total-gain";

  public TotalGainRecipe(Painting painting) {
    this(painting, painting.fileName());
  }

  static TotalGainRecipe of(Parameters words) {
    var level = words.text("hv-level");
    return new TotalGainRecipe(
        new Painting(
            level.equals("ALL") ? OptionalInt.empty() : OptionalInt.of(words.number("hv-level")),
            words.number("hvmin"),
            words.number("hvmax"),
            words.date("start"),
            words.date("end"),
            PaintRule.valueOf(words.text("paint")),
            words.truth("scaled")),
        words.text("file"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    var parameters = painting.parameters();
    parameters.put("file", fileName);
    return parameters;
  }

  /** Empty when no image belongs to it. */
  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var images = bench.images().stream().filter(image -> painting.takes(image.header())).toList();
    if (images.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Product.refresh(
            folder.resolve(fileName),
            bench.ofImages(this, created, images),
            out -> write(out, bench, images, created)));
  }

  private void write(OutputStream out, Bench bench, List<CciEntry> images, Instant created)
      throws IOException {
    var bySource = new HashMap<String, CciEntry>();
    images.forEach(image -> bySource.put(image.header().source(), image));
    var total =
        TotalGain.paint(
            images.stream().map(CciEntry::header).toList(),
            painting,
            header -> bench.map(Optional.ofNullable(bySource.get(header.source())).orElseThrow()));
    TotalGainFile.write(
        out,
        total,
        painting,
        bench.folders().images().toString(),
        bench.ofImages(this, created, images));
  }
}
