package org.stillwatch.cos.monitor;

import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Provenance;

/** Recipes by the words of provenances. */
public final class Recipes {
  private Recipes() {}

  /**
   * The recipe of a product.
   *
   * @throws CosProblem when no product of this program is made so
   */
  public static Recipe of(Provenance provenance) {
    var words = new Parameters(provenance.parameters());
    return switch (provenance.kind()) {
      case TableRecipe.KIND -> TableRecipe.of(words);
      case TotalGainRecipe.KIND -> TotalGainRecipe.of(words);
      case PhaImageRecipe.KIND -> PhaImageRecipe.of(words);
      case ProjectedBadRecipe.KIND -> ProjectedBadRecipe.of(words);
      case HotSpotRecipe.KIND -> HotSpotRecipe.of(words);
      case ByDateRecipe.KIND -> ByDateRecipe.of(words);
      case ResidualRecipe.KIND -> ResidualRecipe.of(words);
      case DeliveryRecipe.KIND -> DeliveryRecipe.of(words);
      case OverplotRecipe.KIND -> OverplotRecipe.of(words);
      case ComparisonRecipe.KIND -> ComparisonRecipe.of(words);
      case CumulativeRecipe.KIND -> CumulativeRecipe.of(words);
      case GainMapFigureRecipe.KIND -> GainMapFigureRecipe.of(words);
      case ReportRecipe.KIND -> ReportRecipe.of(words);
      default -> throw new CosProblem("nobody knows how a '" + provenance.kind() + "' is made");
    };
  }
}
