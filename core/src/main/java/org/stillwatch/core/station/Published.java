package org.stillwatch.core.station;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stillwatch.core.alarm.AlarmView;
import org.stillwatch.core.alarm.ChannelView;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.RuleView;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.ChannelStatus;
import org.stillwatch.core.station.StationView.InstrumentStatus;
import org.stillwatch.core.station.StationView.RuleStatus;

/**
 * What the station shows: copies of committed facts, replaced as a whole, so that readers need no
 * lock.
 */
final class Published {

  private final Map<ChannelId, ChannelStatus> channels = new ConcurrentSkipListMap<>();
  private volatile List<AlarmStatus> alarms = List.of();
  private volatile List<Shelf> shelves = List.of();
  private volatile List<RuleStatus> rules = List.of();
  private volatile List<InstrumentStatus> instruments = List.of();
  private volatile Pipeline.Outcome outcome;
  private volatile List<RunView> runs;
  private long runsVersion;

  Published(Pipeline pipeline) {
    outcome = pipeline.outcome();
    pipeline.watch().channels().forEach(this::put);
    runs = pipeline.runs().views();
    runsVersion = pipeline.runs().version();
  }

  private void put(ChannelView view) {
    channels.put(
        view.channel().id(),
        new ChannelStatus(view.channel(), view.latest(), view.stale(), view.lastMeasured()));
  }

  /** After a commit: channels with new readings. */
  void committed(Pipeline pipeline, Set<ChannelId> touched) {
    pipeline.watch().channels(touched::contains).forEach(this::put);
  }

  /** After each step: what the clock and the commits changed. */
  void refresh(Pipeline pipeline, Instant now) {
    outcome = pipeline.outcome();
    for (var view : pipeline.watch().channels()) {
      var shown = channels.get(view.channel().id());
      if (shown != null && shown.stale() != view.stale()) {
        channels.put(
            view.channel().id(),
            new ChannelStatus(shown.channel(), shown.latest(), view.stale(), shown.lastMeasured()));
      }
    }
    alarms = pipeline.watch().alarms(now).stream().map(Published::show).toList();
    shelves = pipeline.watch().shelves();
    rules = pipeline.watch().rules().stream().map(Published::show).toList();
    instruments = pipeline.instruments().stream().map(this::show).toList();
    if (runsVersion != pipeline.runs().version()) {
      runsVersion = pipeline.runs().version();
      runs = pipeline.runs().views();
    }
  }

  private static AlarmStatus show(AlarmView alarm) {
    return new AlarmStatus(
        alarm.id(),
        alarm.rule(),
        alarm.kind(),
        alarm.severity(),
        alarm.state().word(),
        alarm.since(),
        alarm.returned(),
        alarm.title(),
        alarm.text(),
        alarm.channel(),
        alarm.acknowledged(),
        alarm.shelved(),
        alarm.shelf());
  }

  private static RuleStatus show(RuleView view) {
    var rule = view.rule();
    var unknown = view.unknown();
    return new RuleStatus(
        rule.name(),
        rule.channel(),
        unknown.isPresent() ? "unknown" : view.state().side().word(),
        rule.low().flatMap(Edge::limit).map(Object::toString),
        rule.high().flatMap(Edge::limit).map(Object::toString),
        unknown,
        view.broken().isPresent());
  }

  private InstrumentStatus show(InstrumentRecord record) {
    var own =
        channels.values().stream()
            .filter(status -> status.channel().id().instrument().equals(record.id()))
            .filter(status -> status.latest().isPresent())
            .toList();
    var last =
        own.stream()
            .flatMap(status -> status.latest().stream())
            .map(reading -> reading.time())
            .max(Comparator.naturalOrder());
    var silent =
        record.health().state() == Health.State.OK
            && !own.isEmpty()
            && own.stream().allMatch(ChannelStatus::stale);
    return new InstrumentStatus(
        record.id(),
        record.kind(),
        silent ? "silent" : record.health().state().word(),
        silent ? "no channel has a fresh reading" : record.health().reason(),
        record.since(),
        last.or(record::lastReading),
        record.rows(),
        record.unreadable(),
        record.problems());
  }

  List<InstrumentStatus> instruments() {
    return instruments;
  }

  List<ChannelStatus> channels() {
    return List.copyOf(channels.values());
  }

  List<ChannelStatus> channels(Set<ChannelId> some) {
    return some.stream().sorted().map(channels::get).filter(Objects::nonNull).toList();
  }

  Optional<ChannelStatus> channel(ChannelId id) {
    return Optional.ofNullable(channels.get(id));
  }

  Set<ChannelId> channelIds() {
    return channels.keySet();
  }

  List<Shelf> shelves() {
    return shelves;
  }

  List<AlarmStatus> alarms() {
    return alarms;
  }

  List<RunView> runs() {
    return runs;
  }

  List<RuleStatus> rules() {
    return rules;
  }

  Pipeline.Outcome outcome() {
    return outcome;
  }
}
