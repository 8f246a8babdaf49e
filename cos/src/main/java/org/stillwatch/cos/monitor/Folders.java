package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where products are.
 *
 * @param images gain maps, total maps, tables: {@code CCI}
 * @param web the folder of the web page, when there is one
 */
public record Folders(Path images, Optional<Path> web) {

  /** The pages of hot spots. */
  public Path hotSpots() {
    return images.resolve("hotspot_plots");
  }

  /** Figures that compare tables, and flags by date. */
  public Path comparisons() {
    return images.resolve("gsagtab_comparisons");
  }

  /** Figures that go with the delivery of a table. */
  public Path deliveries() {
    return images.resolve("gainmap_gsagtab_delivery_plots");
  }
}
