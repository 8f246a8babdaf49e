package org.stillwatch.web;

import java.util.Optional;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.Reload;
import org.stillwatch.core.store.Journal;

/**
 * What a page offers beyond the station itself; what is absent is not shown.
 *
 * @param backTest tries draft rules
 * @param reload reads the station file again
 * @param journal is shown and verified
 */
public record Offers(
    Optional<BackTest> backTest, Optional<Reload> reload, Optional<Journal> journal) {

  public static Offers of(BackTest backTest, Reload reload) {
    return new Offers(Optional.of(backTest), Optional.of(reload), Optional.empty());
  }

  public static Offers none() {
    return new Offers(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Offers with(Journal shown) {
    return new Offers(backTest, reload, Optional.of(shown));
  }
}
