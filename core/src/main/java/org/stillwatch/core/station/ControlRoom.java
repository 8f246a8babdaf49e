package org.stillwatch.core.station;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.control.CommandDesk;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.interlock.Alarms;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseDesk;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.lease.LeaseStep;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * Where instruments are commanded from: by people, by programs, and by interlocks.
 *
 * <p>The thread that judges the interlocks waits for nothing: not for the store, not for the lock
 * of the station, not for a device. So it goes on when any of these hangs; and when it hangs
 * itself, the process that guards an instrument's outputs hears no more of it, and acts.
 */
final class ControlRoom implements ControlView {

  /** Interlocks are judged so often. */
  private static final Duration JUDGE = Duration.ofMillis(200);

  private static final Duration UPKEEP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String INTERLOCK = "interlock ";
  private static final String GUARD = "guard ";
  private static final String LEASE = "lease ";
  private static final String JUDGING = "interlocks";
  private static final int ID_LETTERS = 12;
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  /** What the station does for the control room. */
  interface Clerk {

    /**
     * Makes a state and what happened durable.
     *
     * @throws StoreUnavailable when that cannot be written; then the state is as before
     */
    void keep(String key, String before, String after, List<JournalEntry> entries);

    /** Makes a line of the journal durable, or throws and keeps it until it can be written. */
    void write(JournalEntry entry);

    /** A step at the desk where people are told. */
    Guard.Steps desk();
  }

  private final Map<String, Controls> instruments;
  private final Interlocks interlocks;
  private final LeaseDesk leases;
  private final CommandDesk commands;
  private final Forcing forcing;
  private final Alarms alarms;
  private final Clerk clerk;
  private final InstantSource wall;
  private final SteadyClock clock;
  private final Instant origin;
  private final long originNanos;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Wrong> toldOf = new TreeMap<>();
  private final Map<String, Long> unguardedSince = new TreeMap<>();

  /** What interlocks began to force since people were told last, and why. */
  private final Map<String, String> forced = new ConcurrentHashMap<>();

  private final Map<String, AtomicReference<String>> notAlive = new ConcurrentHashMap<>();
  private final AtomicReference<String> notJudged = new AtomicReference<>("");
  private final AtomicReference<String> notKept = new AtomicReference<>("");
  private volatile long judgedAt;
  private volatile boolean stopping;

  /**
   * @param instruments that may be commanded
   * @param stored the states of the station as they were committed
   */
  ControlRoom(
      Map<String, Controls> instruments,
      Safety safety,
      Map<String, String> stored,
      Alarms alarms,
      Clerk clerk,
      InstantSource wall,
      SteadyClock clock) {
    this.instruments = new TreeMap<>(instruments);
    this.alarms = alarms;
    this.clerk = clerk;
    this.wall = wall;
    this.clock = clock;
    this.origin = wall.instant();
    this.originNanos = clock.nanos();
    this.judgedAt = originNanos;
    this.interlocks = new Interlocks(safety.interlocks(), stored, origin);
    this.leases =
        new LeaseDesk(
            instruments.keySet(), stored, this::keepLease, newIds(), this::leaseChanged, this::now);
    this.commands = new CommandDesk(instruments, safety.limits(), new Checks(), clerk::write, wall);
    this.forcing = new Forcing(instruments, commands, clock);
  }

  /** The time by a clock that never jumps; that on the wall as long as nobody sets it. */
  private Instant now() {
    return origin.plusNanos(clock.nanos() - originNanos);
  }

  private static Supplier<String> newIds() {
    var random = new SecureRandom();
    return () -> {
      var id = new StringBuilder();
      for (int i = 0; i < ID_LETTERS; i++) {
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      return id.toString();
    };
  }

  private final class Checks implements CommandDesk.Gates {
    @Override
    public Optional<String> lease(String instrument, Optional<String> lease) {
      return leases.refusal(instrument, lease);
    }

    @Override
    public Optional<String> interlock(String instrument) {
      return mayNotRise(instrument);
    }
  }

  void start() {
    if (instruments.isEmpty() && interlocks.shown(wall.instant(), now()).isEmpty()) {
      return;
    }
    instruments.forEach((id, controls) -> controls.hear(news -> guardSays(id, news)));
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("interlocks")
            .start(() -> loop(JUDGE, this::judge, notJudged)));
    threads.add(Thread.ofVirtual().name("leases").start(() -> loop(UPKEEP, this::upkeep, notKept)));
  }

  /**
   * The next step may work; a judgement that fails sends no sign of life, so a guard acts.
   *
   * @param failed where a failure is kept until a step works
   */
  private void loop(Duration every, Runnable step, AtomicReference<String> failed) {
    while (!stopping) {
      try {
        step.run();
        failed.set("");
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        failed(failed, e);
      }
      clock.rest(every);
    }
  }

