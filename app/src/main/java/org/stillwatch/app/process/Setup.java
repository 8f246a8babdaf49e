package org.stillwatch.app.process;

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
 */
public record Setup(
    StationPlan plan, WebSettings web, Optional<XmlRpcSettings> xmlRpc, DraftRules.Reader drafts) {

  /** Without clients that speak XML-RPC. */
  public Setup(StationPlan plan, WebSettings web, DraftRules.Reader drafts) {
    this(plan, web, Optional.empty(), drafts);
  }

  /** The same with its page elsewhere. */
  public Setup withWeb(WebSettings other) {
    return new Setup(plan, other, xmlRpc, drafts);
  }
}
