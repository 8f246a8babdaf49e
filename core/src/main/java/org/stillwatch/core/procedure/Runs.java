package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillwatch.core.alarm.Clocked;
import org.stillwatch.core.alarm.Effect;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.condition.BoundCondition;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.JournalEntry;

/**
 * The runs of procedures of a station: starts them, steps them with the rows and the clock of the
 * {@link Watch}, and ends them. What runs must remember is text in the watch's changes.
 *
 * <p>Used by one thread at a time.
 */
public final class Runs implements Clocked {

  /** No more than so many runs start each other at one instant: that would never end. */
  private static final int MOST_AT_ONCE = 5;

  private final ProcedureBook book;
  private final Watch watch;
  private final Settings settings;
  private final KeptRuns kept;
  private final Triggers triggers;
  private final RunWords words;
  private final Deeds deeds;
  private final Map<Condition, BoundCondition> bound = new HashMap<>();
  private final Around around;

  /** How many runs have started each other in the present step. */
  private int chain;

  /** Active runs that were there before this program started, to be told of at the first step. */
  private final Set<String> resumed = new LinkedHashSet<>();

  /** Knows what may be set. */
  public interface Settings {

    /**
     * @throws IllegalArgumentException with one sentence when this channel cannot be set so
     */
    void check(ChannelId channel, String value);
  }

  /**
   * @param watch which steps the runs from now on
   * @param settings what may be set
   * @param restored the states of {@link Watch#takeChanges}, as they were committed
   */
  public Runs(ProcedureBook book, Watch watch, Settings settings, Map<String, String> restored) {
    this.book = book;
    this.watch = watch;
    this.settings = settings;
    this.kept = new KeptRuns(book, restored, watch::keep);
    this.triggers = new Triggers(book.triggers(), restored, watch::keep);
    this.words = new RunWords(book);
    this.deeds = new Deeds(watch, words, kept, settings);
    this.around = new Around(watch.facts());
    kept.active().forEach(run -> resumed.add(run.id()));
    lookBack();
    watch.join(this);
  }

  /** What conditions may ask of the past is kept before anyone asks. */
  private void lookBack() {
    for (var procedure : book.procedures()) {
      for (var fridge : book.fridges()) {
        try {
          watch.lookBack(procedure.usual(fridge).windows());
        } catch (ProcedureProblem e) {
          // said where the station file is checked
        }
      }
    }
    book.triggers().forEach(trigger -> watch.lookBack(trigger.when().windows()));
    kept.active()
        .forEach(run -> kept.program(run).ifPresent(program -> watch.lookBack(program.windows())));
  }

  private final class Around implements Surroundings {
    private Facts facts;

    Around(Facts facts) {
      this.facts = facts;
    }

    @Override
    public Facts facts() {
      return facts;
    }

    @Override
    public Optional<Channel> channel(ChannelId id) {
      return watch.channel(id);
    }

    @Override
    public BoundCondition bound(Condition condition) {
      return bound.computeIfAbsent(condition, each -> each.bind(watch::channel));
    }

    @Override
    public ZoneId zone() {
      return book.zone();
    }
  }

  /**
   * What starting gave.
   *
   * @param warnings what a person should know, each one sentence
   */
  public record Started(Run run, List<String> warnings, List<Effect> effects) {
    public Started {
      warnings = List.copyOf(warnings);
      effects = List.copyOf(effects);
    }
  }

  /**
   * Starts a procedure.
   *
   * @param fridge on which; empty: the usual one
   * @param given values by parameter; for others the usual ones
   * @param comment may be empty
   * @throws IllegalArgumentException with one sentence when it cannot start
   */
  public Started start(
      String name,
      Optional<String> fridge,
      Map<String, String> given,
      String comment,
      String who,
      Instant now) {
    return start(name, fridge, given, comment, who, now, true);
  }

