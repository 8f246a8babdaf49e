package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.alarm.SnapshotSet;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.procedure.Runs;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * The running whole: one virtual thread per instrument takes its turns, one ticks the clock; {@link
 * Senders} empty the outbox, {@link Sinks} carry what is stored on. What they bring goes through
 * the {@link Pipeline}, one at a time.
 *
 * <p>While the store cannot write, no instrument is asked for more; it is tried again every two
 * seconds, and all goes on from the last committed row.
 */
public final class Station implements StationView, AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration STORE_RETRY = Duration.ofSeconds(2);

  /** A report takes about a second; a message does not wait longer than this for one. */
  private static final Duration REPORT = Duration.ofSeconds(30);

  private final StationPlan plan;
  private final Map<String, StationPlan.Way> ways;
  private final StationStore store;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Pipeline pipeline;
  private final Published published;
  private final RunReports reports;
  private final Composer composer;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch caughtUp;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Senders senders;
  private final Sinks sinks;
  private final Watchdog dog;
  private final Guard guard;
  private final ClockWatch clockWatch;
  private final ControlRoom control;
  private final LongSupplier nanos;
  private long shownRuns;
  private volatile long judgedAt;
  private volatile boolean stopping;

  public Station(StationPlan plan, StationStore store, InstantSource clock) {
    this(plan, store, clock, System::nanoTime);
  }

  /**
   * @param nanos a clock that never jumps
   */
  public Station(StationPlan plan, StationStore store, InstantSource clock, LongSupplier nanos) {
    this.plan = plan;
    this.ways = plan.ways(store);
    this.store = store;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.pipeline =
        new Pipeline(
            plan.rules(),
            plan.procedures(),
            plan.switchboard(),
            plan.guards().drills(),
            store,
            plan.instruments().stream().map(StationPlan.Slot::id).collect(Collectors.toSet()));
    this.caughtUp = new CountDownLatch(plan.instruments().size());
    this.published = new Published(pipeline);
    this.dog = new Watchdog(plan.instruments(), ways.keySet(), plan.guards().freeBytes(), nanos);
    this.sinks = new Sinks(plan.sinks(), store, clock, nanos, this::trouble);
    this.guard = new Guard(plan, dog, sinks, this::guarded, clock);
    this.clockWatch = new ClockWatch(clock, nanos);
    this.nanos = nanos;
    this.judgedAt = nanos.getAsLong();
    this.control =
        new ControlRoom(
            plan.controls(),
            plan.safety(),
            store.states(),
            this::alarm,
            new Clerk(),
            clock,
            steady());
    this.reports =
        new RunReports(
            plan.procedures(),
            store,
            clock,
            this::settledRuns,
            plan.reporter(),
            REPORT,
            this::noReport);
    this.composer =
        new Composer(
            store,
            plan.links(),
            plan.rules().zone(),
            clock,
            this::snapshotChannels,
            id -> published.channel(id),
            this::limits,
            this::openAlarm,
            reports);
    this.senders =
        new Senders(ways, store, composer, dog, pipeline::desk, this::trouble, this::emit, clock);
  }

  /** Begins to watch. */
  public void start() {
    parkOrphans();
    for (var slot : plan.instruments()) {
      locked(() -> join(slot));
    }
    locked(() -> pipeline.begin(clock.instant()));
    for (var slot : plan.instruments()) {
      threads.add(Thread.ofVirtual().name("instrument " + slot.id()).start(() -> poll(slot)));
    }
    threads.add(Thread.ofVirtual().name("clock").start(this::clock));
    guard.start();
    senders.start();
    sinks.start();
    control.start();
  }

  /**
   * A cursor that is none of this instrument, whose kind was changed, is told; it starts afresh.
   */
  private void join(StationPlan.Slot slot) {
    var cursor = pipeline.join(slot.id(), slot.kind(), clock.instant());
    try {
      slot.instrument().resume(cursor);
    } catch (IllegalArgumentException e) {
      pipeline.fault(
          slot.id(),
          "its last position is of another kind of instrument; it starts as on its first run",
          clock.instant());
      slot.instrument().resume(Optional.empty());
    }
  }

  /** Waits until every instrument has caught up, at most so long. */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Entries for notifiers that the station file no longer has are parked, so that they are seen.
   */
  private void parkOrphans() {
    for (var entry : store.entries(OutboxEntry.State.WAITING, Integer.MAX_VALUE)) {
      if (!ways.containsKey(entry.notifier())) {
        store.park(
            entry,
            clock.instant(),
            "the station file has no notifier '" + entry.notifier() + "' any more");
      }
    }
  }

  private void poll(StationPlan.Slot slot) {
    boolean first = true;
    long next = System.nanoTime();
    while (!stopping) {
      boolean more = turn(slot);
      if (first && !more) {
        first = false;
        caughtUp.countDown();
      }
      if (!more) {
        next = Math.max(next + slot.every().toNanos(), System.nanoTime());
        pause(Duration.ofNanos(next - System.nanoTime()));
      }
    }
  }

  /**
   * One turn of an instrument. Whatever goes wrong in it is told, and never ends its watching.
   *
   * @return whether there is more to take at once
   */
  private boolean turn(StationPlan.Slot slot) {
    try {
      dog.turnBegins(slot.id());
      var turn = slot.instrument().turn(clock.instant());
      dog.turnEnds(slot.id());
      turn.scans().forEach(scan -> control.see(turn.channels(), scan.readings()));
      commit(() -> pipeline.take(slot.id(), turn, clock.instant()));
      return turn.more();
    } catch (RuntimeException e) {
      dog.turnEnds(slot.id());
      if (!stopping) {
        note(() -> pipeline.failed(slot.id(), why(e), clock.instant()));
      }
      return false;
    }
  }

  private void clock() {
    while (!stopping) {
      try {
        clockWatch.set().ifPresent(this::clockSet);
        commit(() -> pipeline.tick(clock.instant()));
        if (pipeline.outcome().ok()) {
          judgedAt = nanos.getAsLong();
        }
        dog.clockTicked();
      } catch (RuntimeException e) {
        note(() -> pipeline.fault("the clock of the rules", why(e), clock.instant()));
      }
      pause(TICK);
    }
  }

  private void clockSet(Duration by) {
    control.clockSet(by);
    note(() -> pipeline.clockSet(by, clock.instant()));
    senders.clockSet();
  }

  /** A step of the guard; it must not hang with the station. */
  private boolean guarded(BiConsumer<CallDesk, Instant> step, Duration atMost) {
    try {
      if (!lock.tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return stopping;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    try {
      var now = clock.instant();
      pipeline.atDesk(
          desk -> {
            step.accept(desk, now);
            return desk;
          });
      published.refresh(pipeline, now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Notes a failure; it is committed with the next step. */
  private void note(Runnable failure) {
    locked(
        () -> {
          failure.run();
          published.refresh(pipeline, clock.instant());
        });
  }

  private static String why(RuntimeException e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** Does a step that may commit; when the store cannot write, waits here until it can. */
  private void commit(Supplier<Optional<Pipeline.Committed>> step) {
    lock.lock();
    try {
      while (!stopping && !pipeline.outcome().ok() && !retry()) {
        dog.store(false);
        var nothing = moved.await(STORE_RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (stopping) {
        return;
      }
      dog.store(true);
      step.get().ifPresent(this::publish);
      published.refresh(pipeline, clock.instant());
    } catch (StoreUnavailable e) {
      dog.store(false);
      published.refresh(pipeline, clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean retry() {
    try {
      publish(pipeline.flush(clock.instant()));
      return true;
    } catch (StoreUnavailable e) {
      published.refresh(pipeline, clock.instant());
      return false;
    }
  }

  private void publish(Pipeline.Committed committed) {
    published.refresh(pipeline, clock.instant());
    published.committed(pipeline, committed.touched());
    if (!committed.touched().isEmpty()) {
      var touched = published.channels(committed.touched());
      // the instruments' own are there already; those derived of them are new
      control.see(
          touched.stream().map(ChannelStatus::channel).toList(),
          touched.stream().flatMap(each -> each.latest().stream()).toList());
      emit(new Change.Readings(touched));
    }
    if (!committed.notices().isEmpty()) {
      emit(new Change.Alarms(published.alarms()));
      committed
          .notices()
          .forEach(
              out -> store.told(out.notice().id()).ifPresent(told -> emit(new Change.Told(told))));
      senders.ring();
    }
    emit(new Change.Instruments(instruments()));
    if (shownRuns != pipeline.runs().version()) {
      shownRuns = pipeline.runs().version();
      emit(new Change.Runs(published.runs()));
    }
  }

  private void emit(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  private void pause(Duration length) {
    try {
      if (length.isPositive() && !stopping) {
        Thread.sleep(length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void locked(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return plan.rules().station();
  }

  @Override
  public ZoneId zone() {
    return plan.rules().zone();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public boolean ready() {
    return caughtUp.getCount() == 0;
  }

  @Override
  public List<InstrumentStatus> instruments() {
    return published.instruments();
  }

  @Override
  public List<ChannelStatus> channels() {
    return published.channels();
  }

  @Override
  public List<AlarmStatus> alarms() {
    return published.alarms();
  }

  @Override
  public List<RuleStatus> rules() {
    return published.rules();
  }

  @Override
  public List<OutboxStore.Told> notices(int limit) {
    return store.told(limit);
  }

  @Override
  public OutboxStore.Count outbox() {
    return store.count();
  }

  @Override
  public List<SinkStatus> sinks() {
    return sinks.statuses();
  }

  @Override
  public StoreStatus store() {
    var outcome = published.outcome();
    return new StoreStatus(
        outcome.ok(), outcome.reason(), store.bytes(), outcome.readings(), outcome.at());
  }

  @Override
  public List<String> snapshotSets() {
    return plan.rules().snapshotSets().stream().map(SnapshotSet::name).toList();
  }

  @Override
  public void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink) {
    store.read(channel, from, to, sink);
  }

  @Override
  public List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points) {
    return store.trend(channel, from, to, points);
  }

  @Override
  public AutoCloseable subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private List<ChannelStatus> snapshotChannels(String name) {
    return plan
        .rules()
        .snapshotSet(name)
        .map(set -> set.select(published.channelIds()).toList())
        .orElse(List.of())
        .stream()
        .flatMap(id -> published.channel(id).stream())
        .toList();
  }

  private List<Double> limits(Notice notice) {
    return notice
        .rule()
        .flatMap(name -> plan.rules().rule(name))
        .flatMap(
            rule ->
                notice
                    .about()
                    .flatMap(about -> published.channel(about.channel()))
                    .map(status -> rule.limits(status.channel().unit())))
        .orElse(List.of());
  }

  private Optional<String> openAlarm(Notice notice) {
    return published.alarms().stream()
        .filter(alarm -> notice.rule().filter(alarm.rule()::equals).isPresent())
        .filter(alarm -> alarm.acknowledged().isEmpty())
        .map(AlarmStatus::id)
        .findFirst();
  }

  @Override
  public void acknowledge(String id, String who, String note) {
    act(
        now -> {
          pipeline.atDesk(
              desk -> {
                desk.acknowledge(id, new Acknowledgement(who, now, note), now);
                return id;
              });
          return id;
        });
  }

  @Override
  public Shelf shelve(String id, Duration length, String who, String why) {
    return act(now -> pipeline.atDesk(desk -> desk.shelve(id, now.plus(length), who, why, now)));
  }

  @Override
  public Shelf unshelve(String id, String who) {
    return act(now -> pipeline.atDesk(desk -> desk.unshelve(id, who, now)));
  }

  @Override
  public List<String> modes() {
    return plan.rules().modes();
  }

  @Override
  public void mode(String name, String who, String why) {
    act(
        now -> {
          pipeline.mode(name, who, why, now);
          return name;
        });
  }

  @Override
  public ProcedureBook procedures() {
    return plan.procedures();
  }

  @Override
  public List<RunView> runs() {
    return published.runs();
  }

  /** The runs once a commit that is under way has been shown. */
  private List<RunView> settledRuns() {
    lock.lock();
    try {
      return published.runs();
    } finally {
      lock.unlock();
    }
  }

  private void noReport(String run, String why) {
    journal(
        new JournalEntry(
            clock.instant(),
            "report",
            run,
            "the report of this run could not be made (" + why + "); the message went without it"));
  }

  @Override
  public List<Attachment> report(String run) {
    return reports.of(run);
  }

  @Override
  public StartedRun startProcedure(
      String name, Optional<String> fridge, Map<String, String> with, String comment, String who) {
    var started = new AtomicReference<Runs.Started>();
    var done =
        act(
            now -> {
              pipeline.atRuns(
                  runs -> {
                    var given = runs.start(name, fridge, with, comment, who, now);
                    started.set(given);
                    return given.effects();
                  },
                  now);
              return Objects.requireNonNull(started.get());
            });
    return new StartedRun(shown(done.run()), done.warnings());
  }

  @Override
  public RunView changeRun(Optional<String> id, RunChange change, String who, String why) {
    return shown(
        act(
            now -> {
              var run = pipeline.runs().find(id);
              pipeline.atRuns(
                  runs ->
                      switch (change) {
                        case STOP -> runs.stop(run, who, why, now);
                        case PAUSE -> runs.pause(run, who, why, now);
                        case RESUME -> runs.resume(run, who, why, now);
                        case SKIP -> runs.skip(run, who, why, now);
                      },
                  now);
              return run;
            }));
  }

  /** One that ended at once, and is worth no record, is shown as it began. */
  private RunView shown(Run run) {
    return runs().stream()
        .filter(view -> view.run().id().equals(run.id()))
        .findFirst()
        .orElseGet(
            () -> new RunView(run, pipeline.runs().title(run), List.of(), List.of(), Map.of()));
  }

  /** Does what a person asked for, and commits it. */
  private <T> T act(Function<Instant, T> step) {
    return now(
        now -> {
          var done = step.apply(now);
          try {
            publish(pipeline.flush(now));
          } catch (StoreUnavailable e) {
            throw new StoreUnavailable(
                e.getMessage()
                    + "; what you asked for is done, and kept as soon as it can be written: do not"
                    + " ask again",
                e);
          }
          emit(new Change.Alarms(published.alarms()));
          return done;
        });
  }

  @Override
  public ControlView control() {
    return control;
  }

  private SteadyClock steady() {
    return new SteadyClock() {
      @Override
      public long nanos() {
        return nanos.getAsLong();
      }

      @Override
      public void rest(Duration length) {
        SteadyClock.SYSTEM.rest(length);
      }
    };
  }

  /** For interlocks: what was shown last, as long as the rules are judged at all. */
  private Truth alarm(String rule, Duration stale) {
    // before all have caught up, rules speak of the past
    if (!ready() || nanos.getAsLong() - judgedAt > stale.toNanos()) {
      return Truth.UNKNOWN;
    }
    if (published.alarms().stream().anyMatch(each -> each.rule().equals(rule) && each.isActive())) {
      return Truth.TRUE;
    }
    return published.rules().stream()
        .filter(each -> each.name().equals(rule))
        .findFirst()
        .map(each -> each.unknownBecause().isPresent() ? Truth.UNKNOWN : Truth.FALSE)
        .orElse(Truth.UNKNOWN);
  }

  /** What the control room wants done under the station's lock. */
  private final class Clerk implements ControlRoom.Clerk {
    @Override
    public void keep(String key, String before, String after, List<JournalEntry> entries) {
      now(
          now -> {
            pipeline.state(key, after);
            entries.forEach(entry -> pipeline.journal(entry, now));
            try {
              publish(pipeline.flush(now));
            } catch (StoreUnavailable e) {
              pipeline.state(key, before);
              var back = "it was not done, since it could not be written down: " + e.getMessage();
              entries.forEach(
                  entry ->
                      pipeline.journal(
                          new JournalEntry(now, entry.kind(), entry.subject(), back), now));
              throw e;
            }
            return key;
          });
    }

    @Override
    public void write(JournalEntry entry) {
      now(
          now -> {
            pipeline.journal(entry, now);
            publish(pipeline.flush(now));
            return entry;
          });
    }

    @Override
    public Guard.Steps desk() {
      return Station.this::guarded;
    }
  }

  @Override
  public List<Shelf> shelves() {
    return published.shelves();
  }

  @Override
  public List<Switchboard.Call> who(Severity severity) {
    return plan.switchboard().who(severity, clock.instant());
  }

  @Override
  public int settleParked(boolean again, String who) {
    var now = clock.instant();
    int settled = store.settleParked(again, now);
    var what = settled + " notices that were refused: " + (again ? "tried again" : "dismissed");
    journal(new JournalEntry(now, "outbox", who, what));
    senders.ring();
    return settled;
  }

  @Override
  public Optional<LinkedAlarm> linked(String token) {
    return plan.links()
        .alarm(token, clock.instant())
        .map(
            id ->
                new LinkedAlarm(
                    id, alarms().stream().filter(alarm -> alarm.id().equals(id)).findFirst()));
  }

  @Override
  public StoredSnapshot snapshot(String label, Optional<String> set) {
    var name =
        set.or(() -> snapshotSets().stream().findFirst())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the station file has no snapshot set; add one under 'snapshots:'"));
    return now(
        now -> {
          var taken = pipeline.snapshot(label, name, now);
          publish(pipeline.flush(now));
          return taken;
        });
  }

  /**
   * Does a step at once, for a person who waits.
   *
   * @throws StoreUnavailable when the store cannot write; what was asked for is done when it can
   */
  private <T> T now(Function<Instant, T> step) {
    lock.lock();
    try {
      return step.apply(clock.instant());
    } finally {
      published.refresh(pipeline, clock.instant());
      lock.unlock();
    }
  }

  @Override
  public Notice testNotice(Optional<String> route) {
    var routes =
        plan.switchboard().routes().stream()
            .filter(each -> route.isEmpty() || route.get().equals(each.name()))
            .toList();
    if (routes.isEmpty()) {
      throw new IllegalArgumentException(
          route
              .map(name -> "there is no route '" + name + "'; the station file has ")
              .orElse("the station file has no routes: ")
              .concat(plan.switchboard().routes().stream().map(Route::name).toList().toString()));
    }
    var recipients = new LinkedHashSet<String>();
    routes.forEach(each -> recipients.addAll(each.to()));
    return now(
        now -> {
          var notice =
              new Notice(
                  NoticeId.of(name(), "test", route.orElse("all"), now, "0"),
                  now,
                  name(),
                  Notice.Kind.TEST,
                  Severity.INFO,
                  "Test notice from " + name(),
                  "If you can read this, messages of this station reach you. No action is needed.",
                  Optional.empty(),
                  Optional.empty(),
                  false);
          pipeline.send(notice, List.copyOf(recipients), now);
          publish(pipeline.flush(now));
          return notice;
        });
  }

  /** Tells of something that failed outside the station's own parts. */
  public void trouble(String part, String why) {
    note(() -> pipeline.fault(part, why, clock.instant()));
  }

  /** Stops taking turns, commits what is pending, and stops sending. */
  @Override
  public void close() {
    stopping = true;
    guard.stop();
    control.stop();
    senders.stop();
    sinks.stop();
    locked(moved::signalAll);
    threads.forEach(Thread::interrupt);
    threads.forEach(Station::join);
    senders.close();
    sinks.close();
    locked(
        () -> {
          try {
            var last = pipeline.flush(clock.instant());
          } catch (StoreUnavailable e) {
            // the rows are still in their source; they are read again from the committed cursor
          }
        });
    closeInstruments();
  }

  /** All at once: each may wait for a device, and together they are to be quick. */
  private void closeInstruments() {
    var closing =
        plan.instruments().stream()
            .map(slot -> Thread.ofVirtual().name("close " + slot.id()).start(() -> close(slot)))
            .toList();
    closing.forEach(Station::join);
  }

  private static void close(StationPlan.Slot slot) {
    try {
      slot.instrument().close();
    } catch (RuntimeException e) {
      // the station ends, whatever a driver makes of it
    }
  }

  private static void join(Thread thread) {
    try {
      var ended = thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a line into the journal with the next commit. */
  public void journal(JournalEntry entry) {
    locked(() -> pipeline.journal(entry, clock.instant()));
  }
}
