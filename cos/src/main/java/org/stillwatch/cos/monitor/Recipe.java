package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Product;

/** One product and all that was chosen for it. */
public sealed interface Recipe
    permits ByDateRecipe,
        ComparisonRecipe,
        CumulativeRecipe,
        DeliveryRecipe,
        GainMapFigureRecipe,
        HotSpotRecipe,
        OverplotRecipe,
        PhaImageRecipe,
        ProjectedBadRecipe,
        ReportRecipe,
        ResidualRecipe,
        TableRecipe,
        TotalGainRecipe {

  /** The word for such products in their provenance: {@code gsagtab}. */
  String kind();

  /** What was chosen, in words; from these words comes the same recipe. May be added to. */
  SortedMap<String, String> parameters();

  /**
   * Makes the product.
   *
   * @param folder where it goes
   * @param created the time that stands in it
   * @return empty when there is nothing to make
   * @throws CosProblem when it cannot be made
   */
  Optional<Product> make(Bench bench, Path folder, Instant created);
}