  /** Written down once, as long as it is the same several times a second. */
  private void failed(AtomicReference<String> failed, Throwable e) {
    if (!failed.getAndSet(e.toString()).equals(e.toString())) {
      journalSoon(
          "fault", "control", "a step failed in a way it should not (" + e + "); it goes on");
    }
  }

  /** Channels that were declared, and readings straight from an instrument. */
  void see(Collection<Channel> channels, Collection<Reading> readings) {
    interlocks.declare(channels);
    interlocks.see(readings, wall.instant(), now());
  }

  void clockSet(Duration by) {
    interlocks.clockSet(by);
  }

  /** Judges the interlocks and orders what they force. */
  private void judge() {
    var changes = interlocks.tick(alarms, now());
    forcing.orders(interlocks.orders(wall.instant(), now()));
    for (var change : changes) {
      if (change.interlock().kind() == Interlock.Kind.FORCE && change.state().engaged()) {
        forced.put(change.interlock().name(), change.why());
      }
    }
    instruments.forEach(this::alive);
    judgedAt = clock.nanos();
    for (var change : changes) {
      journalSoon(
          "interlock",
          change.interlock().name(),
          switch (change.interlock().kind()) {
                case PERMIT ->
                    change.state().engaged() ? "permits: " : "does not permit any more: ";
                case FORCE -> change.state().engaged() ? "forces: " : "does not force any more: ";
              }
              + change.why());
    }
  }

  /** A driver that fails at this has no sign of life, and all others have theirs. */
  private void alive(String instrument, Controls controls) {
    try {
      controls.alive(interlocks.isArmed(instrument, wall.instant()));
      notAlive.remove(instrument);
    } catch (RuntimeException e) {
      failed(notAlive.computeIfAbsent(instrument, each -> new AtomicReference<>("")), e);
    }
  }

  /** Whatever the store does, the judging goes on. */
  private void journalSoon(String kind, String subject, String text) {
    var entry = new JournalEntry(wall.instant(), kind, subject, text);
    var writing =
        Thread.ofVirtual().name("journal of " + kind + "s").start(() -> writeOrKeep(entry));
  }

  private void writeOrKeep(JournalEntry entry) {
    try {
      clerk.write(entry);
    } catch (StoreUnavailable e) {
      // kept until it can be written
    }
  }

  private void upkeep() {
    leases.tick();
    var wrong = new TreeMap<String, Wrong>();
    if (clock.nanos() - judgedAt > PATIENCE.toNanos()) {
      wrong.put(
          JUDGING,
          new Wrong(
              Severity.CRITICAL,
              "The interlocks are not judged",
              "nothing is forced, and what has a guard is left to it"
                  + (notJudged.get().isEmpty() ? "" : ": " + notJudged.get())));
    }
    // also what was over before anybody looked
    var forcedNow = Map.copyOf(forced);
    for (var each : interlocks.shown(wall.instant(), now())) {
      wrong(each, forcedNow)
          .ifPresent(found -> wrong.put(INTERLOCK + each.interlock().name(), found));
    }
    instruments.forEach(
        (id, controls) ->
            unguarded(id, controls)
                .ifPresent(
                    why ->
                        wrong.put(
                            GUARD + id,
                            new Wrong(
                                Severity.CRITICAL,
                                "Nobody guards the outputs of " + id,
                                why
                                    + "; as long as that lasts, only hardware protects them when"
                                    + " the station fails"))));
    if (clerk.desk().step((desk, at) -> tell(desk, wrong, at), PATIENCE)) {
      forcedNow.forEach(forced::remove);
    }
  }

  /** A guard that has just been started, or is started again, needs a moment. */
  private Optional<String> unguarded(String id, Controls controls) {
    var why =
        notAlive.containsKey(id)
            ? Optional.of("its driver fails in a way it should not")
            : controls.unguarded();
    if (why.isEmpty()) {
      unguardedSince.remove(id);
      return why;
    }
    long since = unguardedSince.computeIfAbsent(id, each -> clock.nanos());
    return why.filter(clause -> clock.nanos() - since >= PATIENCE.toNanos());
  }

  /** Something that people must know of. */
  private record Wrong(Severity severity, String title, String text) {}

