package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.procedure.Instruction.Ending;
import org.stillwatch.core.procedure.Instruction.Wait;
import org.stillwatch.core.procedure.Run.Lost;
import org.stillwatch.core.procedure.Run.Position;
import org.stillwatch.core.procedure.Run.Watching;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Moves a run on, purely: the same run, program and facts give the same run and the same deeds. One
 * for each step.
 *
 * <p>A run goes through its instructions until it comes to a wait that is not over. While it waits,
 * what is watched meanwhile is stepped first, then what ends the wait; a channel that has no value
 * is told at once when it is silent or unknown to the station, and after a minute when it has just
 * no value.
 */
final class RunStep {

  /** One bad reading of a channel that goes on is no loss. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For so long a condition that was true must be false before it is told again. */
  static final Duration REST = Duration.ofMinutes(10);

  /** Conditions that change by time alone are judged on the full ten seconds, as rules are. */
  private static final long JUDGED = 10;

  private final Program program;
  private final Surroundings around;
  private final Curves curves;
  private final Instant now;

  /** Up to where time goes; what comes every so often and was missed until then comes once. */
  private final Instant upTo;

  private final List<Deed> deeds = new ArrayList<>();
  private Run run;

  /**
   * The courses of this run; none where they have no new point: standing still is judged by rows
   * alone, so that it does not matter when else a run is stepped.
   */
  interface Curves {
    @Nullable Curve of(ChannelId channel);
  }

  /** Where the run has got to, and what is to be done. */
  record Result(Run run, List<Deed> deeds) {}

  RunStep(Program program, Surroundings around, Curves curves, Run run, Instant now, Instant upTo) {
    this.program = program;
    this.around = around;
    this.curves = curves;
    this.run = run;
    this.now = now;
    this.upTo = upTo;
  }

  Result step() {
    while (run.isActive() && run.at().paused().isEmpty()) {
      int index = run.at().index();
      if (index >= program.size()) {
        run = run.ended(new Run.End(now, Run.How.DONE, "", ""));
        break;
      }
      var next = step(program.instructions().get(index));
      if (next.isEmpty()) {
        break;
      }
      go(next.get());
    }
    return new Result(run, List.copyOf(deeds));
  }

  private void go(int index) {
    if (run.at().lost().filter(Lost::told).isPresent()) {
      deeds.add(new Deed.Found());
    }
    if (run.at().stalled()) {
      deeds.add(new Deed.Moving());
    }
    run = run.at(begin(program, index, now));
  }

  /** The position at the beginning of an instruction. */
  static Position begin(Program program, int index, Instant now) {
    var step = index < program.size() ? program.instructions().get(index).text() : "";
    var position = Position.at(index, step, now);
    return index < program.size() && program.instructions().get(index) instanceof Wait wait
        ? position.watching(
            wait.meanwhile().stream()
                .map(
                    watcher ->
                        new Watching(ConditionState.START, false, watcher.every().map(now::plus)))
                .toList())
        : position;
  }

  /** The next instruction, or empty while this one goes on. */
  private Optional<Integer> step(Instruction instruction) {
    int next = run.at().index() + 1;
    return switch (instruction) {
      case Instruction.Branch branch -> branch(branch, next);
      case Instruction.Jump jump -> Optional.of(jump.to());
      case Wait wait -> wait(wait) ? Optional.of(after(wait, next)) : Optional.empty();
      case Instruction simple -> {
        act(simple);
        yield Optional.of(next);
      }
    };
  }

  /** A wait that was given up was not met, and messages that it was are left out. */
  private int after(Wait wait, int next) {
    return run.at().late() && wait.late() == Step.Late.SKIP
        ? program.afterSkipped(run.at().index())
        : next;
  }

  private void act(Instruction instruction) {
    switch (instruction) {
      case Instruction.Tell tell -> deeds.add(new Deed.Tell(words(tell.words()), tell.severity()));
      case Instruction.Snapshot snapshot ->
          deeds.add(new Deed.Snapshot(snapshot.label(), snapshot.set()));
      case Instruction.Put put -> deeds.add(new Deed.Put(put.channel(), put.value()));
      case Instruction.Start start -> deeds.add(new Deed.Start(start.procedure(), start.with()));
      case Instruction.Branch branch -> throw new IllegalStateException("a choice is no action");
      case Instruction.Jump jump -> throw new IllegalStateException("a jump is no action");
      case Wait wait -> throw new IllegalStateException("a wait is no action");
    }
  }

  private String words(String text) {
    return program.words(text, Duration.between(run.started(), now));
  }