  /**
   * @param byPerson who sees only what has been read; conditions go by the rows
   */
  private Started start(
      String name,
      Optional<String> fridge,
      Map<String, String> given,
      String comment,
      String who,
      Instant now,
      boolean byPerson) {
    var procedure = book.procedure(name);
    var on = book.fridge(fridge);
    var arguments = Program.arguments(procedure, on, given);
    var remark = comment.strip();
    var program = Program.of(procedure, on, arguments, remark);
    around.facts = watch.facts(now);
    var check = new StartCheck(book, watch, around, settings);
    check.free(procedure, on, kept.active());
    check.complete(program);
    if (byPerson) {
      check.current(program, now);
    }
    var run =
        new Run(
            id(name, on, now),
            name,
            on.name(),
            arguments,
            remark,
            who,
            now,
            RunStep.begin(program, 0, now),
            List.of(),
            Optional.empty());
    var warnings = check.reached(program);
    watch.lookBack(program.windows());
    kept.put(run);
    var effects = new ArrayList<Effect>();
    for (int i = 0; i < warnings.size(); i++) {
      effects.add(new Effect.Tell(words.warning(run, warnings.get(i), now, i)));
    }
    note(run, "started by " + who + with(arguments, remark), now, effects);
    boolean grown = kept.track(run, program.tracked(), around.facts(), now);
    step(run, now, now, grown, effects);
    return new Started(kept.get(run.id()).orElse(run), warnings, effects);
  }

  private String id(String name, Fridge fridge, Instant now) {
    int n = 0;
    String id;
    do {
      id = NoticeId.of(book.station(), "run " + name, fridge.name(), now, Integer.toString(n++));
    } while (kept.get(id).isPresent());
    return id;
  }

  private static String with(Map<String, String> arguments, String comment) {
    var text =
        arguments.entrySet().stream()
            .map(argument -> ", " + argument.getKey() + " = " + argument.getValue())
            .collect(Collectors.joining());
    return comment.isEmpty() ? text : text + "; " + comment;
  }

  /**
   * The run that is meant.
   *
   * @param id of a run, the name of its procedure or of its fridge; empty: the only one
   * @throws IllegalArgumentException with one sentence when there is none, or more than one
   */
  public Run find(Optional<String> id) {
    var active = kept.active();
    var found =
        active.stream()
            .filter(
                run ->
                    id.isEmpty()
                        || id.get().equals(run.id())
                        || id.get().equals(run.procedure())
                        || id.get().equals(run.fridge()))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new IllegalArgumentException(
        active.isEmpty()
            ? "no procedure is running"
            : found.isEmpty()
                ? "no run '" + id.orElse("") + "' is active; there is " + list(active)
                : "several procedures are running; say which: " + list(found));
  }

