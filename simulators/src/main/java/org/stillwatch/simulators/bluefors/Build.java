package org.stillwatch.simulators.bluefors;

/** How a release of the control software writes its logs. */
public enum Build {
  /**
   * Older: a blank before the rows of sensors, flow and heaters, {@code 2.934560E+2}, {@code
   * heaters_}, named gauges, switches that begin with {@code v11}, compressor keys {@code cptempwi}
   * in kelvin.
   */
  CLASSIC,

  /** Newer: no blank, {@code 2.934560e+02}, {@code Heaters }, compressor keys {@code cpatempwi}. */
  CURRENT
}
