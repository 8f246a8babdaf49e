package org.stillwatch.core.station;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Route;

/**
 * All that makes up a station, ready to run.
 *
 * @param notifiers by name
 */
public record StationPlan(
    RuleBook rules, List<Slot> instruments, List<Route> routes, Map<String, Notifier> notifiers) {

  public StationPlan {
    instruments = List.copyOf(instruments);
    routes = List.copyOf(routes);
    notifiers = Map.copyOf(notifiers);
  }

  /**
   * An instrument in its place.
   *
   * @param every from the start of one turn to the start of the next
   */
  public record Slot(String id, String kind, Instrument instrument, Duration every) {}
}
