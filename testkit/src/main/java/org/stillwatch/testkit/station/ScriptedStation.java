package org.stillwatch.testkit.station;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.AlarmState;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * A station that shows what a test tells it. Its clock stands still until the test moves it; a
 * channel is stale when its newest reading is older than three expected periods.
 */
public final class ScriptedStation implements StationView {

  private static final int STALE_PERIODS = 3;

  private final String name;
  private final ZoneId zone;
  private final Instant startedAt;
  private final Map<ChannelId, Channel> channels = new TreeMap<>();
  private final Map<ChannelId, NavigableMap<Instant, Reading>> history = new TreeMap<>();
  private final Map<String, InstrumentStatus> instruments = new LinkedHashMap<>();
  private final Map<String, SinkStatus> sinks = new LinkedHashMap<>();
  private final Map<String, AlarmStatus> alarms = new LinkedHashMap<>();
  private final Map<String, OutboxStore.Told> told = new LinkedHashMap<>();
  private final List<RuleStatus> rules = new ArrayList<>();
  private final ScriptedControl control = new ScriptedControl(this::now);
  private final ScriptedRuns runs = new ScriptedRuns();
  private ProcedureBook procedures;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private Instant now;
  private boolean ready = true;
  private String storeTrouble = "";
  private long stored;

  public ScriptedStation(String name, ZoneId zone, Instant now) {
    this.name = name;
    this.zone = zone;
    this.procedures = ProcedureBook.none(name, zone);
    this.now = now;
    this.startedAt = now.minus(Duration.ofHours(40));
  }

  // ---- what a test tells it

  /** What may be changed; told what it is by a test. */
  @Override
  public ScriptedControl control() {
    return control;
  }

  public synchronized void declare(Channel... more) {
    for (var channel : more) {
      channels.put(channel.id(), channel);
      history.computeIfAbsent(channel.id(), id -> new TreeMap<>());
    }
  }

  /** Adds a reading of the past, without telling anyone. */
  public synchronized void remember(Reading reading) {
    var rows = history.get(reading.channel());
    if (rows == null) {
      throw new IllegalArgumentException("declare " + reading.channel() + " first");
    }
    rows.put(reading.time(), reading);
    stored++;
  }

  /** A value taken now; listeners hear of it. */
  public void report(String channel, double value) {
    arrive(Reading.measured(new ChannelId(channel), now(), 0, value));
  }

  /** No value now, and why; listeners hear of it. */
  public void reportMissing(String channel, String reason) {
    arrive(Reading.missing(new ChannelId(channel), now(), 0, reason));
  }

  private void arrive(Reading reading) {
    remember(reading);
    tellListeners(new Change.Readings(List.of(status(reading.channel()))));
  }

  /** Moves the clock. Nothing arrives and nobody is told: what is old now grows stale by itself. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public synchronized void ready(boolean value) {
    ready = value;
  }

  /** Why the store cannot write; empty when it can. */
  public synchronized void storeTrouble(String reason) {
    storeTrouble = reason;
  }

  public void instrument(InstrumentStatus status) {
    synchronized (this) {
      instruments.put(status.id(), status);
    }
    tellListeners(new Change.Instruments(instruments()));
  }

  public synchronized void sink(SinkStatus status) {
    sinks.put(status.name(), status);
  }

  public synchronized void rule(RuleStatus rule) {
    rules.add(rule);
  }

  public void raise(AlarmStatus alarm) {
    synchronized (this) {
      alarms.put(alarm.id(), alarm);
    }
    tellListeners(new Change.Alarms(alarms()));
  }

  public void clear(String alarm) {
    synchronized (this) {
      alarms.remove(alarm);
    }
    tellListeners(new Change.Alarms(alarms()));
  }