  private Optional<Integer> branch(Instruction.Branch branch, int next) {
    var answer = judge(branch.when(), run.at().memory());
    run = run.at(run.at().with(answer.memory()));
    lost(answer.because(), List.of(branch.when()), Optional.empty());
    return switch (answer.truth()) {
      case TRUE -> Optional.of(next);
      case FALSE -> Optional.of(branch.otherwise());
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Whether the wait is over. */
  private boolean wait(Wait wait) {
    var reasons = new ArrayList<String>();
    meanwhile(wait, reasons);
    boolean over =
        switch (wait.ending()) {
          case Ending.Met(Condition condition) -> met(condition, reasons);
          case Ending.After after -> !due(after).isAfter(now);
          case Ending.At at -> !due(at).isAfter(now);
          case Ending.Never never -> false;
        };
    if (over) {
      return true;
    }
    lost(String.join("; ", reasons), Program.conditions(wait), wait.lost());
    wait.stall().ifPresent(this::stall);
    return late(wait);
  }

  private boolean met(Condition condition, List<String> reasons) {
    var answer = judge(condition, run.at().memory());
    run = run.at(run.at().with(answer.memory()));
    if (answer.truth() == Truth.UNKNOWN) {
      reasons.add(answer.because());
    }
    if (answer.truth() == Truth.TRUE) {
      run = run.passed(new Run.Passage(condition.text(), now));
      return true;
    }
    return false;
  }

  private void meanwhile(Wait wait, List<String> reasons) {
    var before = run.at().meanwhile();
    if (!fits(wait, before)) {
      // the procedure was changed while it ran
      before = begin(program, run.at().index(), now).meanwhile();
    }
    var after = new ArrayList<Watching>();
    for (int i = 0; i < before.size(); i++) {
      after.add(meanwhile(wait.meanwhile().get(i), before.get(i), reasons));
    }
    run = run.at(run.at().watching(after));
  }

  /** What comes every so often always has a next time; a condition's rest is short. */
  private boolean fits(Wait wait, List<Watching> known) {
    if (known.size() != wait.meanwhile().size()) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      var next = known.get(i).next();
      boolean fits =
          wait.meanwhile().get(i).every().isPresent()
              ? next.isPresent()
              : next.isEmpty() || !next.get().isAfter(now.plus(REST));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private Watching meanwhile(Instruction.Watcher watcher, Watching before, List<String> reasons) {
    if (watcher.every().isPresent() && before.next().isPresent()) {
      var next = before.next().get();
      if (next.isAfter(now)) {
        return before;
      }
      watcher.then().forEach(this::act);
      var every = watcher.every().get();
      // those that were missed while the station was down come once, not one after the other
      long missed = Math.max(0, Duration.between(next, upTo).dividedBy(every));
      return new Watching(
          before.memory(), false, Optional.of(next.plus(every.multipliedBy(missed + 1))));
    }
    var answer = judge(watcher.when().orElseThrow(), before.memory());
    var rest = before.next().filter(now::isBefore);
    return switch (answer.truth()) {
      case UNKNOWN -> {
        reasons.add(answer.because());
        yield new Watching(answer.memory(), before.on(), rest);
      }
      case TRUE -> {
        if (!before.on() && rest.isEmpty()) {
          watcher.then().forEach(this::act);
        }
        yield new Watching(answer.memory(), true, Optional.empty());
      }
      // a value that trembles about its limit is told once
      case FALSE ->
          new Watching(answer.memory(), false, before.on() ? Optional.of(now.plus(REST)) : rest);
    };
  }

  private record Answer(Truth truth, ConditionState memory, String because) {}

  private Answer judge(Condition condition, ConditionState memory) {
    try {
      var outcome = around.bound(condition).step(memory, around.facts());
      return new Answer(outcome.truth(), outcome.state(), outcome.because());
    } catch (IllegalArgumentException e) {
      return new Answer(Truth.UNKNOWN, memory, String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param why the answers are unknown; empty when they are known
   */
  private void lost(String why, List<Condition> conditions, Optional<String> words) {
    var known = run.at().lost();
    if (why.isEmpty()) {
      if (known.isPresent()) {
        if (known.get().told()) {
          deeds.add(new Deed.Found());
        }
        run = run.at(run.at().lost(Optional.empty()));
      }
      return;
    }
    if (known.filter(Lost::told).isPresent()) {
      return;
    }
    var since = known.map(Lost::since).orElse(now);
    boolean tell = isGone(conditions) || !since.plus(PATIENCE).isAfter(now);
    if (tell) {
      deeds.add(new Deed.Lost(words(words.orElse("")), why));
    }
    run = run.at(run.at().lost(Optional.of(new Lost(since, tell))));
  }

  /** Whether a channel is silent, or none of the station. */
  private boolean isGone(List<Condition> conditions) {
    return conditions.stream()
        .flatMap(condition -> condition.channels().stream())
        .anyMatch(id -> around.channel(id).isEmpty() || around.facts().stale(id));
  }

  private void stall(Instruction.Stall stall) {
    var curve = curves.of(stall.channel());
    var channel = around.channel(stall.channel());
    var from = now.minus(stall.in());
    if (curve == null
        || channel.filter(c -> stall.by().fits(c.unit().ofDifferences())).isEmpty()
        || run.at().since().isAfter(from)
        || run.at().lost().isPresent()
        || !(around.facts().latest(stall.channel()).orElse(null)
            instanceof Reading.Measured latest)) {
      return;
    }
    long begin = Duration.between(run.started(), from).toSeconds();
    var window = curve.from(begin);
    if (window.isEmpty() || window.getFirst().second() > begin + 2 * curve.spacing()) {
      return;
    }
    var moved =
        Stream.concat(window.stream().map(Curve.Point::value), Stream.of(latest.value()))
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    boolean still =
        moved.getMax() - moved.getMin() < stall.by().in(channel.get().unit().ofDifferences());
    if (still && !run.at().stalled()) {
      deeds.add(
          new Deed.Stalled(stall.channel(), latest.value(), stall.by().toString(), stall.in()));
      run = run.at(run.at().stalled(true));
    } else if (!still && run.at().stalled()) {
      deeds.add(new Deed.Moving());
      run = run.at(run.at().stalled(false));
    }
  }

  /** Whether it takes too long and is not waited for any more. */
  private boolean late(Wait wait) {
    if (wait.within().isEmpty()
        || run.at().late()
        || run.at().since().plus(wait.within().get()).isAfter(now)) {
      return false;
    }
    deeds.add(new Deed.Late(wait.within().get(), wait.late()));
    run = run.at(run.at().isLate());
    if (wait.late() == Step.Late.STOP) {
      var why = "it took too long to " + wait.text();
      run = run.ended(new Run.End(now, Run.How.FAILED, why, ""));
    }
    return wait.late() == Step.Late.SKIP;
  }

  private Instant due(Ending.After after) {
    return run.at().since().plus(after.length());
  }

  private Instant due(Ending.At at) {
    return due(run.at().since(), at, around);
  }

  private static Instant due(Instant since, Ending.At at, Surroundings around) {
    var begin = since.atZone(around.zone());
    var today = ZonedDateTime.of(begin.toLocalDate(), at.time(), around.zone());
    var next = today.toInstant().isAfter(since) ? today : today.plusDays(1);
    return next.toInstant();
  }

  /**
   * When a run must be stepped next by time alone.
   *
   * @param stepped when it was stepped last
   */
  static Optional<Instant> due(Program program, Run run, Surroundings around, Instant stepped) {
    if (!run.isActive() || run.at().paused().isPresent() || run.at().index() >= program.size()) {
      return Optional.empty();
    }
    var position = run.at();
    var lost = position.lost().filter(l -> !l.told()).map(l -> l.since().plus(PATIENCE));
    var own =
        switch (program.instructions().get(position.index())) {
          case Wait wait -> due(wait, position, around, stepped);
          case Instruction.Branch branch ->
              byClock(branch.when(), position.memory(), around, stepped);
          default -> Stream.of(stepped);
        };
    return Stream.concat(own, lost.stream()).min(Instant::compareTo);
  }

  private static Stream<Instant> due(
      Wait wait, Position position, Surroundings around, Instant stepped) {
    var times = new ArrayList<Instant>();
    switch (wait.ending()) {
      case Ending.Met(Condition condition) ->
          byClock(condition, position.memory(), around, stepped).forEach(times::add);
      case Ending.After after -> times.add(position.since().plus(after.length()));
      case Ending.At at -> times.add(due(position.since(), at, around));
      case Ending.Never never -> {}
    }
    if (!position.late()) {
      wait.within().ifPresent(within -> times.add(position.since().plus(within)));
    }
    for (int i = 0; i < Math.min(wait.meanwhile().size(), position.meanwhile().size()); i++) {
      var watching = position.meanwhile().get(i);
      watching.next().ifPresent(times::add);
      wait.meanwhile()
          .get(i)
          .when()
          .ifPresent(when -> byClock(when, watching.memory(), around, stepped).forEach(times::add));
    }
    return times.stream();
  }

  /**
   * When the answer of a condition may change next by time, or by the alarm of a rule, alone.
   *
   * @param stepped when it was asked last
   */
  static Stream<Instant> byClock(
      Condition condition, ConditionState memory, Surroundings around, Instant stepped) {
    try {
      var held = around.bound(condition).due(memory, stepped).stream();
      return condition.needsClock() || !condition.alarms().isEmpty()
          ? Stream.concat(
              held,
              Stream.of(
                  Instant.ofEpochSecond(
                      (Math.floorDiv(stepped.getEpochSecond(), JUDGED) + 1) * JUDGED)))
          : held;
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