  private Optional<Wrong> wrong(Interlocks.Shown shown, Map<String, String> forced) {
    var name = shown.interlock().name();
    var instrument = shown.interlock().instrument();
    if (shown.armed()
        && isForcing(shown)
        && (shown.state().engaged() || forced.containsKey(name))) {
      var done =
          forcing
              .last(instrument)
              .map(last -> CommandDesk.safety(last.outcome()))
              .orElse("it is being done");
      return Optional.of(
          new Wrong(
              Severity.CRITICAL,
              "Interlock " + name + " forces " + instrument + " down",
              forced.getOrDefault(name, shown.why()) + "; " + done));
    }
    if (!instruments.containsKey(instrument)) {
      return Optional.of(
          new Wrong(
              Severity.CRITICAL,
              "Interlock " + name + " can do nothing",
              instrument + " cannot be commanded; expected an instrument that has outputs"));
    }
    if (shown.aside().isPresent()) {
      return Optional.of(
          new Wrong(
              Severity.WARNING,
              "Interlock " + name + " is put aside",
              "it does nothing for " + instrument + ": " + shown.aside().get()));
    }
    if (shown.proof().isEmpty() && shown.armed()) {
      return Optional.of(
          new Wrong(
              Severity.CRITICAL,
              "Interlock " + name + " failed its proof",
              "it forces as well as it can, and outputs of "
                  + instrument
                  + " may not rise before: stillwatch interlock prove "
                  + name));
    }
    if (shown.proof().isEmpty()) {
      return Optional.of(
          new Wrong(
              Severity.WARNING,
              "Interlock " + name + " is not armed",
              shown.why()
                  + "; outputs of "
                  + instrument
                  + " may not rise before: stillwatch interlock prove "
                  + name));
    }
    return shown
        .due()
        .filter(due -> !due.isAfter(wall.instant()))
        .map(
            due ->
                new Wrong(
                    Severity.WARNING,
                    "The proof of interlock " + name + " is overdue",
                    "it was last proven at "
                        + shown.proof().map(proof -> proof.at().toString()).orElse("")
                        + "; it goes on to work, prove it again: stillwatch interlock prove "
                        + name));
  }

  private static boolean isForcing(Interlocks.Shown shown) {
    return shown.interlock().kind() == Interlock.Kind.FORCE;
  }

  private void tell(CallDesk desk, Map<String, Wrong> wrong, Instant at) {
    // another thing wrong with the same interlock takes the place of the one before
    toldOf.forEach(
        (part, before) -> {
          var now = wrong.get(part);
          if (now == null || !now.title().equals(before.title())) {
            desk.right(part, right(part, before), at);
          }
        });
    wrong.forEach(
        (part, found) ->
            desk.wrong(part, found.severity(), found.title(), found.text(), Set.of(), at));
    var known = new HashSet<String>();
    interlocks
        .shown(wall.instant(), now())
        .forEach(each -> known.add(INTERLOCK + each.interlock().name()));
    instruments.keySet().forEach(id -> known.add(GUARD + id));
    known.add(JUDGING);
    desk.forget(
        key ->
            (key.startsWith(INTERLOCK) || key.startsWith(GUARD) || key.equals(JUDGING))
                && (!known.contains(key) || (!wrong.containsKey(key) && !toldOf.containsKey(key))),
        at);
    toldOf.clear();
    toldOf.putAll(wrong);
  }

  private static String right(String part, Wrong before) {
    return part.startsWith(GUARD)
        ? "The outputs of " + part.substring(GUARD.length()) + " are guarded again"
        : "Over: " + before.title();
  }

  private void keepLease(
      String instrument, String key, String before, String after, List<LeaseStep.Change> changes) {
    clerk.keep(
        key,
        before,
        after,
        changes.stream()
            .map(change -> new JournalEntry(wall.instant(), "lease", instrument, words(change)))
            .toList());
  }

  private static String words(LeaseStep.Change change) {
    var lease = change.lease();
    return switch (change) {
      case LeaseStep.Change.Given given ->
          lease.shown() + " has it, by " + lease.mode().word() + " until " + lease.deadline();
      case LeaseStep.Change.Queued queued -> lease.shown() + " waits for it";
      case LeaseStep.Change.Ended(var ended, var how) ->
          switch (how) {
            case GIVEN_BACK -> ended.shown() + " gave it back";
            case OVER -> "the time of " + ended.shown() + " is over";
            case LOST ->
                ended.shown()
                    + " did not show any more that it lives; on that: "
                    + ended.ifLost().word();
            case STOPPED_WAITING -> ended.shown() + " waits no longer";
          };
      case LeaseStep.Change.Broken(var broken, var by, var why) ->
          by + " took it from " + broken.shown() + ": " + why;
    };
  }

  /** Made durable before the guard hears that it was noted. */
  private void guardSays(String instrument, Controls.News news) {
    clerk.write(new JournalEntry(wall.instant(), "guard", instrument, news.text()));
    if (news.own()) {
      tellOf(GUARD + instrument, "The guard of " + instrument + " acted by itself", news.text());
    }
  }

