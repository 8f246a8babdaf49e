package org.stillwatch.cos.gain;

import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.product.Product;

/** What came of a CCI. */
public sealed interface GainMapResult {

  /**
   * It has a gain map.
   *
   * @param product the map's file
   * @param made it was made now; else the file was there, made of the same by the same code
   */
  record Measured(GainMap map, Product product, boolean made) implements GainMapResult {}

  /** No exposure was summed, so there is nothing to measure and no file. */
  record NothingMeasured(CciHeader cci) implements GainMapResult {}

  /**
   * It cannot be measured, and never will be as it is.
   *
   * @param reason one clause, to stand behind its name
   */
  record Unusable(String reason) implements GainMapResult {}
}
