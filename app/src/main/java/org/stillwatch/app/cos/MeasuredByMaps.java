package org.stillwatch.app.cos;

import java.nio.file.Path;
import java.util.Optional;
import org.stillwatch.cos.catalogue.MeasuredCci;
import org.stillwatch.cos.gain.GainMapMaker;
import org.stillwatch.cos.gain.GainMapResult;
import org.stillwatch.cos.ingest.CciMeasurement;

/** Measures images by making their gain maps. */
final class MeasuredByMaps implements CciMeasurement {

  private final GainMapMaker maker;
  private final String recipe;

  /**
   * @param recipe what the results depend on besides the files
   */
  MeasuredByMaps(GainMapMaker maker, String recipe) {
    this.maker = maker;
    this.recipe = recipe;
  }

  @Override
  public String recipe() {
    return recipe;
  }

  @Override
  public Measured measure(Path cci, String sha256, Optional<Path> accum) {
    return switch (maker.make(cci, sha256, accum)) {
      case GainMapResult.Measured(var map, var product, _) ->
          new Measured.Gain(new MeasuredCci(map, String.valueOf(product.file().getFileName())));
      case GainMapResult.NothingMeasured nothing ->
          new Measured.Nothing("NUMFILES is 0: no exposure was summed");
      case GainMapResult.Unusable(var reason) -> new Measured.Unusable(reason);
    };
  }
}