  /** Shows a notice with its deliveries; one with the same id replaces it in its place. */
  public void tell(Notice notice, OutboxEntry... entries) {
    var news = new OutboxStore.Told(notice, List.of(entries));
    synchronized (this) {
      told.put(notice.id(), news);
    }
    tellListeners(new Change.Told(news));
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  private void tellListeners(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  // ---- what it shows

  @Override
  public String name() {
    return name;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public synchronized boolean ready() {
    return ready;
  }

  @Override
  public synchronized List<InstrumentStatus> instruments() {
    return List.copyOf(instruments.values());
  }

  @Override
  public synchronized List<ChannelStatus> channels() {
    return channels.keySet().stream().map(this::status).toList();
  }

  private synchronized ChannelStatus status(ChannelId id) {
    var channel = channels.get(id);
    if (channel == null) {
      throw new IllegalArgumentException("there is no channel " + id);
    }
    var rows = history.getOrDefault(id, new TreeMap<>());
    var newest = Optional.ofNullable(rows.lastEntry()).map(Map.Entry::getValue);
    var measured =
        rows.descendingMap().values().stream()
            .filter(Reading.Measured.class::isInstance)
            .map(Reading.Measured.class::cast)
            .findFirst();
    var limit = channel.expectedPeriod().multipliedBy(STALE_PERIODS);
    boolean stale = newest.filter(row -> row.time().plus(limit).isBefore(now)).isPresent();
    return new ChannelStatus(channel, newest, stale, measured);
  }

  @Override
  public synchronized List<AlarmStatus> alarms() {
    return alarms.values().stream()
        .sorted(
            (a, b) -> {
              int graver = b.severity().compareTo(a.severity());
              return graver != 0 ? graver : a.since().compareTo(b.since());
            })
        .toList();
  }

  @Override
  public synchronized List<RuleStatus> rules() {
    return List.copyOf(rules);
  }

  @Override
  public synchronized List<OutboxStore.Told> notices(int limit) {
    return told.values().stream()
        .sorted((a, b) -> b.notice().time().compareTo(a.notice().time()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized OutboxStore.Count outbox() {
    var entries = told.values().stream().flatMap(one -> one.entries().stream()).toList();
    var waiting = entries.stream().filter(one -> one.state() == OutboxEntry.State.WAITING).toList();
    long parked = entries.stream().filter(one -> one.state() == OutboxEntry.State.PARKED).count();
    var oldest = waiting.stream().map(one -> one.notice().time()).min(Instant::compareTo);
    return new OutboxStore.Count(waiting.size(), parked, oldest);
  }

  @Override
  public synchronized List<SinkStatus> sinks() {
    return List.copyOf(sinks.values());
  }

  @Override
  public synchronized StoreStatus store() {
    return new StoreStatus(storeTrouble.isEmpty(), storeTrouble, 48_234_496, stored, now);
  }

  @Override
  public List<String> snapshotSets() {
    return List.of("fridge");
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    rows(channel, from, to).forEach(sink);
  }

  private synchronized List<Reading> rows(ChannelId channel, Instant from, Instant to) {
    var rows = history.get(channel);
    return rows == null ? List.of() : List.copyOf(rows.subMap(from, true, to, false).values());
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    double width = Duration.between(from, to).toNanos() / (double) points;
    var byBucket = new TreeMap<Integer, List<Reading>>();
    for (var row : rows(channel, from, to)) {
      int index = (int) (Duration.between(from, row.time()).toNanos() / width);
      byBucket.computeIfAbsent(Math.min(index, points - 1), i -> new ArrayList<>()).add(row);
    }
    var buckets = new ArrayList<Bucket>();
    byBucket.forEach(
        (index, rows) ->
            buckets.add(
                bucket(
                    from.plusNanos((long) (index * width)),
                    from.plusNanos((long) ((index + 1) * width)),
                    rows)));
    return buckets;
  }

  private static Bucket bucket(Instant start, Instant end, List<Reading> rows) {
    var values =
        rows.stream()
            .filter(Reading.Measured.class::isInstance)
            .mapToDouble(row -> ((Reading.Measured) row).value())
            .toArray();
    var reason =
        rows.reversed().stream()
            .filter(Reading.Missing.class::isInstance)
            .map(row -> ((Reading.Missing) row).reason())
            .findFirst()
            .orElse("");
    if (values.length == 0) {
      return new Bucket(
          start, end, 0, rows.size(), reason, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    return new Bucket(
        start,
        end,
        values.length,
        rows.size() - values.length,
        reason,
        min,
        max,
        sum / values.length,
        values[values.length - 1]);
  }

  @Override
  public AutoCloseable subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void acknowledge(String id, String who, String note) {
    var alarm = alarm(id);
    if (alarm.acknowledged().isPresent()) {
      throw new IllegalArgumentException("the alarm '" + alarm.title() + "' is acknowledged");
    }
    raise(
        new AlarmStatus(
            alarm.id(),
            alarm.rule(),
            alarm.kind(),
            alarm.severity(),
            AlarmState.ACTIVE_ACKNOWLEDGED.word(),
            alarm.since(),
            alarm.returned(),
            alarm.title(),
            alarm.text(),
            alarm.channel(),
            Optional.of(new Acknowledgement(who, now(), note)),
            alarm.shelved(),
            alarm.shelf()));
  }

  private synchronized AlarmStatus alarm(String id) {
    return Optional.ofNullable(alarms.get(id))
        .orElseThrow(() -> new IllegalArgumentException("there is no alarm '" + id + "' now"));
  }

  @Override
  public Shelf shelve(String id, Duration length, String who, String why) {
    var alarm = alarm(id);
    var shelf = new Shelf(alarm.rule(), now().plus(length), who, why, now());
    raise(shelved(alarm, Optional.of(shelf)));
    return shelf;
  }

  @Override
  public Shelf unshelve(String id, String who) {
    var alarm = alarm(id);
    var shelf =
        alarm
            .shelf()
            .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not shelved"));
    raise(shelved(alarm, Optional.empty()));
    return shelf;
  }

  private static AlarmStatus shelved(AlarmStatus alarm, Optional<Shelf> shelf) {
    var state =
        shelf.isPresent()
            ? AlarmState.SHELVED
            : alarm.acknowledged().isPresent()
                ? AlarmState.ACTIVE_ACKNOWLEDGED
                : AlarmState.ACTIVE_UNACKNOWLEDGED;
    return new AlarmStatus(
        alarm.id(),
        alarm.rule(),
        alarm.kind(),
        alarm.severity(),
        state.word(),
        alarm.since(),
        alarm.returned(),
        alarm.title(),
        alarm.text(),
        alarm.channel(),
        alarm.acknowledged(),
        shelf.map(Shelf::until),
        shelf);
  }

  @Override
  public List<Shelf> shelves() {
    return alarms().stream().flatMap(alarm -> alarm.shelf().stream()).toList();
  }

  @Override
  public synchronized ProcedureBook procedures() {
    return procedures;
  }

  @Override
  public List<RunView> runs() {
    return runs.all();
  }

  /** The report of a run here is its id, twice. */
  @Override
  public List<Attachment> report(String run) {
    if (runs().stream().noneMatch(view -> view.run().id().equals(run))) {
      throw new IllegalArgumentException("there is no run '" + run + "'");
    }
    return List.of(
        new Attachment("report.html", "text/html", run.getBytes(StandardCharsets.UTF_8)),
        new Attachment("report.pdf", "application/pdf", run.getBytes(StandardCharsets.UTF_8)));
  }

  /** A run that stays at its first step, until a test shows it elsewhere. */
  @Override
  public StartedRun startProcedure(
      String procedure,
      Optional<String> fridge,
      Map<String, String> with,
      String comment,
      String who) {
    var title = procedures().procedure(procedure).title();
    var on = procedures().fridge(fridge).name();
    var started = runs.start(procedure, title, on, with, comment, who, now());
    tellListeners(new Change.Runs(runs()));
    return started;
  }

  @Override
  public RunView changeRun(Optional<String> id, RunChange change, String who, String why) {
    var changed = runs.change(id, change, who, why, now());
    tellListeners(new Change.Runs(runs()));
    return changed;
  }

  /** From now on no procedure starts, for this reason; empty: they do. */
  public void refuse(String sentence) {
    runs.refuse(sentence);
  }

  /** From now on starting a procedure gives this warning. */
  public void warn(String sentence) {
    runs.warn(sentence);
  }

  /** What was asked of runs: {@code STOP run0 by anna: why}. */
  public List<String> asked() {
    return runs.asked();
  }

  public synchronized void procedures(ProcedureBook book) {
    procedures = book;
  }

  /** Shows a run, in place of one with the same id; listeners hear of it. */
  public void show(RunView view) {
    runs.show(view);
    tellListeners(new Change.Runs(runs()));
  }

  /** A run ended and left no record; listeners hear of it. */
  public void forget(String run) {
    runs.forget(run);
    tellListeners(new Change.Runs(runs()));
  }

  @Override
  public List<Switchboard.Call> who(Severity severity) {
    return List.of(new Switchboard.Call("team", "anna", "hook", Duration.ZERO, Optional.empty()));
  }

  @Override
  public List<String> modes() {
    return List.of("measuring", "cooldown");
  }

  @Override
  public void mode(String name, String who, String why) {
    if (!modes().contains(name)) {
      throw new IllegalArgumentException("there is no mode '" + name + "'");
    }
  }

  @Override
  public int settleParked(boolean again, String who) {
    int settled = 0;
    for (var one : notices(Integer.MAX_VALUE)) {
      var entries =
          one.entries().stream()
              .map(
                  entry -> entry.state() == OutboxEntry.State.PARKED ? settle(entry, again) : entry)
              .toList();
      if (!entries.equals(one.entries())) {
        settled += (int) parked(one);
        tell(one.notice(), entries.toArray(OutboxEntry[]::new));
      }
    }
    return settled;
  }

  private static long parked(OutboxStore.Told one) {
    return one.entries().stream()
        .filter(entry -> entry.state() == OutboxEntry.State.PARKED)
        .count();
  }

  private OutboxEntry settle(OutboxEntry entry, boolean again) {
    return new OutboxEntry(
        entry.number(),
        entry.notice(),
        entry.notifier(),
        entry.recipient(),
        again ? OutboxEntry.State.WAITING : OutboxEntry.State.DISMISSED,
        again ? 0 : entry.attempts(),
        now(),
        entry.lastAnswer(),
        entry.unsure());
  }

  /** A link is good here when it says {@code link-} and the id of an alarm. */
  @Override
  public Optional<LinkedAlarm> linked(String token) {
    return Optional.of(token)
        .filter(text -> text.startsWith("link-"))
        .map(text -> text.substring("link-".length()))
        .map(
            id ->
                new LinkedAlarm(
                    id, alarms().stream().filter(alarm -> alarm.id().equals(id)).findFirst()));
  }

  @Override
  public synchronized StoredSnapshot snapshot(String label, Optional<String> set) {
    String chosen = set.orElse("fridge");
    if (!snapshotSets().contains(chosen)) {
      throw new IllegalArgumentException(
          "there is no snapshot set '" + chosen + "'; the station has: fridge");
    }
    var readings = channels.keySet().stream().flatMap(id -> status(id).latest().stream()).toList();
    return new StoredSnapshot(now, chosen, label, readings);
  }

  @Override
  public Notice testNotice(Optional<String> route) {
    if (route.isPresent() && !route.get().equals("team")) {
      throw new IllegalArgumentException(
          "there is no route '" + route.get() + "'; the station has: team");
    }
    var notice =
        new Notice(
            "test-" + now().toEpochMilli(),
            now(),
            name,
            Notice.Kind.TEST,
            Severity.INFO,
            "Test notice",
            "Somebody asked for a test notice; nothing is wrong.",
            Optional.empty(),
            Optional.empty(),
            false);
    tell(
        notice,
        new OutboxEntry(1, notice, "hook", "hook", OutboxEntry.State.WAITING, 0, now(), "", false));
    return notice;
  }

  /** A notice about a channel, for scripts. */
  public Notice notice(
      String id,
      Instant time,
      Notice.Kind kind,
      Severity severity,
      String title,
      String text,
      Optional<Notice.About> about) {
    return new Notice(
        id, time, name, kind, severity, title, text, about, Optional.of("water-out"), false);
  }

  /** What a notice is about. */
  public static Optional<Notice.About> about(String channel, double value, String unit) {
    return Optional.of(new Notice.About(new ChannelId(channel), OptionalDouble.of(value), unit));
  }
}
