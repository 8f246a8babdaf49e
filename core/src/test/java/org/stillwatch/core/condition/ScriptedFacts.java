package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Facts that a test sets by hand. */
final class ScriptedFacts implements Facts {

  static final Instant START = Instant.parse("2026-06-26T10:00:00Z");

  private final Map<ChannelId, List<Reading>> readings = new HashMap<>();
  private final Set<ChannelId> stale = new HashSet<>();
  private final Map<String, Truth> alarms = new HashMap<>();
  private Instant now = START;

  ScriptedFacts at(String afterStart) {
    now = START.plus(Duration.parse("PT" + afterStart));
    return this;
  }

  ScriptedFacts measured(String channel, double value) {
    var id = new ChannelId(channel);
    return take(Reading.measured(id, now, ordinal(id), value));
  }

  ScriptedFacts missing(String channel, String reason) {
    var id = new ChannelId(channel);
    return take(Reading.missing(id, now, ordinal(id), reason));
  }

  private int ordinal(ChannelId id) {
    return latest(id).filter(last -> last.time().equals(now)).map(r -> r.ordinal() + 1).orElse(0);
  }

  ScriptedFacts take(Reading reading) {
    readings.computeIfAbsent(reading.channel(), key -> new ArrayList<>()).add(reading);
    stale.remove(reading.channel());
    return this;
  }

  ScriptedFacts forget(String channel) {
    readings.remove(new ChannelId(channel));
    return this;
  }

  ScriptedFacts stale(String channel) {
    stale.add(new ChannelId(channel));
    return this;
  }

  ScriptedFacts alarm(String rule, Truth truth) {
    alarms.put(rule, truth);
    return this;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Optional<Reading> latest(ChannelId channel) {
    return Optional.ofNullable(readings.get(channel)).map(List::getLast);
  }

  @Override
  public boolean stale(ChannelId channel) {
    return stale.contains(channel);
  }

  @Override
  public List<Reading> window(ChannelId channel, Duration length) {
    var all = readings.getOrDefault(channel, List.of());
    var start = now.minus(length);
    int first = 0;
    while (first < all.size() && all.get(first).time().isBefore(start)) {
      first++;
    }
    return List.copyOf(all.subList(Math.max(0, first - 1), all.size()));
  }

  @Override
  public Truth alarm(String rule) {
    return alarms.getOrDefault(rule, Truth.UNKNOWN);
  }
}
