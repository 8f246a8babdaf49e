package org.stillwatch.app.config;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stillwatch.app.config.StationFile.RuleKeys;
import org.stillwatch.app.config.StationFile.SnapshotKeys;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/** The rules of a station file: a pair of limits on a channel, or any condition. */
final class Rules {

  private final Binder binder;
  private final StationChannels channels;

  Rules(Binder binder, StationChannels channels) {
    this.binder = binder;
    this.channels = channels;
  }

  void check(StationFile station) {
    check(station, station.rules());
  }

  /** Checks rules that may name those of the station. */
  void check(StationFile station, List<RuleKeys> rules) {
    circles(station);
    var names = new HashSet<String>();
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var path = "rules." + i;
      if (!names.add(rule.name())) {
        binder.problem(path + ".name", "there are two rules named '" + rule.name() + "'");
      }
      if (rule.when().isPresent()) {
        condition(station, rule, path);
      } else {
        limits(station, rule, path);
      }
    }
  }

  /** Rules that wait for each other's alarms would never be judged. */
  private void circles(StationFile station) {
    var asks = new LinkedHashMap<String, Set<String>>();
    for (var rule : station.rules()) {
      var alarms = new TreeSet<String>();
      rule.when().ifPresent(condition -> alarms.addAll(condition.alarms()));
      rule.during().ifPresent(condition -> alarms.addAll(condition.alarms()));
      asks.put(rule.name(), alarms);
    }
    for (int i = 0; i < station.rules().size(); i++) {
      var name = station.rules().get(i).name();
      var reached = new TreeSet<String>();
      var open = new ArrayDeque<>(asks.getOrDefault(name, Set.of()));
      while (!open.isEmpty()) {
        var next = open.remove();
        if (reached.add(next)) {
          open.addAll(asks.getOrDefault(next, Set.of()));
        }
      }
      if (reached.contains(name)) {
        binder.problem(
            "rules." + i, "the rule '" + name + "' asks for its own alarm, by way of " + reached);
      }
    }
  }

  private void condition(StationFile station, RuleKeys rule, String path) {
    if (rule.low().isPresent() || rule.high().isPresent()) {
      binder.problem(
          path,
          "the rule '"
              + rule.name()
              + "' has 'when' and limits; expected 'when' with 'say' and 'clear', or 'channel' with"
              + " 'low' and 'high'");
    }
    if (rule.channel().isEmpty() && shown(rule, station.rules()).isEmpty()) {
      binder.problem(
          path, "the rule '" + rule.name() + "' needs the key 'channel', to be shown with it");
    }
    rule.channel().ifPresent(channel -> channels.unit(channel, path + ".channel"));
    snapshot(station, rule.snapshot(), path);
    snapshot(station, rule.clear().flatMap(StationFile.ClearKeys::snapshot), path + ".clear");
  }

  private void limits(StationFile station, RuleKeys rule, String path) {
    if (rule.low().isEmpty() && rule.high().isEmpty()) {
      binder.problem(
          path, "the rule '" + rule.name() + "' has neither 'low' nor 'high' nor 'when'");
    }
    if (rule.say().isPresent()
        || rule.severity().isPresent()
        || rule.snapshot().isPresent()
        || rule.clear().isPresent()) {
      binder.problem(
          path,
          "the rule '"
              + rule.name()
              + "' has limits; 'say', 'severity' and 'snapshot' go under 'low' or 'high', 'clear'"
              + " goes with 'when'");
    }
    if (rule.channel().isEmpty()) {
      binder.problem(path, "the key 'channel' is missing");
      return;
    }
    var channel = rule.channel().get();
    var unit = channels.unit(channel, path + ".channel");
    var low = rule.low().map(StationFile.LowKeys::below);
    var high = rule.high().map(StationFile.HighKeys::above);
    low.ifPresent(limit -> unit(limit, unit, channel, path + ".low.below"));
    high.ifPresent(limit -> unit(limit, unit, channel, path + ".high.above"));
    if (low.isPresent() && high.isPresent()) {
      order(low.get(), high.get(), unit, path);
    }
    snapshot(station, rule.low().flatMap(StationFile.LowKeys::snapshot), path + ".low");
    snapshot(station, rule.high().flatMap(StationFile.HighKeys::snapshot), path + ".high");
  }

  private void snapshot(StationFile station, Optional<SnapshotKeys> keys, String path) {
    keys.filter(wanted -> !station.snapshots().containsKey(wanted.set()))
        .ifPresent(wanted -> noSuchSet(binder, station, wanted.set(), path + ".snapshot.set"));
  }

  static void noSuchSet(Binder binder, StationFile station, String set, String path) {
    binder.problem(
        path,
        "there is no snapshot set '"
            + set
            + "'; "
            + Binder.nearest(set, List.copyOf(station.snapshots().keySet())));
  }

  private void unit(Quantity limit, Optional<Unit> unit, ChannelId channel, String path) {
    unit.filter(expected -> !limit.fits(expected))
        .ifPresent(
            expected ->
                binder.problem(
                    path,
                    "'"
                        + limit
                        + "' does not fit "
                        + channel
                        + ", which is in "
                        + (expected.symbol().isEmpty() ? "plain numbers" : expected)));
  }

  private void order(Quantity low, Quantity high, Optional<Unit> unit, String path) {
    var in = unit.orElse(high.unit());
    if (low.fits(in) && high.fits(in) && low.in(in) > high.in(in)) {
      binder.problem(
          path + ".low.below", "the low limit " + low + " is above the high limit " + high);
    }
  }

  /** The rules as they are watched. */
  static List<Rule> rules(List<RuleKeys> all) {
    return rules(all, all);
  }

  /**
   * @param all whose names the rules may mention
   */
  static List<Rule> rules(List<RuleKeys> rules, List<RuleKeys> all) {
    return rules.stream().map(keys -> rule(keys, all)).toList();
  }

  private static Rule rule(RuleKeys keys, List<RuleKeys> all) {
    boolean asks = keys.when().isPresent();
    var low =
        keys.low()
            .map(
                edge ->
                    edge(Optional.of(edge.below()), edge.say(), edge.severity(), edge.snapshot()));
    var high =
        keys.high()
            .map(
                edge ->
                    edge(Optional.of(edge.above()), edge.say(), edge.severity(), edge.snapshot()));
    var over =
        keys.clear()
            .map(edge -> edge(Optional.empty(), edge.say(), edge.severity(), edge.snapshot()));
    // what a condition finds is worth a warning, also when nobody gave words for it
    var found =
        edge(
            Optional.empty(),
            keys.say(),
            keys.severity().or(() -> Optional.of(Severity.WARNING)),
            keys.snapshot());
    return new Rule(
        keys.name(),
        shown(keys, all).orElseThrow(),
        keys.when(),
        keys.during(),
        asks ? over : low,
        asks ? Optional.of(found) : high,
        keys.initially().orElse(Side.UNKNOWN),
        keys.hold().orElse(Duration.ZERO),
        keys.unknownAfter(),
        keys.latch().orElse(false));
  }

  /**
   * The channel that a rule is shown with: its own, else the first that its condition asks about.
   */
  private static Optional<ChannelId> shown(RuleKeys keys, List<RuleKeys> all) {
    return keys.channel()
        .or(() -> keys.when().flatMap(condition -> condition.channels().stream().findFirst()))
        .or(() -> keys.when().flatMap(condition -> ofAlarms(condition, keys, all)));
  }

  private static Optional<ChannelId> ofAlarms(
      Condition condition, RuleKeys keys, List<RuleKeys> all) {
    return all.stream()
        .filter(other -> !other.name().equals(keys.name()))
        .filter(other -> condition.alarms().contains(other.name()))
        .flatMap(
            other ->
                other
                    .channel()
                    .or(() -> other.when().flatMap(w -> w.channels().stream().findFirst()))
                    .stream())
        .findFirst();
  }

  /** An edge that says something is a warning unless said otherwise; else it is info. */
  private static Edge edge(
      Optional<Quantity> limit,
      Optional<String> say,
      Optional<Severity> severity,
      Optional<SnapshotKeys> snapshot) {
    var words = say.filter(text -> !text.isBlank());
    return new Edge(
        limit,
        words,
        severity.orElse(words.isPresent() && limit.isPresent() ? Severity.WARNING : Severity.INFO),
        snapshot.map(
            keys ->
                new Edge.SnapshotAfter(
                    keys.set(), keys.after().orElse(Duration.ZERO), keys.label())));
  }
}
