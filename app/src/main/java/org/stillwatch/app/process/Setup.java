package org.stillwatch.app.process;

import org.stillwatch.core.station.DraftRules;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.web.WebSettings;

/**
 * What a station file asks for.
 *
 * @param drafts reads draft rules as parts of that file
 */
public record Setup(StationPlan plan, WebSettings web, DraftRules.Reader drafts) {}