  private static String list(List<Run> some) {
    return some.stream()
        .map(run -> run.procedure() + " on " + run.fridge() + " (" + run.id() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Ends a run. */
  public List<Effect> stop(Run run, String who, String why, Instant now) {
    var effects = new ArrayList<Effect>();
    var reason = "stopped by " + who + because(why);
    end(run.ended(new Run.End(now, Run.How.STOPPED, reason, "")), now, effects);
    return effects;
  }

  /**
   * Holds a run where it is; its waiting times stand still.
   *
   * @throws IllegalArgumentException with one sentence when it is paused already
   */
  public List<Effect> pause(Run run, String who, String why, Instant now) {
    if (run.at().paused().isPresent()) {
      throw new IllegalArgumentException(title(run) + " is paused already");
    }
    kept.put(run.at(run.at().paused(Optional.of(now))));
    return noted(run, "paused", who, why, now);
  }

  /**
   * Goes on with a paused run.
   *
   * @throws IllegalArgumentException with one sentence when it is not paused
   */
  public List<Effect> resume(Run run, String who, String why, Instant now) {
    var since =
        run.at()
            .paused()
            .orElseThrow(() -> new IllegalArgumentException(title(run) + " is not paused"));
    var length = Duration.between(since, now);
    var effects = noted(run, "resumed", who, why, now);
    around.facts = watch.facts(now);
    goOn(now, effects);
    kept.get(run.id())
        .filter(Run::isActive)
        .ifPresent(
            found -> {
              var at = found.at().shifted(length.isNegative() ? Duration.ZERO : length).afresh();
              step(found.at(at.paused(Optional.empty())), now, now, false, effects);
            });
    return effects;
  }

  /**
   * Goes to the next step. Messages that follow a wait tell that it was met: they are left out with
   * it.
   *
   * @throws IllegalArgumentException with one sentence when it is paused
   */
  public List<Effect> skip(Run run, String who, String why, Instant now) {
    if (run.at().paused().isPresent()) {
      throw new IllegalArgumentException(title(run) + " is paused; resume it first");
    }
    var effects = noted(run, "step skipped", who, why, now);
    around.facts = watch.facts(now);
    goOn(now, effects);
    kept.get(run.id())
        .filter(Run::isActive)
        .ifPresent(found -> kept.program(found).ifPresent(p -> skip(found, p, now, effects)));
    return effects;
  }

  private void skip(Run run, Program program, Instant now, List<Effect> effects) {
    deeds.settle(run, now, effects);
    var next = program.afterSkipped(run.at().index());
    step(run.at(RunStep.begin(program, next, now)), now, now, false, effects);
  }

  private List<Effect> noted(Run run, String what, String who, String why, Instant now) {
    var effects = new ArrayList<Effect>();
    note(run, what + " at '" + run.at().step() + "' by " + who + because(why), now, effects);
    return effects;
  }

  private static String because(String why) {
    return why.isEmpty() ? "" : ": " + why;
  }

  private void note(Run run, String what, Instant now, List<Effect> effects) {
    var text = title(run) + " on " + run.fridge() + ": " + what;
    effects.add(new Effect.Note(new JournalEntry(now, "procedure", run.id(), text)));
  }

  /** The title of the procedure of a run. */
  public String title(Run run) {
    return words.title(run);
  }

  @Override
  public Instant nextDue() {
    var next = resumed.isEmpty() ? Instant.MAX : watch.clock();
    var asked = triggers.nextDue(around, watch.clock());
    if (asked.isBefore(next)) {
      next = asked;
    }
    for (var run : kept.active()) {
      var program = kept.program(run);
      if (program.isPresent()) {
        var due = RunStep.due(program.get(), run, around, kept.stepped(run));
        if (due.isPresent() && due.get().isBefore(next)) {
          next = due.get();
        }
      }
    }
    return next;
  }

  @Override
  public void due(Instant now, Instant upTo, List<Effect> effects) {
    around.facts = watch.facts(now);
    goOn(now, effects);
    for (var run : kept.active()) {
      // one that a person started is ahead of the rows
      var time = latest(now, kept.stepped(run));
      around.facts = watch.facts(time);
      step(run, time, upTo, false, effects);
    }
    around.facts = watch.facts(now);
    start(triggers.due(now, around), now, effects);
  }

  @Override
  public void step(Set<ChannelId> touched, Instant now, List<Effect> effects) {
    goOn(now, effects);
    for (var run : kept.active()) {
      var program = kept.program(run);
      if (program.isPresent() && program.get().channels().stream().anyMatch(touched::contains)) {
        // rows that came late are taken at the time that the run has got to
        var time = latest(now, kept.stepped(run));
        around.facts = watch.facts(time);
        boolean grown = kept.track(run, program.get().tracked(), around.facts(), time);
        step(run, time, time, grown, effects);
      }
    }
    around.facts = watch.facts(now);
    start(triggers.step(touched, around), now, effects);
  }

  private void start(List<ProcedureBook.Trigger> begun, Instant now, List<Effect> effects) {
    begun.forEach(trigger -> start(trigger, now, effects));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  @Override
  public void declared() {
    bound.clear();
  }

  @Override
  public void clockSet(Duration by) {
    for (var run : kept.active()) {
      kept.put(run.shifted(by));
      kept.stepped(run, kept.stepped(run).plus(by));
    }
    triggers.clockSet();
  }

  private void start(ProcedureBook.Trigger trigger, Instant now, List<Effect> effects) {
    boolean runs =
        kept.active().stream()
            .anyMatch(
                run ->
                    run.procedure().equals(trigger.procedure())
                        && run.fridge().equals(trigger.fridge()));
    if (runs) {
      // a value that trembles about the limit asks for what is being done already
      return;
    }
    try {
      var who = "the condition " + trigger.when().text();
      effects.addAll(
          start(
                  trigger.procedure(),
                  Optional.of(trigger.fridge()),
                  trigger.with(),
                  "",
                  who,
                  now,
                  false)
              .effects());
    } catch (IllegalArgumentException e) {
      effects.add(new Effect.Tell(words.notStarted(trigger, String.valueOf(e.getMessage()), now)));
    }
  }

  /** Tells once that runs go on after a restart, and ends those that cannot. */
  private void goOn(Instant now, List<Effect> effects) {
    for (var id : resumed) {
      kept.get(id).filter(Run::isActive).ifPresent(run -> goOn(run, now, effects));
    }
    resumed.clear();
  }

  private void goOn(Run run, Instant now, List<Effect> effects) {
    var program = kept.program(run);
    var index = program.flatMap(p -> p.find(run.at().index(), run.at().step()));
    if (program.isEmpty() || index.isEmpty()) {
      var why =
          program.isEmpty()
              ? kept.whyNone(run)
              : "the procedure was changed and has no step '" + run.at().step() + "' any more";
      end(run.ended(new Run.End(now, Run.How.FAILED, why, "")), now, effects);
      return;
    }
    if (index.get() != run.at().index()) {
      kept.put(run.at(run.at().found(index.get())));
    }
    effects.add(new Effect.Tell(words.resumed(run, now)));
  }

  /**
   * @param grown whether its course has a new point
   */
  private void step(Run run, Instant now, Instant upTo, boolean grown, List<Effect> effects) {
    var program = kept.program(run);
    if (program.isEmpty()) {
      return;
    }
    var result =
        new RunStep(
                program.get(), around, grown ? kept.curvesOf(run)::get : id -> null, run, now, upTo)
            .step();
    kept.stepped(run, now);
    var after = result.run();
    var before = kept.get(run.id());
    if (before.isEmpty() || !after.equals(before.get())) {
      kept.put(after);
    }
    after.passages().stream()
        .skip(run.passages().size())
        .forEach(passage -> note(after, "passed '" + passage.what() + "'", now, effects));
    for (int n = 0; n < result.deeds().size(); n++) {
      deeds.act(after, result.deeds().get(n), n, now, effects);
    }
    if (!after.isActive()) {
      end(after, now, effects);
    }
    for (var deed : result.deeds()) {
      if (deed instanceof Deed.Start start) {
        startNext(after, start, now, effects);
      }
    }
  }

  private void startNext(Run run, Deed.Start next, Instant now, List<Effect> effects) {
    chain++;
    try {
      if (chain > MOST_AT_ONCE) {
        throw new IllegalArgumentException(
            "procedures start each other without waiting, " + MOST_AT_ONCE + " times by now");
      }
      var procedure = book.procedure(next.procedure());
      var with = new LinkedHashMap<String, String>();
      run.arguments()
          .forEach(
              (name, value) -> {
                if (procedure.parameter(name).isPresent()) {
                  with.put(name, value);
                }
              });
      with.putAll(next.with());
      effects.addAll(
          start(
                  next.procedure(),
                  Optional.of(run.fridge()),
                  with,
                  run.comment(),
                  title(run),
                  now,
                  false)
              .effects());
    } catch (IllegalArgumentException e) {
      var why = String.valueOf(e.getMessage());
      effects.add(new Effect.Tell(words.nextNotStarted(run, next.procedure(), why, now)));
    } finally {
      chain--;
    }
  }

  private void end(Run run, Instant now, List<Effect> effects) {
    deeds.settle(run, now, effects);
    var end = run.end().orElseThrow();
    note(run, end.how().word() + (end.why().isEmpty() ? "" : ", " + end.why()), now, effects);
    var worth = book.find(run.procedure()).map(Procedure::report).orElse(true);
    if (worth || end.how() != Run.How.DONE) {
      var notice = words.ended(run, now);
      effects.add(new Effect.Tell(notice));
      kept.put(run.ended(new Run.End(end.at(), end.how(), end.why(), notice.id())));
      kept.ended(run);
    } else {
      kept.forget(run);
    }
  }

  /** All runs as others may see them, the newest first. */
  public List<RunView> views() {
    return kept.all().stream().map(run -> kept.view(run, watch::channel)).toList();
  }

  /** Grows with every change, so that views need not be made again. */
  public long version() {
    return kept.version();
  }

  public ProcedureBook book() {
    return book;
  }
}
