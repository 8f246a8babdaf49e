package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.instruments.caen.SupplyReply.Denied;
import org.stillwatch.instruments.caen.SupplyReply.Fault;
import org.stillwatch.instruments.caen.SupplyReply.Lost;
import org.stillwatch.instruments.caen.SupplyReply.Refused;
import org.stillwatch.instruments.caen.SupplyReply.Taken;
import org.stillwatch.instruments.caen.SupplyReply.Values;
import org.stillwatch.instruments.caen.SupplyTalk.Asking;
import org.stillwatch.link.lane.Urgency;

/** Carries out commands: looks whether the boards can, writes, and reads back. */
final class Commands {

  /** A read-back that was spoilt, or does not agree yet, is asked again. */
  private static final int READ_BACKS = 3;

  private static final String OFF_MEANWHILE =
      "outputs were switched off while it waited for its turn; nothing was sent";

  private static final Duration BETWEEN = Duration.ofMillis(100);

  /**
   * One thing to be done.
   *
   * @param before what it was; empty when that is not known
   */
  record Step(Target target, double value, Optional<Double> before) {
    boolean isSafe() {
      return target.setting().isSafe(value);
    }
  }

  /**
   * What was written.
   *
   * @param refused why nothing was
   */
  private record Written(Optional<String> refused, List<SupplyReply> replies) {}

  private final SupplyTalk talk;
  private final Latest latest;

  /** How often something was switched off; that overtakes what waits for the lane. */
  private final AtomicLong offs = new AtomicLong();

  Commands(SupplyTalk talk, Latest latest) {
    this.talk = talk;
    this.latest = latest;
  }

  /** All refused since one was. */
  static List<Outcome> refused(int all, int one, String why) {
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < all; i++) {
      outcomes.add(
          new Outcome.Refused(i == one ? why : "it was not tried, since another was refused"));
    }
    return outcomes;
  }

  /**
   * Unless all make safe, none is written when a board's state forbids it or is not known: then all
   * are refused.
   */
  List<Outcome> carryOut(List<Step> steps) {
    var urgency = steps.stream().allMatch(Step::isSafe) ? Urgency.SAFETY : Urgency.COMMAND;
    if (steps.stream().anyMatch(Step::isSafe)) {
      switchesOff();
    }
    long before = offs.get();
    var written =
        talk.converse(
            urgency,
            asking ->
                urgency == Urgency.COMMAND && offs.get() != before
                    ? new Written(Optional.of(OFF_MEANWHILE), List.of())
                    : write(asking, steps));
    if (written.refused().isPresent()) {
      return refused(steps.size(), 0, written.refused().get());
    }
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < steps.size(); i++) {
      outcomes.add(outcome(urgency, steps.get(i), written.replies().get(i)));
    }
    return outcomes;
  }

  /** What waits for the lane now must not switch on again what is being switched off. */
  void switchesOff() {
    var count = offs.incrementAndGet();
  }

  private static Written write(Asking asking, List<Step> steps) {
    var looked = new HashSet<Board>();
    for (var step : steps) {
      var board = step.target().board();
      if (!step.isSafe() && looked.add(board)) {
        var refused = whyNot(asking, board, steps);
        if (refused.isPresent()) {
          return new Written(refused, List.of());
        }
      }
    }
    return new Written(
        Optional.empty(),
        steps.stream().map(step -> asking.ask(step.target().question(step.value()))).toList());
  }

  /** What of the board's state forbids the steps, or that it is not known. */
  private static Optional<String> whyNot(Asking asking, Board board, List<Step> steps) {
    var control = board.ask(Parameter.BDCTR);
    var reply = asking.ask(control);
    if (!reply.isInStep()) {
      return notKnown(control, reply);
    }
    // a family without that switch denies the question; where it has one, LOCAL refuses anyway
    if (reply instanceof Values(List<String> word) && word.getFirst().equals("LOCAL")) {
      return Optional.of(local(board));
    }
    for (var step : steps) {
      boolean looksAtIt =
          step.target().board().equals(board) && step.target().knob().isPresent() && !step.isSafe();
      if (looksAtIt) {
        int channel = step.target().channel();
        var stat = board.ask(Parameter.STAT, channel, false);
        var word = asking.ask(board.ask(Parameter.BDILK)); // no bits follow bits
        var bits = word.isInStep() ? asking.ask(stat) : word;
        if (!(bits instanceof Values status)) {
          return notKnown(stat, bits);
        }
        int known = (int) status.number(0);
        if (OutputState.isDeaf(known)) {
          return Optional.of(
              "channel "
                  + channel
                  + " of "
                  + board.name()
                  + " is "
                  + OutputState.gravest(known).word()
                  + "; it would say OK and do nothing");
        }
      }
    }
    return Optional.empty();
  }

  private static String local(Board board) {
    return board.name() + " is in LOCAL; set its front panel to REMOTE";
  }

  private static Optional<String> notKnown(Question question, SupplyReply reply) {
    return Optional.of(
        SupplyReply.why(question, reply) + ", so its state is not known; nothing was sent");
  }

  private Outcome outcome(Urgency urgency, Step step, SupplyReply reply) {
    var question = step.target().question(step.value());
    return switch (reply) {
      case Denied(Fault fault) when fault == Fault.LOC ->
          new Outcome.Refused(local(step.target().board()));
      case Denied _, Refused _ -> new Outcome.Refused(SupplyReply.why(question, reply));
      case Lost(String why, var _, boolean sent) when !sent ->
          new Outcome.Failed("nothing was sent, since " + why);
      case Taken _, Values _, SupplyReply.Bad _, SupplyReply.Silent _, Lost _ ->
          readBack(urgency, step, reply);
    };
  }

  /** Also when the answer was lost: the command may have been heard. */
  private Outcome readBack(Urgency urgency, Step step, SupplyReply reply) {
    var target = step.target();
    var check = target.readBack();
    Outcome outcome = new Outcome.Unconfirmed("it was not read back");
    for (int i = 0; i < READ_BACKS; i++) {
      // a word before the number, and before what comes next: no number follows a number
      var last =
          talk.converse(
              urgency,
              asking -> {
                var word = asking.ask(target.board().ask(Parameter.BDILK));
                var value = word.isInStep() ? asking.ask(check) : word;
                asking.rest(BETWEEN);
                return value;
              });
      if (last instanceof Values(List<String> texts)) {
        double has = target.value(texts.getFirst());
        target.knob().ifPresent(_ -> latest.told(target.setting().id().name(), has));
        if (target.agrees(step.value(), texts.getFirst())) {
          return new Outcome.Done(target.knob().isPresent() ? has : step.value());
        }
        outcome = new Outcome.Failed(did(reply) + ", and " + shown(target, texts.getFirst()));
      } else {
        outcome =
            new Outcome.Unconfirmed(
                target.question(step.value())
                    + " was sent, and whether it was done is not known: "
                    + SupplyReply.why(check, last));
      }
    }
    return outcome;
  }

  private static String did(SupplyReply reply) {
    return reply instanceof Taken ? "the supply said OK" : "it was sent";
  }

  private static String shown(Target target, String text) {
    if (target.knob().isEmpty()) {
      return "the alarm is still " + text + "; what causes it is still there";
    }
    var setting = target.setting();
    if (target.knob().get() == Knob.POWER) {
      return "the channel is " + OutputState.gravest(Integer.parseInt(text)).word();
    }
    double has = target.value(text);
    return setting.states().isEmpty()
        ? "the supply has " + Numbers.plain(has) + " " + setting.unit()
        : "the supply has " + setting.states().get((int) has);
  }
}
