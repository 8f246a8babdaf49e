package org.stillwatch.core.reading;

import java.time.Duration;
import java.util.List;

/**
 * One quantity that an instrument reports.
 *
 * @param unit {@link Unit#STATE} for a channel of states
 * @param label what the vendor or the user calls it: {@code PT2 Plate T(K)}, {@code CH6}
 * @param expectedPeriod how often a reading is expected at least, judged by time; a channel is
 *     stale after several of these without a reading
 * @param states the words of a channel of states, by value: {@code [closed, open]}; else empty
 */
public record Channel(
    ChannelId id, Unit unit, String label, Duration expectedPeriod, List<String> states) {

  public Channel {
    states = List.copyOf(states);
  }

  public static Channel number(ChannelId id, Unit unit, String label, Duration expectedPeriod) {
    return new Channel(id, unit, label, expectedPeriod, List.of());
  }

  public static Channel states(
      ChannelId id, String label, Duration expectedPeriod, String... states) {
    return new Channel(id, Unit.STATE, label, expectedPeriod, List.of(states));
  }

  public boolean hasStates() {
    return !states.isEmpty();
  }

  /** The value as a person reads it, without unit: the state's word or the shortest number. */
  public String text(double value) {
    if (hasStates()) {
      int index = (int) value;
      return index == value && index >= 0 && index < states.size()
          ? states.get(index)
          : "state " + Numbers.plain(value);
    }
    return Numbers.plain(value);
  }

  /** The value with its unit: {@code 29.4 degC}, {@code open}. */
  public String textWithUnit(double value) {
    return hasStates() || unit.symbol().isEmpty() ? text(value) : text(value) + " " + unit.symbol();
  }
}
