package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stillwatch.core.condition.ThresholdPair;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Steps every rule of a station: rows and the clock go in, effects come out.
 *
 * <p>Deterministic: the same rows and clock give the same effects, byte for byte. Before rows of an
 * instant are looked at, all that was due by then happens, in the order of its due times; so it
 * does not matter how often the clock ticks in between.
 *
 * <p>What it must remember over a restart is text: {@link #takeChanges} gives what changed since
 * the last call, the constructor takes it back. Used by one thread at a time.
 */
public final class Watch {

  private static final String RULE = "rule ";
  private static final String STALE = "stale ";
  private static final String UNKNOWN = "unknown ";
  private static final String MISSING = "missing ";

  private final RuleBook book;
  private final Telling telling;
  private final Timers timers;
  private final Map<ChannelId, ChannelWatch> channels = new TreeMap<>();
  private final Map<ChannelId, List<Rule>> rules = new HashMap<>();
  private final Map<String, RuleState> states = new HashMap<>();
  private final Map<String, RuleStep> steps = new HashMap<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final Map<String, String> restored;
  private final Map<String, String> changes = new HashMap<>();
  private Instant clock = Instant.MIN;

  /**
   * @param restored the states of {@link #takeChanges}, as they were committed; empty at first
   */
  public Watch(RuleBook book, Map<String, String> restored) {
    this.book = book;
    this.restored = Map.copyOf(restored);
    this.telling = new Telling(book);
    this.timers = new Timers(book, restored, changes::put);
    for (var rule : book.rules()) {
      rules.computeIfAbsent(rule.channel(), book::rulesOf);
      var text = restored.get(RULE + rule.name());
      states.put(rule.name(), text == null ? RuleState.start(rule) : RuleState.decode(text));
    }
  }

  /** Makes channels known, with the newest reading that is stored of them. */
  public void restore(Collection<Channel> known, Collection<Reading> latest) {
    declare(known);
    for (var reading : latest) {
      var watch = channels.get(reading.channel());
      if (watch != null) {
        watch.take(reading, reading.time());
        watch.stale(restored.containsKey(STALE + reading.channel()));
        // a rule that is gone, or a value imported since, ends being without a value
        var missing = restored.get(MISSING + reading.channel());
        if (missing != null && !watch.measuredNow()) {
          watch.missingSince(missing);
        }
        watch.unknown(
            restored.containsKey(UNKNOWN + reading.channel()) && watch.unknownAt().isPresent());
        if (missing != null && watch.measuredNow()) {
          changes.put(MISSING + reading.channel(), "");
        }
        if (restored.containsKey(UNKNOWN + reading.channel()) && !watch.unknown()) {
          changes.put(UNKNOWN + reading.channel(), "");
        }
      }
    }
  }

  /** Makes channels known, or known again with other words. */
  public void declare(Collection<Channel> more) {
    for (var channel : more) {
      var watch = channels.get(channel.id());
      if (watch == null) {
        channels.put(channel.id(), new ChannelWatch(channel, book));
      } else {
        watch.declare(channel, book);
      }
      for (var rule : rules.getOrDefault(channel.id(), List.of())) {
        prepare(rule, channel);
      }
    }
  }

  private void prepare(Rule rule, Channel channel) {
    try {
      double low = rule.low().or(rule::high).orElseThrow().limit().in(channel.unit());
      double high = rule.high().or(rule::low).orElseThrow().limit().in(channel.unit());
      steps.put(rule.name(), new RuleStep(rule, new ThresholdPair(low, high)));
      broken.remove(rule.name());
    } catch (IllegalArgumentException e) {
      broken.put(rule.name(), e.getMessage());
    }
  }

  /** Rules that cannot be judged, and why. */
  public Map<String, String> broken() {
    return Map.copyOf(broken);
  }

  /**
   * Looks at the rows that an instrument took at one instant.
   *
   * @param rows of one instrument and one instant, in order
   * @param freshFrom from when their age counts at the latest: their own time in replay and while
   *     catching up, their arrival while following live
   * @param silent the rows were there before anyone watched: states are set, nothing is told
   */
  public List<Effect> accept(List<Scan> rows, Instant freshFrom, boolean silent) {
    return accept(rows, freshFrom, silent, Set.of());
  }

  /**
   * Looks at rows while other instruments have not yet read all that was there.
   *
   * @param behind those other instruments: their silence is not judged by the time of these rows
   */
  public List<Effect> accept(
      List<Scan> rows, Instant freshFrom, boolean silent, Set<String> behind) {
    var effects = new ArrayList<Effect>();
    var time = rows.getFirst().time();
    if (!silent) {
      // a row from the future must not carry the clock with it
      advance(time.isAfter(freshFrom) ? freshFrom : time, behind, true, effects);
    }
    var returned = new ArrayList<ChannelWatch>();
    for (var row : rows) {
      for (var reading : row.readings()) {
        var watch = channels.get(reading.channel());
        if (watch == null) {
          throw new IllegalStateException(reading.channel() + " was never declared");
        }
        if (watch.isNews(reading, freshFrom)) {
          back(watch, reading, silent, returned, effects);
        }
        var wasMissing = watch.missingFrom();
        watch.take(reading, freshFrom);
        if (!watch.missingFrom().equals(wasMissing) && rules.containsKey(reading.channel())) {
          changes.put(MISSING + reading.channel(), watch.missingSince());
        }
        for (var rule : rules.getOrDefault(reading.channel(), List.of())) {
          step(rule, watch, reading, silent, effects);
        }
      }
    }
    if (!returned.isEmpty()) {
      effects.add(telling.readAgain(returned, time));
    }
    return effects;
  }

  /** Ends being stale, and being without a value. */
  private void back(
      ChannelWatch watch,
      Reading reading,
      boolean silent,
      List<ChannelWatch> returned,
      List<Effect> effects) {
    var id = watch.channel().id();
    if (watch.stale()) {
      watch.stale(false);
      changes.put(STALE + id, "");
      if (!silent) {
        returned.add(watch);
        telling.rememberGap(watch);
      }
    }
    if (watch.unknown()
        && !watch.isOlder(reading)
        && reading instanceof Reading.Measured measured) {
      watch.unknown(false);
      changes.put(UNKNOWN + id, "");
      if (!silent) {
        effects.add(telling.valueAgain(watch, measured));
      }
    }
  }

  private void step(
      Rule rule, ChannelWatch watch, Reading reading, boolean silent, List<Effect> effects) {
    var step = steps.get(rule.name());
    var state = states.get(rule.name());
    if (step == null || state == null) {
      return;
    }
    var outcome = step.step(state, reading, silent);
    if (!outcome.state().equals(state)) {
      states.put(rule.name(), outcome.state());
      changes.put(RULE + rule.name(), outcome.state().encode());
    }
    outcome.crossing().ifPresent(crossing -> crossed(rule, watch, crossing, reading, effects));
  }

  private void crossed(
      Rule rule,
      ChannelWatch watch,
      RuleStep.Crossing crossing,
      Reading reading,
      List<Effect> effects) {
    var n = reading.ordinal();
    telling.crossed(rule, watch, crossing, n).ifPresent(effects::add);
    var snapshot = rule.edge(crossing.to()).flatMap(Edge::snapshot);
    snapshot.ifPresent(
        wanted -> {
          var edge = rule.edge(crossing.to()).orElseThrow();
          var label = wanted.label().or(edge::say).orElse(rule.name());
          var due = crossing.time().plus(wanted.after());
          var timer =
              new Timers.Timer(
                  due,
                  rule.name() + "/" + crossing.to().word(),
                  wanted.set(),
                  edge.severity(),
                  label);
          if (wanted.after().isZero()) {
            takeSnapshot(timer, effects);
          } else {
            timers.add(timer);
          }
        });
  }

  /** Lets time pass: all that is due by then happens, in the order of its due times. */
  public List<Effect> tick(Instant now) {
    return tick(now, Set.of());
  }

  /**
   * Lets time pass while some instruments have not yet read all that was there.
   *
   * @param behind their silence is not judged, and timers wait for their rows
   */
  public List<Effect> tick(Instant now, Set<String> behind) {
    var effects = new ArrayList<Effect>();
    advance(now, behind, behind.isEmpty(), effects);
    return effects;
  }

  private void advance(Instant now, Set<String> behind, boolean withTimers, List<Effect> effects) {
    if (now.isAfter(clock)) {
      clock = now;
    }
    if (withTimers) {
      timers.start(now);
    }
    var silent = overdue(now, behind);
    var unknown = withoutValue(now, behind);
    // merge the three by due time; at one time: silence, then missing values, then timers
    while (true) {
      var nextSilent = silent.isEmpty() ? Instant.MAX : silent.firstKey();
      var nextUnknown = unknown.isEmpty() ? Instant.MAX : unknown.firstKey();
      var nextTimer = withTimers ? timers.nextDue() : Instant.MAX;
      if (nextSilent.equals(Instant.MAX)
          && nextUnknown.equals(Instant.MAX)
          && nextTimer.isAfter(now)) {
        return;
      }
      if (!nextSilent.isAfter(nextUnknown) && !nextSilent.isAfter(nextTimer)) {
        silent.pollFirstEntry().getValue().values().forEach(group -> stale(group, effects));
      } else if (!nextUnknown.isAfter(nextTimer)) {
        unknown.pollFirstEntry().getValue().forEach(watch -> unknown(watch, effects));
      } else {
        takeSnapshot(timers.pollDue(), effects);
      }
    }
  }

  /** Channels that became stale, by when and by instrument. */
  private NavigableMap<Instant, NavigableMap<String, List<ChannelWatch>>> overdue(
      Instant now, Set<String> behind) {
    var due = new TreeMap<Instant, NavigableMap<String, List<ChannelWatch>>>();
    for (var watch : channels.values()) {
      if (!watch.stale()
          && watch.isOverdue(now)
          && !behind.contains(watch.channel().id().instrument())) {
        due.computeIfAbsent(watch.staleAt().orElseThrow(), at -> new TreeMap<>())
            .computeIfAbsent(watch.channel().id().instrument(), name -> new ArrayList<>());
      }
    }
    // channels of one row go together, even when one of them arrived a moment later
    due.forEach(
        (at, groups) ->
            groups.forEach(
                (instrument, group) ->
                    channels.values().stream()
                        .filter(watch -> !watch.stale())
                        .filter(watch -> watch.channel().id().instrument().equals(instrument))
                        .filter(watch -> watch.staleAt().filter(at::equals).isPresent())
                        .forEach(group::add)));
    return due;
  }

  private NavigableMap<Instant, List<ChannelWatch>> withoutValue(Instant now, Set<String> behind) {
    var due = new TreeMap<Instant, List<ChannelWatch>>();
    for (var watch : channels.values()) {
      if (!watch.unknown() && !behind.contains(watch.channel().id().instrument())) {
        watch
            .unknownAt()
            .filter(at -> !at.isAfter(now))
            .ifPresent(at -> due.computeIfAbsent(at, key -> new ArrayList<>()).add(watch));
      }
    }
    return due;
  }

  private void stale(List<ChannelWatch> group, List<Effect> effects) {
    for (var watch : group) {
      watch.stale(true);
      changes.put(STALE + watch.channel().id(), watch.staleAt().orElseThrow().toString());
    }
    var all =
        channels.values().stream()
            .filter(
                watch ->
                    watch
                        .channel()
                        .id()
                        .instrument()
                        .equals(group.getFirst().channel().id().instrument()))
            .filter(watch -> watch.latest().isPresent())
            .allMatch(ChannelWatch::stale);
    effects.add(telling.silent(group, all));
  }

  private void unknown(ChannelWatch watch, List<Effect> effects) {
    watch.unknown(true);
    changes.put(UNKNOWN + watch.channel().id(), watch.unknownAt().orElseThrow().toString());
    effects.add(telling.withoutValue(watch, book.rulesOf(watch.channel().id())));
  }

  private void takeSnapshot(Timers.Timer timer, List<Effect> effects) {
    if (book.snapshotSet(timer.set()).isEmpty()) {
      // the timer is older than the station file that has the set no more
      effects.add(telling.snapshotImpossible(timer));
      return;
    }
    var snapshot = snapshot(timer.due(), timer.set(), timer.label());
    effects.add(new Effect.Keep(snapshot));
    effects.add(telling.snapshot(snapshot, timer.rule(), timer.severity(), channels::get));
  }

  /**
   * The latest readings of a set of channels.
   *
   * @throws IllegalArgumentException with one sentence when there is no such set
   */
  public StoredSnapshot snapshot(Instant time, String set, String label) {
    var wanted =
        book.snapshotSet(set)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no snapshot set '"
                            + set
                            + "'; the station file has "
                            + book.snapshotSets().stream().map(SnapshotSet::name).toList()));
    return new StoredSnapshot(
        time,
        set,
        label,
        wanted
            .select(channels.keySet())
            .map(id -> Optional.ofNullable(channels.get(id)).flatMap(ChannelWatch::latest))
            .flatMap(Optional::stream)
            .toList());
  }

  /** How a snapshot is told. */
  public Effect.Tell tell(StoredSnapshot snapshot, Severity severity) {
    return telling.snapshot(snapshot, "snapshot", severity, channels::get);
  }

  /** The states that changed since the last call, by key; an empty text removes the key. */
  public Map<String, String> takeChanges() {
    var taken = Map.copyOf(changes);
    changes.clear();
    return taken;
  }

  /** How long an instrument may be without any row before one of its channels is stale. */
  public Optional<Duration> silence(String instrument) {
    return seen(instrument).map(ChannelWatch::staleAfter).min(Duration::compareTo);
  }

  /** The time of the newest row of an instrument. */
  public Optional<Instant> newestRow(String instrument) {
    return seen(instrument)
        .flatMap(watch -> watch.latest().stream())
        .map(Reading::time)
        .max(Instant::compareTo);
  }

  private Stream<ChannelWatch> seen(String instrument) {
    return channels.values().stream()
        .filter(watch -> watch.channel().id().instrument().equals(instrument))
        .filter(watch -> watch.latest().isPresent());
  }

  /** What is known of every channel, by id. */
  public List<ChannelView> channels() {
    return channels.values().stream().map(ChannelView::of).toList();
  }

  /** What is known of the channels of these scans. */
  public List<ChannelView> channels(Predicate<ChannelId> wanted) {
    return channels.values().stream()
        .filter(watch -> wanted.test(watch.channel().id()))
        .map(ChannelView::of)
        .toList();
  }

  /** Every rule with what it remembers, in the order of the station file. */
  public List<RuleView> rules() {
    return book.rules().stream()
        .map(
            rule ->
                new RuleView(
                    rule,
                    states.getOrDefault(rule.name(), RuleState.start(rule)),
                    Optional.ofNullable(channels.get(rule.channel())).map(ChannelView::of),
                    Optional.ofNullable(broken.get(rule.name()))))
        .toList();
  }

  /** What is active now: limits crossed, silent channels, channels without a value. */
  public List<ActiveAlarm> alarms() {
    var active = new ArrayList<ActiveAlarm>();
    for (var view : rules()) {
      if (view.rule().alarms(view.state().side())) {
        active.add(telling.active(view));
      }
    }
    var silent = new TreeMap<String, List<ChannelWatch>>();
    for (var watch : channels.values()) {
      if (watch.stale()) {
        silent
            .computeIfAbsent(
                watch.channel().id().instrument() + " " + watch.staleAt().orElse(Instant.MIN),
                key -> new ArrayList<>())
            .add(watch);
      }
      if (watch.unknown()) {
        active.add(telling.activeUnknown(watch, book.rulesOf(watch.channel().id())));
      }
    }
    silent.values().forEach(group -> active.add(telling.activeSilence(group)));
    active.sort(
        Comparator.comparing(ActiveAlarm::severity)
            .reversed()
            .thenComparing(ActiveAlarm::since)
            .thenComparing(ActiveAlarm::id));
    return List.copyOf(active);
  }

  /** Whether a rule watches this channel. */
  public boolean isRuled(ChannelId channel) {
    return rules.containsKey(channel);
  }

  /** How far the clock of this watch has come. */
  public Instant clock() {
    return clock;
  }
}
