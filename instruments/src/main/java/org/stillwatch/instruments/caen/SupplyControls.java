package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;

/**
 * What may be commanded of a supply. What the supply's own state forbids is refused before anything
 * is sent, and so is what cannot be known; what makes safe never is. Each command is read back.
 */
final class SupplyControls implements Controls {

  /** So many periods a value of a poll counts. */
  private static final int FRESH = 3;

  /** So often what makes safe is sent when it was not done. */
  private static final int INSIST = 3;

  private final String instrument;
  private final List<SupplyBoard> boards;
  private final Latest latest;
  private final Duration every;
  private final AllOff allOff;
  private final Commands commands;

  SupplyControls(
      String instrument,
      SupplyTalk talk,
      List<SupplyBoard> boards,
      Latest latest,
      Duration every,
      AllOff allOff) {
    this.instrument = instrument;
    this.boards = List.copyOf(boards);
    this.latest = latest;
    this.every = every;
    this.allOff = allOff;
    this.commands = new Commands(talk, latest);
  }

  private Duration fresh(Knob knob) {
    boolean seldom = SupplyBoard.SELDOM.contains(knob.quantity().parameter());
    return every.multipliedBy(seldom ? (long) FRESH * SupplyBoard.SELDOM.size() : FRESH);
  }

  private List<Target> targets() {
    var targets = new ArrayList<Target>();
    for (var supply : boards) {
      supply
          .board()
          .ifPresent(
              board -> {
                for (int channel = 0; channel < board.channels(); channel++) {
                  for (var knob : Knob.values()) {
                    Target.of(instrument, supply, board, channel, knob, latest, fresh(Knob.MAXV))
                        .ifPresent(targets::add);
                  }
                }
                targets.add(Target.clear(instrument, supply, board));
              });
    }
    return targets;
  }

  private Optional<Target> target(ChannelId id) {
    return targets().stream().filter(target -> target.setting().id().equals(id)).findFirst();
  }

  @Override
  public List<Setting> settings() {
    return targets().stream().map(Target::setting).toList();
  }

  @Override
  public Optional<Double> present(Setting setting) {
    return target(setting.id())
        .flatMap(Target::knob)
        .flatMap(knob -> latest.of(setting.id().name(), fresh(knob)));
  }

  @Override
  public boolean raises(Setting setting, double value) {
    var target = target(setting.id());
    boolean off =
        target
            .filter(each -> each.knob().filter(knob -> knob != Knob.POWER).isPresent())
            .flatMap(
                each ->
                    latest.of(each.supply().channel(each.channel(), "power"), fresh(Knob.POWER)))
            .filter(power -> power == 0)
            .isPresent();
    return !off && Controls.super.raises(setting, value);
  }

  @Override
  public Outcome set(Setting setting, double value) {
    var outcome = setAll(List.of(new Change(setting, value))).getFirst();
    boolean safe = setting.isSafe(value);
    for (int i = 1; i < INSIST && safe && !(outcome instanceof Outcome.Done); i++) {
      outcome = setAll(List.of(new Change(setting, value))).getFirst();
    }
    return outcome;
  }

  /** All are checked before the first is written, and written one right after the other. */
  @Override
  public List<Outcome> setAll(List<Change> changes) {
    var steps = new ArrayList<Commands.Step>();
    for (var change : changes) {
      var target = target(change.setting().id());
      var refused =
          target.isEmpty()
              ? Optional.of(change.setting().id() + " is no setting of this supply, or not yet")
              : invalid(target.get().setting(), change.value());
      if (refused.isPresent()) {
        return butSafe(
            changes, Commands.refused(changes.size(), changes.indexOf(change), refused.get()));
      }
      steps.add(new Commands.Step(target.orElseThrow(), change.value(), present(change.setting())));
    }
    var outcomes = commands.carryOut(steps);
    if (steps.size() == 1 || outcomes.stream().allMatch(Outcome.Done.class::isInstance)) {
      return outcomes;
    }
    return outcomes.stream().allMatch(Outcome.Refused.class::isInstance)
        ? butSafe(changes, outcomes)
        : setBack(steps, outcomes);
  }

