package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Runs;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.ReadingStore.Stored;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * The path of a reading from its instrument to the disk: step the rules, then commit the readings,
 * their cursor, the states and the notices together. Time is a parameter; there is no thread here.
 *
 * <p>Rows are grouped into one commit for up to a second, or committed at once when there is
 * something to tell. When the store cannot write, what is pending stays pending, and {@link #take}
 * must not be called again before a {@link #flush} succeeded: so nothing more is read, and memory
 * stays bounded.
 *
 * <p>The rules' clock goes with the rows: up to the newest row of every instrument, so that nothing
 * is decided before the rows that belong to it have come, however late they are written. When an
 * instrument is silent, or its rows are late by more than a minute, time goes on without them, a
 * few seconds behind the wall clock.
 */
public final class Pipeline {

  /** What stands for the station itself where an instrument is named. */
  public static final String OWN = "station";

  /** The mode that people put the station in. */
  public static final ChannelId MODE = new ChannelId(OWN + "/mode");

  /** A mode lasts until someone changes it. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  /** No condition depends on what was before. */
  private static final Duration FAR_BACK = Duration.ofDays(366);

  private static final Duration GROUP = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final int LARGE = 20_000;

  private final RuleBook book;
  private final Switchboard switchboard;
  private final StationStore store;
  private final Watch watch;
  private final CallDesk desk;
  private final Runs runs;
  private final Map<String, InstrumentRecord> instruments = new LinkedHashMap<>();
  private final Map<String, RowFront> fronts = new HashMap<>();
  private final Map<String, String> cursors = new HashMap<>();
  private final Set<ChannelId> touched = new HashSet<>();
  private final Map<String, String> faults = new HashMap<>();
  private Pending pending = new Pending();
  private Outcome outcome = new Outcome(true, "", Instant.EPOCH, 0);

  /**
   * How the last commit went.
   *
   * @param reason why not, when it failed
   * @param at when the last one succeeded
   * @param readings stored since the start
   */
  public record Outcome(boolean ok, String reason, Instant at, long readings) {}

  /**
   * What a commit made durable, for those who follow.
   *
   * @param touched channels with new readings
   */
  public record Committed(Stored stored, List<OutgoingNotice> notices, Set<ChannelId> touched) {}

  /**
   * @param procedures that may run
   * @param drills when people are asked to confirm that they can be reached
   * @param ids the instruments of the station file; what the store knows of others, which it had
   *     once, is history and not watched
   */
  public Pipeline(
      RuleBook book,
      ProcedureBook procedures,
      Switchboard switchboard,
      List<Guards.Drill> drills,
      StationStore store,
      Set<String> ids) {
    this.book = book;
    this.switchboard = switchboard;
    this.store = store;
    var states = store.states();
    this.watch = new Watch(book, states);
    watch.restore(
        store.channels().stream().filter(c -> isOurs(c.id(), ids)).toList(),
        store.latest().stream().filter(r -> isOurs(r.channel(), ids)).toList());
    if (!book.modes().isEmpty()) {
      var channel = modeChannel(book.modes());
      pending.channels(List.of(channel));
      pending.channels(watch.declare(List.of(channel)));
    }
    this.desk = new CallDesk(book.station(), watch, switchboard, drills, states, new Clerk());
    this.runs = new Runs(procedures, watch, this::checkSetting, states);
    watch.looksBack().forEach(this::remember);
    states.forEach(InstrumentRecord.restoring(instruments));
    instruments.keySet().retainAll(ids);
  }

  /** Without procedures. */
  public Pipeline(
      RuleBook book,
      Switchboard switchboard,
      List<Guards.Drill> drills,
      StationStore store,
      Set<String> ids) {
    this(book, ProcedureBook.none(book.station(), book.zone()), switchboard, drills, store, ids);
  }

  private final class Clerk implements CallDesk.Clerk {
    @Override
    public void tell(Notice notice, List<Addressee> to, Instant now) {
      Pipeline.this.tell(notice, to, now);
    }

    @Override
    public void journal(JournalEntry entry, Instant now) {
      Pipeline.this.journal(entry, now);
    }

    @Override
    public void state(String key, String text) {
      pending.states(Map.of(key, text));
    }
  }

  /** Reads back what a window holds, and the last reading before it, however long ago that was. */
  private void remember(ChannelId channel, Duration length) {
    var newest = watch.newest(channel);
    if (newest.isEmpty()) {
      return;
    }
    var begin = newest.get().minus(length);
    var found = new ArrayList<Reading>();
    var back = length;
    do {
      found.clear();
      store.read(channel, begin.minus(back), newest.get().plusNanos(1), found::add);
      back = back.multipliedBy(2);
    } while ((found.isEmpty() || found.getFirst().time().isAfter(begin))
        && back.compareTo(FAR_BACK) < 0);
    found.forEach(watch::remember);
  }

  private boolean isOurs(ChannelId channel, Set<String> ids) {
    return ids.contains(channel.instrument())
        || book.isDerived(channel)
        || (channel.equals(MODE) && !book.modes().isEmpty());
  }

  /** The channel of the modes. */
  public static Channel modeChannel(List<String> modes) {
    return Channel.states(MODE, "mode", FOR_EVER, modes.toArray(String[]::new));
  }

  /** The station begins in its usual mode. */
  void begin(Instant now) {
    if (!book.modes().isEmpty() && watch.newest(MODE).isEmpty()) {
      mode(0, now);
    }
  }

  /**
   * Puts the station in another mode.
   *
   * @throws IllegalArgumentException with one sentence when it has no such mode
   */
  public void mode(String name, String who, String why, Instant now) {
    mode(modeIndex(name), now);
    journal(new JournalEntry(now, "mode", name, who + " changed the mode: " + why), now);
  }

  private int modeIndex(String name) {
    int index = book.modes().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          book.modes().isEmpty()
              ? "the station file has no modes; add 'modes:' under 'station:'"
              : "there is no mode '" + name + "'; expected " + String.join(", ", book.modes()));
    }
    return index;
  }

  /** What a procedure may set: so far no instrument of a station takes settings. */
  private void checkSetting(ChannelId channel, String value) {
    if (!channel.equals(MODE)) {
      throw new IllegalArgumentException(
          channel + " cannot be set; expected " + MODE + ", the mode of the station");
    }
    var checked = modeIndex(value);
  }

  private void mode(int index, Instant now) {
    var reading = Reading.measured(MODE, now, 0, index);
    effect(watch.accept(List.of(new Scan(OWN, now, List.of(reading))), now, false), now);
    pending.readings(List.of(reading), now);
    touched.add(MODE);
    pending.states(watch.takeChanges());
  }

  /** Makes an instrument known; its committed cursor, to go on from. */
  public Optional<String> join(String instrument, String kind, Instant now) {
    instruments.merge(
        instrument,
        InstrumentRecord.starting(instrument, kind, now),
        (restored, fresh) -> restored.named(kind, now));
    fronts.put(instrument, RowFront.joining(watch.newestRow(instrument), now));
    var cursor = store.cursor(instrument);
    cursor.ifPresent(text -> cursors.put(instrument, text));
    return cursor;
  }

  /**
   * Takes what an instrument's turn brought.
   *
   * @return what was committed, when there was a commit
   * @throws StoreUnavailable when the store cannot write; the turn is kept, call {@link #flush}
   */
  public Optional<Committed> take(String instrument, Turn given, Instant now) {
    var turn = given.withPossibleTimes();
    var record = instruments.get(instrument);
    if (record == null) {
      throw new IllegalStateException(instrument + " has not joined");
    }
    var catchingUp = !record.caughtUp();
    var others = new HashSet<>(behind(now));
    others.remove(instrument);
    pending.channels(turn.channels());
    pending.channels(watch.declare(turn.channels()));
    if (!turn.channels().isEmpty()) {
      desk.broken(watch.broken(), now);
    }
    for (var group : Rows.byInstant(turn.scans())) {
      var time = group.getFirst().time();
      var freshFrom = catchingUp && time.isBefore(now) ? time : now;
      var effects = watch.accept(group, freshFrom, turn.backlog(), others);
      for (Scan scan : group) {
        pending.readings(scan.readings(), now);
        for (var reading : scan.readings()) {
          touched.add(reading.channel());
        }
      }
      effect(effects, now);
    }
    var before = cursors.put(instrument, turn.cursor());
    if (!turn.cursor().equals(before)) {
      pending.cursor(instrument, turn.cursor(), now);
    }
    instruments.put(instrument, observe(record, turn, now));
    fronts.computeIfPresent(instrument, (id, front) -> front.after(turn, now));
    pending.states(watch.takeChanges());
    // that there was nothing yet is kept before anyone is told that all that comes is followed
    boolean beginsEmpty = before == null && turn.scans().isEmpty();
    return due(now) || beginsEmpty ? Optional.of(flush(now)) : Optional.empty();
  }

  private InstrumentRecord observe(InstrumentRecord record, Turn turn, Instant now) {
    for (var problem : turn.problems()) {
      pending.journal(new JournalEntry(now, "row", record.id(), problem.toString()), now);
    }
    var next = record.after(turn, now);
    if (next.mustTell(now)) {
      var notice = next.notice(book.station(), now);
      if (!next.isWell()) {
        // it got worse than what people know: another alarm takes the place of that one
        watch.withdraw(next.key());
      }
      var told = next.isWell() ? watch.clear(next.key(), notice) : watch.raise(next.key(), notice);
      told.ifPresent(each -> tell(each, now));
      pending.states(watch.takeChanges());
      next = next.asTold(now);
    }
    if (next.health().state() != record.health().state() || !next.told().equals(record.told())) {
      pending.states(Map.of(next.key(), next.encode()));
    }
    return next;
  }

  /** Lets time pass. */
  public Optional<Committed> tick(Instant now) {
    if (outcome.ok()) {
      var behind = behind(now);
      effect(watch.tick(clock(behind, now), behind), now);
      desk.tick(now);
      pending.states(watch.takeChanges());
    }
    return due(now) ? Optional.of(flush(now)) : Optional.empty();
  }

  /** Instruments that have not yet brought all rows that were there when the station started. */
  private Set<String> behind(Instant now) {
    return instruments.values().stream()
        .filter(record -> !record.caughtUp() || !isSettled(record.id(), now))
        .map(InstrumentRecord::id)
        .collect(Collectors.toSet());
  }

  private boolean isSettled(String instrument, Instant now) {
    var front = fronts.get(instrument);
    return front != null && front.settled(now);
  }

  /** The time up to which the rows of all instruments have come that are not behind. */
  private Instant clock(Set<String> behind, Instant now) {
    return fronts.entrySet().stream()
        .filter(entry -> !behind.contains(entry.getKey()))
        .map(entry -> entry.getValue().horizon(watch.silence(entry.getKey()), now))
        .min(Instant::compareTo)
        .orElseGet(() -> now.minus(RowFront.SETTLE));
  }

  /**
   * Notes that an instrument failed in a way that it must not. It is asked again.
   *
   * @param why one clause
   */
  public void failed(String instrument, String why, Instant now) {
    var record = instruments.get(instrument);
    if (record == null) {
      throw new IllegalStateException(instrument + " has not joined");
    }
    var health =
        Health.unreachable(
            "it failed in a way it should not ("
                + why
                + "); it is asked again, import its files once to be sure that no row is missing");
    if (!health.equals(record.health())) {
      pending.journal(new JournalEntry(now, "fault", instrument, health.reason()), now);
    }
    var turn = new Turn(List.of(), List.of(), 0, List.of(), "", false, false, health);
    instruments.put(instrument, observe(record, turn, now));
    // the others do not wait for it
    fronts.computeIfPresent(instrument, (id, front) -> front.after(turn, now));
  }

  /** Notes that a part of the station itself failed; each failure is told once. */
  public void fault(String part, String why, Instant now) {
    if (why.equals(faults.put(part, why))) {
      return;
    }
    var text = part + " failed in a way it should not (" + why + "); it goes on";
    pending.journal(new JournalEntry(now, "fault", part, text), now);
    tell(
        new Notice(
            NoticeId.of(book.station(), "fault " + part, "fault", now, "0"),
            now,
            book.station(),
            Notice.Kind.SYSTEM,
            Severity.WARNING,
            part + " failed",
            text,
            Optional.empty(),
            Optional.of("fault " + part),
            false),
        now);
  }

  private void effect(List<Effect> effects, Instant now) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Tell(Notice notice) -> tell(notice, now);
        case Effect.Keep(StoredSnapshot snapshot) -> pending.snapshot(snapshot);
        case Effect.Add(List<Reading> readings) -> {
          pending.readings(readings, now);
          readings.forEach(reading -> touched.add(reading.channel()));
        }
        case Effect.Note(JournalEntry entry) -> journal(entry, now);
        case Effect.Put(ChannelId channel, String value, String who, String why) ->
            mode(value, who, why, now);
      }
    }
  }

  private void tell(Notice notice, Instant now) {
    tell(notice, switchboard.recipients(notice, now), now);
  }

  private void tell(Notice notice, List<Addressee> recipients, Instant now) {
    var late = notice.time().isBefore(now.minus(LATE));
    pending.notice(new OutgoingNotice(late ? notice.asLate() : notice, recipients), now);
  }

  /** Where alarms and people meet; what is done there is kept with the next commit. */
  <T> T atDesk(Function<CallDesk, T> step) {
    var done = step.apply(desk);
    pending.states(watch.takeChanges());
    return done;
  }

  /**
   * Does what someone asks of procedures; it is kept with the next commit.
   *
   * @param step gives what is to be done then
   * @throws IllegalArgumentException with one sentence when that is not possible
   */
  public void atRuns(Function<Runs, List<Effect>> step, Instant now) {
    effect(step.apply(runs), now);
    pending.states(watch.takeChanges());
  }

  /** The runs of procedures. */
  public Runs runs() {
    return runs;
  }

  CallDesk desk() {
    return desk;
  }

  /**
   * The clock of this computer was set: ages go on as if it had not been, and nobody is told twice
   * or too late for it.
   */
  public void clockSet(Duration by, Instant now) {
    watch.clockSet(by);
    fronts.replaceAll((id, front) -> front.shifted(by));
    pending.states(watch.takeChanges());
    var text =
        "it was set "
            + (by.isNegative() ? "back" : "forward")
            + " by "
            + Words.length(by.abs())
            + ", or the computer slept; ages and waiting times go on as if it had not been";
    journal(new JournalEntry(now, "clock", OWN, text), now);
    tell(
        new Notice(
            NoticeId.of(book.station(), "clock", "set", now, by.toString()),
            now,
            book.station(),
            Notice.Kind.SYSTEM,
            Severity.WARNING,
            "The clock of the station's computer jumped by " + Words.length(by.abs()),
            text,
            Optional.empty(),
            Optional.of("clock"),
            false),
        now);
  }

  private boolean due(Instant now) {
    return pending.urgent() || pending.size() >= LARGE || pending.olderThan(GROUP, now);
  }

  /**
   * Commits what is pending.
   *
   * @throws StoreUnavailable when the store cannot write; all stays pending
   */
  public Committed flush(Instant now) {
    if (pending.isEmpty()) {
      return new Committed(new Stored(0, 0, 0), List.of(), Set.of());
    }
    Stored stored;
    try {
      stored = commit();
    } catch (StoreUnavailable e) {
      outcome =
          new Outcome(false, String.valueOf(e.getMessage()), outcome.at(), outcome.readings());
      throw e;
    }
    var failedBefore = !outcome.ok();
    var reason = outcome.reason();
    outcome = new Outcome(true, "", now, outcome.readings() + stored.stored());
    var committed = new Committed(stored, pending.notices(), Set.copyOf(touched));
    pending = new Pending();
    touched.clear();
    if (failedBefore) {
      pending.journal(
          new JournalEntry(
              now, "store", "", "the store writes again; it did not because: " + reason),
          now);
    }
    return committed;
  }

  /** A store that refuses what is pending must stop the station visibly, never silently. */
  private Stored commit() {
    try {
      return store.commit(pending.commit());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new StoreUnavailable("the store refuses what is to be kept: " + e.getMessage(), e);
    }
  }

  /** Takes a snapshot now and tells it. */
  public StoredSnapshot snapshot(String label, String set, Instant now) {
    var snapshot = watch.snapshot(now, set, label);
    pending.snapshot(snapshot);
    tell(watch.tell(snapshot, Severity.INFO), now);
    return snapshot;
  }

  /** Queues a notice for these notifiers, people and lists, whatever their routes say. */
  public void send(Notice notice, List<String> names, Instant now) {
    tell(notice, switchboard.named(names, now), now);
  }

  /** Writes a line into the journal with the next commit. */
  public void journal(JournalEntry entry, Instant now) {
    pending.journal(entry, now);
  }

  /** Keeps a state with the next commit. */
  void state(String key, String text) {
    pending.states(Map.of(key, text));
  }

  public Watch watch() {
    return watch;
  }

  public Outcome outcome() {
    return outcome;
  }

  List<InstrumentRecord> instruments() {
    return List.copyOf(instruments.values());
  }
}
