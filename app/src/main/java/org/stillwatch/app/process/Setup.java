package org.stillwatch.app.process;

import java.util.List;
import org.stillwatch.core.station.DraftRules;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.web.WebSettings;

/**
 * What a station file asks for.
 *
 * @param drafts reads draft rules as parts of that file
 * @param guarded the instruments that have a guard
 */
public record Setup(
    StationPlan plan, WebSettings web, DraftRules.Reader drafts, List<Guarded> guarded) {

  public Setup {
    guarded = List.copyOf(guarded);
  }

  /** Of a station without guards. */
  public Setup(StationPlan plan, WebSettings web, DraftRules.Reader drafts) {
    this(plan, web, drafts, List.of());
  }

  /** The same with another page. */
  public Setup withWeb(WebSettings other) {
    return new Setup(plan, other, drafts, guarded);
  }
}