  /** What makes safe is done, also when what came with it is refused. */
  private List<Outcome> butSafe(List<Change> changes, List<Outcome> refused) {
    if (changes.size() == 1) {
      return refused;
    }
    var outcomes = new ArrayList<>(refused);
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      if (change.setting().isSafe(change.value())) {
        outcomes.set(i, set(change.setting(), change.value()));
      }
    }
    return outcomes;
  }

  /** What was done of a batch that failed, the last first; what was safe stays so. */
  private List<Outcome> setBack(List<Commands.Step> steps, List<Outcome> outcomes) {
    var after = new ArrayList<>(outcomes);
    for (int i = steps.size() - 1; i >= 0; i--) {
      var step = steps.get(i);
      var setting = step.target().setting();
      if (setting.isSafe(step.value()) || outcomes.get(i) instanceof Outcome.Refused) {
        continue;
      }
      boolean done = outcomes.get(i) instanceof Outcome.Done;
      Outcome became;
      if (step.before().isEmpty()) {
        became = new Outcome.Unconfirmed("it stays changed, since it is not known what it was");
      } else if (raises(setting, step.before().get())) {
        became = new Outcome.Unconfirmed("it stays lower, since setting it back would let it rise");
      } else {
        var back =
            commands
                .carryOut(
                    List.of(
                        new Commands.Step(step.target(), step.before().get(), Optional.empty())))
                .getFirst();
        became =
            back instanceof Outcome.Done
                ? new Outcome.Failed("it was set back, since another change failed")
                : new Outcome.Unconfirmed("setting it back failed after another change failed");
      }
      if (done) {
        after.set(i, became);
      }
    }
    return after;
  }

  private static Optional<String> invalid(Setting setting, double value) {
    if (!Double.isFinite(value)) {
      return Optional.of(value + " is no number that can be sent");
    }
    if (!setting.states().isEmpty()) {
      return value == Math.rint(value) && value >= 0 && value < setting.states().size()
          ? Optional.empty()
          : Optional.of(
              "there is no state "
                  + Numbers.plain(value)
                  + "; expected 0 to "
                  + (setting.states().size() - 1));
    }
    return setting
        .range()
        .filter(range -> !range.holds(value))
        .map(
            range ->
                Numbers.plain(value)
                    + " "
                    + setting.unit()
                    + " is outside "
                    + Numbers.plain(range.least())
                    + " to "
                    + Numbers.plain(range.most())
                    + " "
                    + setting.unit());
  }

  @Override
  public Outcome makeSafe(String why) {
    commands.switchesOff();
    return allOff.carryOut();
  }

  @Override
  public Truth safe() {
    var all = Truth.TRUE;
    for (var supply : boards) {
      var board = supply.board();
      if (board.isEmpty()) {
        all = all.and(Truth.UNKNOWN);
      }
      for (int i = 0; i < board.map(Board::channels).orElse(0); i++) {
        all = all.and(safe(supply, i));
      }
    }
    return all;
  }

  private Truth safe(SupplyBoard supply, int channel) {
    var limit = every.multipliedBy(FRESH);
    var status = latest.of(supply.channel(channel, "status"), limit);
    if (status.isEmpty()) {
      return Truth.UNKNOWN;
    }
    int bits = status.get().intValue();
    if (!OutputState.ON.isIn(bits)) {
      return Truth.TRUE;
    }
    var volt = latest.of(supply.channel(channel, "vmon"), limit);
    var goal = latest.of(supply.channel(channel, "vset"), limit);
    if (volt.isEmpty() || goal.isEmpty()) {
      return Truth.UNKNOWN;
    }
    boolean ramps = OutputState.RAMPING_DOWN.isIn(bits);
    boolean low = goal.get() <= supply.once(Parameter.VMIN, channel).orElse(0.0);
    // it ramps down although it is below its set point: it was switched off
    boolean goesOff = ramps && volt.get() < goal.get();
    return Truth.of(goesOff || (low && (ramps || volt.get() < AllOff.LOW_VOLT)));
  }
}
