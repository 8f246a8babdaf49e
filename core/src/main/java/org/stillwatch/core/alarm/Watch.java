package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.condition.Derivations;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Watches every channel and rule of a station: rows and the clock go in, effects come out.
 *
 * <p>Deterministic: the same rows and clock give the same effects, byte for byte. Before rows of an
 * instant are looked at, all that was due by then happens, in the order of its due times; so it
 * does not matter how often the clock ticks in between.
 *
 * <p>What it must remember over a restart is text: {@link #takeChanges} gives what changed since
 * the last call, the constructor takes it back. Used by one thread at a time.
 */
public final class Watch {

  private static final long JUDGED = 10;
  private static final String JUDGED_UP_TO = "judged";

  private final RuleBook book;
  private final Telling telling;
  private final Timers timers;
  private final AlarmDesk desk;
  private final Silences silences;
  private final Derivations derivations;
  private final Recent recent;
  private final RuleWatch rules;
  private final Known facts = new Known();

  /** By id, in order, for what goes through all of them. */
  private final Map<ChannelId, ChannelWatch> channels = new TreeMap<>();

  /** The same, for looking up: a hash costs a tenth of comparing ids that begin alike. */
  private final Map<ChannelId, ChannelWatch> found = new HashMap<>();

  private final Map<String, String> restored;
  private final Map<String, String> changes = new HashMap<>();
  private Instant clock = Instant.MIN;

  /** Up to when what changes by time alone was judged; kept, so that no time is left out. */
  private Instant judged;

  /** What goes by the same clock; nothing until it joins. */
  private Clocked clocked = Idle.YES;

  /** Alarms that were kept and whose cause is no more, to be told at the first step. */
  private final List<Alarm> withdrawn = new ArrayList<>();

  /**
   * @param restored the states of {@link #takeChanges}, as they were committed; empty at first
   */
  public Watch(RuleBook book, Map<String, String> restored) {
    this(book, restored, (rule, from, to, notice, silent) -> {});
  }

  /**
   * @param witness is called within a step, for every crossing of it
   */
  public Watch(RuleBook book, Map<String, String> restored, Witness witness) {
    this.book = book;
    this.restored = Map.copyOf(restored);
    this.judged =
        Optional.ofNullable(restored.get(JUDGED_UP_TO)).map(Instant::parse).orElse(Instant.MIN);
    this.telling = new Telling(book);
    this.timers = new Timers(book, restored, changes::put);
    this.desk = new AlarmDesk(book.maintenance(), restored, changes::put);
    this.silences = new Silences(book, channels, desk, telling, changes::put);
    this.derivations = new Derivations(book.derivations());
    this.recent = new Recent(windows());
    this.rules =
        new RuleWatch(book, found, desk, telling, timers, facts, restored, changes::put, witness);
  }

  /** Steps something with the same rows and clock from now on. */
  public void join(Clocked other) {
    clocked = other;
  }

  /** Nothing goes by this clock. */
  private enum Idle implements Clocked {
    YES;

    @Override
    public Instant nextDue() {
      return Instant.MAX;
    }

    @Override
    public void due(Instant now, Instant upTo, List<Effect> effects) {}

    @Override
    public void step(Set<ChannelId> touched, Instant now, List<Effect> effects) {}

    @Override
    public void declared() {}

    @Override
    public void clockSet(Duration by) {}
  }

  /** What conditions may ask, at the time of the last step. */
  public Facts facts() {
    return facts;
  }

  /** What conditions may ask, at this time. */
  public Facts facts(Instant now) {
    facts.now = now;
    return facts;
  }

  /** A channel that has been declared. */
  public Optional<Channel> channel(ChannelId id) {
    return Optional.ofNullable(found.get(id)).map(ChannelWatch::channel);
  }

  /**
   * Whether the newest reading of a channel is older than allowed though it is not called silent
   * yet: rows of the time since may still be on their way, as after a start of the station.
   */
  public boolean isOld(ChannelId id, Instant now) {
    var watch = found.get(id);
    return watch != null && !watch.stale() && watch.isOverdue(now);
  }

  /** Keeps a state of what goes by this clock; an empty text removes the key. */
  public void keep(String key, String text) {
    changes.put(key, text);
  }

  private Map<ChannelId, Duration> windows() {
    var longest = new HashMap<>(derivations.windows());
    for (var rule : book.rules()) {
      for (var condition : List.of(rule.when(), rule.during())) {
        condition.ifPresent(
            asked ->
                asked
                    .windows()
                    .forEach(
                        (id, length) ->
                            longest.merge(id, length, (a, b) -> a.compareTo(b) > 0 ? a : b)));
      }
    }
    return longest;
  }

  /** Keeps the readings of these channels so far back, for what goes by this clock. */
  public void lookBack(Map<ChannelId, Duration> windows) {
    recent.also(windows);
  }

  /** How far back conditions look, by channel: {@link #remember} their readings after a restart. */
  public Map<ChannelId, Duration> looksBack() {
    return recent.lengths();
  }

  /** Takes a reading of the past that conditions may look back at; in order of time. */
  public void remember(Reading reading) {
    recent.take(reading);
  }

  /** What conditions may ask, at the time of the step. */
  private final class Known implements Facts {
    /** Before any row: a time from which windows can be counted back. */
    private Instant now = Instant.EPOCH;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public Optional<Reading> latest(ChannelId channel) {
      var watch = found.get(channel);
      return watch == null ? Optional.empty() : watch.latest();
    }

    @Override
    public boolean stale(ChannelId channel) {
      var watch = found.get(channel);
      return watch != null && watch.stale();
    }

    @Override
    public List<Reading> window(ChannelId channel, Duration length) {
      return recent.window(channel, length, now);
    }

    @Override
    public Truth alarm(String rule) {
      return rules.alarm(rule);
    }
  }

  /** Makes channels known, with the newest reading that is stored of them. */
  public void restore(Collection<Channel> known, Collection<Reading> latest) {
    declare(known);
    for (var reading : latest) {
      var watch = channels.get(reading.channel());
      if (watch != null) {
        watch.take(reading, reading.time());
        silences.restore(watch, restored);
        if (reading.time().isAfter(facts.now)) {
          facts.now = reading.time();
        }
      }
    }
    silences.restored();
    silences.stir();
    rules.restored();
    for (var alarm : desk.alarms()) {
      var key = alarm.key();
      boolean gone =
          RuleWatch.isKey(key)
              ? alarm.isActive() ? !rules.stands(key) : !rules.exists(key)
              : Silences.isKey(key) && !silences.stands(key);
      if (gone) {
        desk.lapse(key);
        withdrawn.add(alarm);
      }
    }
  }

  /**
   * Makes channels known, or known again with other words.
   *
   * @return the channels that are derived from them, where they are new or changed
   */
  public List<Channel> declare(Collection<Channel> more) {
    var derived = derivations.declare(more);
    for (var channel : Stream.concat(more.stream(), derived.stream()).toList()) {
      var watch = channels.get(channel.id());
      if (watch == null) {
        watch = new ChannelWatch(channel, book);
        channels.put(channel.id(), watch);
        found.put(channel.id(), watch);
      } else {
        watch.declare(channel, book);
      }
    }
    silences.stir();
    Stream.concat(more.stream(), derived.stream()).forEach(rules::prepare);
    clocked.declared();
    return derived;
  }

  /** What does not fit its channels, and why, by what it is: {@code rule water-out}. */
  public Map<String, String> broken() {
    var found = new TreeMap<String, String>();
    rules.broken().forEach((name, why) -> found.put("rule " + name, why));
    derivations.broken().forEach((id, why) -> found.put("derived channel " + id, why));
    return found;
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
    var returned = new Silences.Returned();
    var touched = new LinkedHashSet<ChannelId>();
    facts.now = time;
    for (var row : rows) {
      for (var reading : row.readings()) {
        take(reading, freshFrom, silent, returned, effects);
        touched.add(reading.channel());
      }
    }
    var derived = derivations.step(touched, time, facts);
    if (!derived.isEmpty()) {
      effects.add(new Effect.Add(derived));
      for (var reading : derived) {
        take(reading, freshFrom, silent, returned, effects);
        touched.add(reading.channel());
      }
    }
    rules.step(touched, silent, effects);
    if (!silent) {
      clocked.step(touched, time, effects);
    }
    silences.tell(returned, time, effects);
    returned.lost().forEach(watch -> rules.foundAgain(watch, effects));
    rules.takeDue().forEach(timer -> takeSnapshot(timer, effects));
    return effects;
  }

  private void take(
      Reading reading,
      Instant freshFrom,
      boolean silent,
      Silences.Returned returned,
      List<Effect> effects) {
    var watch = found.get(reading.channel());
    if (watch == null) {
      throw new IllegalStateException(reading.channel() + " was never declared");
    }
    boolean wasStale = watch.stale();
    if (watch.isNews(reading, freshFrom)) {
      silences.back(watch, reading, silent, returned, effects);
    }
    if (!watch.isOlder(reading)) {
      recent.take(reading);
    }
    var wasMissing = watch.missingFrom();
    boolean sooner = watch.take(reading, freshFrom);
    boolean otherwise = !watch.missingFrom().equals(wasMissing);
    if (sooner || wasStale || otherwise) {
      silences.stir();
    }
    if (otherwise && rules.isRuled(reading.channel())) {
      silences.missing(watch);
    }
    rules.step(reading, silent, effects);
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
    tellWithdrawn(now, effects);
    // a row that came late does not lead back into a time of maintenance, or before it
    endOfShelves(clock, effects);
    if (withTimers) {
      timers.start(now);
    }
    boolean calm = silences.isCalm(now);
    if (calm && !isDue(withTimers, now)) {
      return;
    }
    NavigableMap<Instant, NavigableMap<String, List<ChannelWatch>>> silent =
        calm ? new TreeMap<>() : silences.overdue(now, behind);
    NavigableMap<Instant, List<ChannelWatch>> unknown =
        calm ? new TreeMap<>() : silences.withoutValue(now, behind);
    // merge by due time; at one time: silence, then missing values, then timers, then conditions,
    // then what else goes by
    // this clock
    while (true) {
      // rows of a clock that was ahead are overdue at a time that is still to come
      var nextSilent =
          silent.isEmpty() ? Instant.MAX : silent.firstKey().isAfter(now) ? now : silent.firstKey();
      var nextUnknown = unknown.isEmpty() ? Instant.MAX : unknown.firstKey();
      var nextTimer = withTimers ? timers.nextDue() : Instant.MAX;
      // while rows that belong to this time are still to come, the facts are not those of the time
      var nextJudged = withTimers ? nextJudged(now) : Instant.MAX;
      var nextClocked = withTimers ? clocked.nextDue() : Instant.MAX;
      var next =
          Stream.of(nextSilent, nextUnknown, nextTimer, nextJudged, nextClocked)
              .min(Comparator.naturalOrder())
              .orElseThrow();
      if (next.isAfter(now)) {
        return;
      }
      if (next.equals(nextSilent)) {
        var fallen = silent.pollFirstEntry().getValue().values();
        fallen.forEach(group -> silences.stale(group, effects));
        clocked.step(ids(fallen), next, effects);
      } else if (next.equals(nextUnknown)) {
        unknown.pollFirstEntry().getValue().forEach(watch -> silences.unknown(watch, effects));
      } else if (next.equals(nextTimer)) {
        takeSnapshot(timers.pollDue(), effects);
      } else if (next.equals(nextJudged)) {
        judged(nextJudged);
        facts.now = nextJudged;
        rules.tick(effects);
      } else {
        clocked.due(nextClocked, now, effects);
      }
    }
  }

  private static Set<ChannelId> ids(Collection<List<ChannelWatch>> groups) {
    return groups.stream()
        .flatMap(List::stream)
        .map(watch -> watch.channel().id())
        .collect(Collectors.toSet());
  }

  /** Whether a timer or a judgement is due. */
  private boolean isDue(boolean withTimers, Instant now) {
    return (withTimers && !timers.nextDue().isAfter(now))
        || (withTimers && !clocked.nextDue().isAfter(now))
        || !nextJudged(now).isAfter(now);
  }

  /**
   * When conditions that change by time alone are judged next: on the full ten seconds, whenever
   * the clock happens to tick, so that live and replay agree.
   */
  private Instant nextJudged(Instant now) {
    if (!rules.needsClock()) {
      return Instant.MAX;
    }
    if (judged.equals(Instant.MIN)) {
      judged(Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), JUDGED) * JUDGED));
    }
    return judged.plusSeconds(JUDGED);
  }

  private void judged(Instant upTo) {
    judged = upTo;
    changes.put(JUDGED_UP_TO, upTo.toString());
  }

  private void tellWithdrawn(Instant now, List<Effect> effects) {
    for (var alarm : withdrawn) {
      desk.forget(alarm.key());
      if (alarm.telling() != Alarm.Told.HELD) {
        effects.add(new Effect.Tell(telling.withdrawn(alarm, now)));
      }
    }
    withdrawn.clear();
  }

  private void endOfShelves(Instant now, List<Effect> effects) {
    desk.endShelves(now);
    for (var alarm : desk.overdue(now)) {
      effects.add(new Effect.Tell(telling.endOfShelf(alarm, now)));
    }
  }

  private void takeSnapshot(Timers.Timer timer, List<Effect> effects) {
    if (book.snapshotSet(timer.set()).isEmpty()) {
      // the timer is older than the station file that has the set no more
      effects.add(new Effect.Tell(telling.snapshotImpossible(timer)));
      return;
    }
    var snapshot = snapshot(timer.due(), timer.set(), timer.label());
    effects.add(new Effect.Keep(snapshot));
    effects.add(
        new Effect.Tell(telling.snapshot(snapshot, timer.rule(), timer.severity(), channels::get)));
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

  /** How a snapshot that a procedure takes is told. */
  public Notice tell(StoredSnapshot snapshot, String procedure) {
    return telling.snapshot(snapshot, procedure, Severity.INFO, channels::get);
  }

  /** How a snapshot is told. */
  public Notice tell(StoredSnapshot snapshot, Severity severity) {
    return telling.snapshot(snapshot, "snapshot", severity, channels::get);
  }

  /**
   * Raises an alarm about the watching itself.
   *
   * @param key what is wrong: {@code instrument fridge}
   * @return the notice to tell, when it is to be told
   */
  public Optional<Notice> raise(String key, Notice notice) {
    return desk.raise(key, notice, false, false) ? Optional.of(notice) : Optional.empty();
  }

  /** Ends an alarm that {@link #raise} raised; the notice to tell, when it is to be told. */
  public Optional<Notice> clear(String key, Notice notice) {
    return desk.clear(key, notice.time()) ? Optional.of(notice) : Optional.empty();
  }

  /** Whether the alarm of this key is active. */
  public boolean isActive(String key) {
    return desk.isActive(key);
  }

  /**
   * Someone has seen an alarm and takes care of it.
   *
   * @return what the others are told
   * @throws IllegalArgumentException with one sentence when there is no such alarm, or it is
   *     acknowledged already
   */
  public Notice acknowledge(String id, Acknowledgement acknowledgement) {
    return telling.acknowledged(desk.acknowledge(id, acknowledgement), acknowledgement);
  }

  /**
   * Puts the alarms of a rule aside.
   *
   * @param id of an alarm, or the name of a rule
   * @throws IllegalArgumentException with one sentence when there is no such alarm or rule
   */
  public Shelf shelve(String id, Instant until, String who, String why, Instant now) {
    var rule = desk.ruleOf(id);
    var known =
        book.rules().stream().anyMatch(each -> each.name().equals(rule))
            || desk.alarms().stream().anyMatch(alarm -> alarm.rule().equals(rule));
    if (!known) {
      throw new IllegalArgumentException(
          "there is no alarm and no rule '" + id + "'; 'stillwatch alarms' lists those there are");
    }
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("a shelf must last a while, such as 2h");
    }
    var shelf = new Shelf(rule, until, who, why, now);
    desk.shelve(shelf);
    return shelf;
  }

  /**
   * Ends a shelf before its time; what is still in alarm is told with the next step.
   *
   * @throws IllegalArgumentException with one sentence when nothing is shelved
   */
  public Shelf unshelve(String id) {
    return desk.unshelve(desk.ruleOf(id))
        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not shelved"));
  }

  /** What people have put aside. */
  public List<Shelf> shelves() {
    return desk.shelves();
  }

  /** Drops an alarm without a word. */
  public void withdraw(String key) {
    desk.withdraw(key);
    desk.forget(key);
  }

  /** The wall clock was set: ages and waiting times go on as if it had not been. */
  public void clockSet(Duration by) {
    channels.values().forEach(watch -> watch.clockSet(by));
    desk.clockSet(by);
    timers.clockSet(by);
    clocked.clockSet(by);
    silences.stir();
    judged = Instant.MIN;
    if (by.isNegative()) {
      clock = Instant.MIN;
      recent.clear();
    }
  }

  /** From now on it counts how long people have known of an alarm. */
  public void toldAt(String key, Instant now) {
    desk.toldAt(key, now);
  }

  /** Tells someone else that nobody has acknowledged an alarm; each step is taken once. */
  public Notice escalate(AlarmView alarm, String step, Duration waited, Instant now) {
    desk.escalated(alarm.key(), step);
    return telling.escalated(alarm, step, waited, now);
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

  /** The time of the newest reading of a channel. */
  public Optional<Instant> newest(ChannelId channel) {
    return Optional.ofNullable(channels.get(channel))
        .flatMap(ChannelWatch::latest)
        .map(Reading::time);
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
    return rules.views();
  }

  /** Every alarm that is not normal, the gravest and oldest first. */
  public List<AlarmView> alarms(Instant now) {
    return desk.alarms().stream()
        .map(alarm -> view(alarm, now))
        .sorted(
            Comparator.comparing(AlarmView::severity)
                .reversed()
                .thenComparing(AlarmView::since)
                .thenComparing(AlarmView::id))
        .toList();
  }

  private AlarmView view(Alarm alarm, Instant now) {
    var text =
        alarm.isActive()
            ? rules.text(alarm.key()).or(() -> silences.text(alarm.key())).orElse(alarm.text())
            : alarm.text();
    return new AlarmView(
        alarm.key(),
        alarm.id(),
        alarm.rule(),
        alarm.kind(),
        alarm.severity(),
        desk.state(alarm, now),
        alarm.since(),
        alarm.returned(),
        alarm.title(),
        text,
        alarm.channel(),
        alarm.telling() == Alarm.Told.TOLD,
        alarm.toldAt(),
        alarm.acknowledged(),
        desk.asideUntil(alarm.rule(), alarm.channel(), now),
        desk.shelf(alarm.rule()),
        alarm.escalated());
  }

  /** Whether a rule watches this channel. */
  public boolean isRuled(ChannelId channel) {
    return rules.isRuled(channel);
  }

  /**
   * The values of a channel that would change nothing for the rules: history may be skipped while
   * it stays within them.
   */
  public Standstill standstill(ChannelId channel) {
    return rules.standstill(channel);
  }

  /** How far the clock of this watch has come. */
  public Instant clock() {
    return clock;
  }
}
