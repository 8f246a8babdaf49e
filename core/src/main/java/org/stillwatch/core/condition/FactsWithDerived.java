package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Facts with derived readings of this very instant.
 *
 * @param derived grows while more are calculated
 */
record FactsWithDerived(Facts facts, Map<ChannelId, Reading> derived) implements Facts {

  @Override
  public Instant now() {
    return facts.now();
  }

  @Override
  public Optional<Reading> latest(ChannelId channel) {
    var own = derived.get(channel);
    return own == null ? facts.latest(channel) : Optional.of(own);
  }

  @Override
  public boolean stale(ChannelId channel) {
    return !derived.containsKey(channel) && facts.stale(channel);
  }

  @Override
  public List<Reading> window(ChannelId channel, Duration length) {
    var own = derived.get(channel);
    if (own == null) {
      return facts.window(channel, length);
    }
    var readings = new ArrayList<>(facts.window(channel, length));
    readings.add(own);
    return readings;
  }

  @Override
  public Truth alarm(String rule) {
    return facts.alarm(rule);
  }
}
