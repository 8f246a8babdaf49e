package org.stillwatch.core.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Reading;

/** Whether a procedure may start now, and what the person who starts it should know. */
final class StartCheck {

  private final ProcedureBook book;
  private final Watch watch;
  private final Surroundings around;
  private final Runs.Settings settings;

  StartCheck(ProcedureBook book, Watch watch, Surroundings around, Runs.Settings settings) {
    this.book = book;
    this.watch = watch;
    this.around = around;
    this.settings = settings;
  }

  /**
   * One run at a time, unless procedures go beside each other.
   *
   * @throws IllegalArgumentException with one sentence
   */
  void free(Procedure procedure, Fridge fridge, List<Run> active) {
    for (var other : active) {
      if (other.fridge().equals(fridge.name())
          && !book.find(other.procedure()).map(procedure::goesBeside).orElse(false)) {
        throw new IllegalArgumentException(
            procedure.title()
                + " cannot start: "
                + book.find(other.procedure()).map(Procedure::title).orElse(other.procedure())
                + " is running on "
                + fridge.name()
                + " since "
                + Words.time(other.started(), book.zone())
                + "; stop that one first");
      }
    }
  }

  /**
   * All that the program needs is there, and fits.
   *
   * @throws IllegalArgumentException with one sentence
   */
  void complete(Program program) {
    for (var id : program.channels()) {
      if (watch.channel(id).isEmpty()) {
        throw new IllegalArgumentException(
            program.procedure().title()
                + " cannot start: the station has no channel "
                + id
                + "; "
                + NearMiss.of(id.text(), like(id)));
      }
    }
    for (var instruction : program.instructions()) {
      for (var condition : Program.conditions(instruction)) {
        var checked = around.bound(condition);
      }
      switch (instruction) {
        case Instruction.Snapshot snapshot -> set(program, snapshot);
        case Instruction.Wait wait -> {
          wait.stall().ifPresent(stall -> fits(program, stall));
          wait.meanwhile().stream()
              .flatMap(watcher -> watcher.then().stream())
              .forEach(
                  then -> {
                    if (then instanceof Instruction.Snapshot snapshot) {
                      set(program, snapshot);
                    }
                  });
        }
        case Instruction.Put put -> settings.check(put.channel(), put.value());
        case Instruction.Start start -> {
          var checked = book.procedure(start.procedure());
        }
        default -> {}
      }
    }
  }

  private void fits(Program program, Instruction.Stall stall) {
    var unit = watch.channel(stall.channel()).orElseThrow().unit();
    if (!stall.by().fits(unit.ofDifferences())) {
      throw new IllegalArgumentException(
          program.procedure().title()
              + " cannot start: 'stall' asks whether "
              + stall.channel()
              + " moved by "
              + stall.by()
              + ", and that is in "
              + unit);
    }
  }

  private void set(Program program, Instruction.Snapshot snapshot) {
    try {
      var checked = watch.snapshot(around.facts().now(), snapshot.set(), snapshot.label());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          program.procedure().title() + " cannot start: " + e.getMessage(), e);
    }
  }

  /**
   * What is known of its channels is of now, so that nothing old is taken for what is reached.
   *
   * @throws IllegalArgumentException with one sentence
   */
  void current(Program program, Instant now) {
    for (var id : program.channels()) {
      if (watch.isOld(id, now)) {
        throw new IllegalArgumentException(
            program.procedure().title()
                + " cannot start yet: the newest value of "
                + id
                + " is of "
                + watch.newest(id).map(time -> Words.time(time, book.zone())).orElse("long ago")
                + ", and what was written since may still be read; try again in a minute");
      }
    }
  }

  private List<String> like(ChannelId id) {
    return watch.channels().stream()
        .map(view -> view.channel().id())
        .filter(other -> other.instrument().equals(id.instrument()))
        .map(ChannelId::text)
        .toList();
  }

  /** Thresholds that are reached before anything has begun. */
  List<String> reached(Program program) {
    var warnings = new ArrayList<String>();
    for (var goal : program.goals(0)) {
      var channel = watch.channel(goal.channel());
      if (channel.isPresent()
          && !around.facts().stale(goal.channel())
          && around.facts().latest(goal.channel()).orElse(null) instanceof Reading.Measured latest
          && goal.reached(latest.value(), goal.threshold().in(channel.get().unit()))) {
        warnings.add(
            goal.channel()
                + " is already at "
                + channel.get().textWithUnit(latest.value())
                + ", "
                + (goal.falling() ? "not above " : "not below ")
                + goal.threshold()
                + ": the wait for it passes at once when its turn comes");
      }
    }
    return warnings;
  }
}
