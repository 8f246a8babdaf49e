package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;

/**
 * All that is watched, as the station file says.
 *
 * @param station name of the station, part of every notice's id
 * @param zone in which people read times
 * @param staleAfter by instrument: how long a channel may be silent; else three of its expected
 *     periods, and at least a minute
 * @param maintenance when alarms are expected and not told
 * @param derivations channels that are calculated from others
 * @param modes that people may put the station in, the usual one first; empty: none
 */
public record RuleBook(
    String station,
    ZoneId zone,
    List<Rule> rules,
    List<SnapshotSet> snapshotSets,
    List<ScheduledSnapshot> schedules,
    Map<String, Duration> staleAfter,
    List<Maintenance> maintenance,
    List<Derivation> derivations,
    List<String> modes) {

  private static final Duration LEAST_STALE = Duration.ofMinutes(1);
  private static final int STALE_PERIODS = 3;

  public RuleBook {
    rules = List.copyOf(rules);
    snapshotSets = List.copyOf(snapshotSets);
    schedules = List.copyOf(schedules);
    staleAfter = Map.copyOf(staleAfter);
    maintenance = List.copyOf(maintenance);
    derivations = List.copyOf(derivations);
    modes = List.copyOf(modes);
  }

  /** Rules alone, for a station in UTC. */
  public static RuleBook of(String station, List<Rule> rules) {
    return new RuleBook(
        station,
        ZoneOffset.UTC,
        rules,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * The same book with other rules, without schedules and maintenance.
   *
   * @param more derived channels, which take the place of those with the same id
   */
  public RuleBook withRules(List<Rule> others, List<Derivation> more) {
    return new RuleBook(
        station,
        zone,
        others,
        snapshotSets,
        List.of(),
        staleAfter,
        List.of(),
        Stream.concat(
                derivations.stream()
                    .filter(own -> more.stream().noneMatch(other -> other.id().equals(own.id()))),
                more.stream())
            .toList(),
        modes);
  }

  /** How long this channel may be without a reading. */
  public Duration staleAfter(Channel channel) {
    var configured = staleAfter.get(channel.id().instrument());
    if (configured != null) {
      return configured;
    }
    var periods = channel.expectedPeriod().multipliedBy(STALE_PERIODS);
    return periods.compareTo(LEAST_STALE) < 0 ? LEAST_STALE : periods;
  }

  /** How long the channel of a rule may be without a value; empty when no rule watches it. */
  Optional<Duration> unknownAfter(Channel channel) {
    return rules.stream()
        .filter(rule -> rule.channels().contains(channel.id()))
        .map(rule -> rule.unknownAfter().orElseGet(() -> staleAfter(channel)))
        .min(Duration::compareTo);
  }

  public Optional<SnapshotSet> snapshotSet(String name) {
    return snapshotSets.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  public Optional<Rule> rule(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /** Whether this channel is calculated. */
  public boolean isDerived(ChannelId channel) {
    return derivations.stream().anyMatch(derivation -> derivation.id().equals(channel));
  }

  /** The rules that depend on a channel, in the order of the station file. */
  List<Rule> rulesOf(ChannelId channel) {
    return rules.stream().filter(rule -> rule.channels().contains(channel)).toList();
  }
}