  private void leaseChanged(String instrument, LeaseStep.Change change) {
    switch (change) {
      case LeaseStep.Change.Ended(Lease lease, LeaseStep.How how) -> {
        if (how == LeaseStep.How.LOST) {
          if (lease.ifLost() == Lease.IfLost.RAMP_DOWN) {
            forcing.once(instrument, "the lost lease of " + lease.owner(), lease.purpose());
          }
          tellOf(LEASE + instrument, "The owner of " + instrument + " has vanished", words(change));
        }
      }
      case LeaseStep.Change.Broken broken ->
          tellOf(LEASE + instrument, "The lease of " + instrument + " was broken", words(change));
      case LeaseStep.Change.Given given -> {
        // no news for others
      }
      case LeaseStep.Change.Queued queued -> {
        // no news for others
      }
    }
  }

  private void tellOf(String part, String title, String text) {
    var telling =
        Thread.ofVirtual()
            .name("tell of " + part)
            .start(
                () -> {
                  var told =
                      clerk
                          .desk()
                          .step(
                              (desk, at) -> desk.once(part, Severity.WARNING, title, text, at),
                              PATIENCE);
                });
  }

  void stop() {
    stopping = true;
    forcing.stop();
    threads.forEach(Thread::interrupt);
  }

  @Override
  public List<Setting> settings() {
    return commands.settings();
  }

  @Override
  public Optional<Double> present(Setting setting) {
    return commands.present(setting);
  }

  @Override
  public List<CommandDesk.Carried> command(Command command) {
    return commands.carryOut(command);
  }

  @Override
  public Outcome makeSafe(String instrument, String who, String why) {
    return commands.makeSafe(instrument, who, why);
  }

  @Override
  public Optional<String> mayNotRise(String instrument) {
    return interlocks.refusal(instrument, wall.instant(), now());
  }

  @Override
  public List<LeaseDesk.Shown> leases() {
    return leases.shown();
  }

  @Override
  public LeaseDesk.Ticket takeLease(String instrument, LeaseRequest request) {
    return leases.take(instrument, request);
  }

  @Override
  public LeaseDesk.Ticket breakLease(String instrument, LeaseRequest request, String why) {
    return leases.breakGlass(instrument, request, why);
  }

  @Override
  public LeaseDesk.Ticket beatLease(String instrument, String id) {
    return leases.beat(instrument, id);
  }

  @Override
  public void releaseLease(String instrument, String id) {
    leases.release(instrument, id);
  }

  @Override
  public List<Interlocks.Shown> interlocks() {
    return interlocks.shown(wall.instant(), now());
  }

  @Override
  public Proof prove(String interlock, String who, boolean confirmed) {
    var proof =
        new ProofRun(interlocks, instruments, forcing, this::mayNotRise, wall, this::now, clock)
            .run(interlock, who, confirmed);
    if (stopping) {
      throw new IllegalArgumentException(
          "the station ends; the proof of interlock '" + interlock + "' says nothing, repeat it");
    }
    interlocks.proven(
        interlock,
        proof,
        (key, before, after) ->
            keepState(
                key,
                before,
                after,
                interlock,
                who
                    + (proof.passed() ? " proved it: " : " could not prove it, it is not armed: ")
                    + String.join("; ", proof.stages())));
    return proof;
  }

  @Override
  public void aside(String interlock, String who, String why, Duration length) {
    if (why.isBlank()) {
      throw new IllegalArgumentException(
          "nobody said why interlock '" + interlock + "' is to be put aside; expected a reason");
    }
    if (!length.isPositive() || length.compareTo(Interlocks.LONGEST_ASIDE) > 0) {
      throw new IllegalArgumentException(
          length + " is no while to put an interlock aside; expected more than 0 to 31d");
    }
    aside(interlock, who, why, wall.instant().plus(length));
  }

  @Override
  public void again(String interlock, String who, String why) {
    aside(interlock, who, why, Instant.EPOCH);
  }

  private void aside(String interlock, String who, String why, Instant until) {
    interlocks.aside(
        interlock,
        who,
        why,
        until,
        (key, before, after) ->
            keepState(
                key,
                before,
                after,
                interlock,
                until.equals(Instant.EPOCH)
                    ? who + " lets it work again"
                    : who + " put it aside until " + until + ": " + why));
  }

  private void keepState(String key, String before, String after, String interlock, String text) {
    clerk.keep(
        key,
        before,
        after,
        List.of(new JournalEntry(wall.instant(), "interlock", interlock, text)));
  }
}
