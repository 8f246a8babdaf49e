package org.stillwatch.core.interlock;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Input that a proof puts in place of what was read.
 *
 * @param readings by channel
 * @param stale channels whose data are too old
 * @param alarms of rules
 * @param what it is, for a person: {@code gas/air/humidity is 46 %}
 */
public record Simulation(
    Map<ChannelId, Reading> readings,
    Set<ChannelId> stale,
    Map<String, Truth> alarms,
    String what) {

  static final Simulation NONE = new Simulation(Map.of(), Set.of(), Map.of(), "");

  public Simulation {
    readings = Map.copyOf(readings);
    stale = Set.copyOf(stale);
    alarms = Map.copyOf(alarms);
  }

  Optional<Reading> reading(ChannelId channel) {
    return Optional.ofNullable(readings.get(channel));
  }

  boolean isStale(ChannelId channel) {
    return stale.contains(channel);
  }

  Optional<Truth> alarm(String rule) {
    return Optional.ofNullable(alarms.get(rule));
  }
}
