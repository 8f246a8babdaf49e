package org.stillwatch.app.process;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.station.DraftRules;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.web.WebSettings;
import org.stillwatch.web.XmlRpcSettings;

/**
 * What a station file asks for.
 *
 * @param xmlRpc where the clients of a supply are served, if they are
 * @param drafts reads draft rules as parts of that file
 * @param guarded the instruments that have a guard
 */
public record Setup(
    StationPlan plan,
    WebSettings web,
    Optional<XmlRpcSettings> xmlRpc,
    DraftRules.Reader drafts,
    List<Guarded> guarded) {

  public Setup {
    guarded = List.copyOf(guarded);
  }

  /** Of a station without guards, and without clients that speak XML-RPC. */
  public Setup(StationPlan plan, WebSettings web, DraftRules.Reader drafts) {
    this(plan, web, Optional.empty(), drafts, List.of());
  }

  /** The same with its page elsewhere. */
  public Setup withWeb(WebSettings other) {
    return new Setup(plan, other, xmlRpc, drafts, guarded);
  }

  /** The same with its clients that speak XML-RPC elsewhere. */
  Setup withXmlRpc(Optional<XmlRpcSettings> other) {
    return new Setup(plan, web, other, drafts, guarded);
  }
}
