package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.sag.GainSagFile;
import org.stillwatch.cos.sag.GainSagTable;
import org.stillwatch.cos.sag.Selection;

/** A gain-sag table of the flags. */
public record TableRecipe(Selection selection) implements Recipe {

  static final String KIND = "gsagtab";

  static TableRecipe of(Parameters words) {
    return new TableRecipe(
        new Selection(
            words.truth("filter"),
            words.truth("blue"),
            words.truth("strict-boundary"),
            words.maybe("tab-date").map(Mjd::parse)));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return selection.parameters();
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    return Optional.of(
        GainSagFile.create(
            folder,
            GainSagTable.of(bench.flags(), selection),
            selection,
            bench.ofFlags(this, created)));
  }
}
