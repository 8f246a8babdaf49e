package org.stillwatch.web;

import java.util.Optional;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.Reload;

/**
 * What a page offers beyond the station itself; what is absent is not shown.
 *
 * @param backTest tries draft rules
 * @param reload reads the station file again
 */
public record Offers(Optional<BackTest> backTest, Optional<Reload> reload) {

  public static Offers of(BackTest backTest, Reload reload) {
    return new Offers(Optional.of(backTest), Optional.of(reload));
  }

  public static Offers none() {
    return new Offers(Optional.empty(), Optional.empty());
  }
}
