package org.stillwatch.instruments.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.text.Dialogue.Heard;
import org.stillwatch.link.lane.Conversation;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/**
 * Asks the questions of a poll one after the other. After one that nobody answers the others are
 * not asked: a device that is gone costs one deadline.
 *
 * <p>Most answers do not say what they answer. So after one that failed the device and its reader
 * may be out of step, an answer behind: the next question is then asked twice, and all that comes
 * to the first is thrown away.
 */
final class TextDevice implements Device {

  private final Lane lane;
  private final Runnable leave;
  private final Dialogue dialogue;
  private final List<StartKeys> start;
  private final List<Question> questions;
  private final Optional<Controls> controls;
  private final Map<String, String> known = new HashMap<>();
  private final Duration late;
  private boolean begun;
  private long begunAt;
  private boolean outOfStep;

  /**
   * @param leave called when it is closed
   */
  TextDevice(
      String instrument, TextSettings settings, Lane lane, SteadyClock clock, Runnable leave) {
    this.lane = lane;
    this.leave = leave;
    this.dialogue = new Dialogue(settings);
    this.start = settings.start();
    this.late = TextKind.manners(settings).late();
    this.questions =
        settings.poll().stream()
            .map(keys -> new Question(instrument, keys, settings.period()))
            .toList();
    this.controls =
        settings.settings().isEmpty()
            ? Optional.empty()
            : Optional.of(new TextControls(instrument, settings.settings(), lane, dialogue, clock));
  }

  @Override
  public List<Channel> channels() {
    return questions.stream().flatMap(each -> each.channels().stream()).toList();
  }

  @Override
  public Poll poll(Instant time) {
    var round = new Round(time);
    begin().ifPresent(round::gone);
    questions.stream().filter(each -> each.due(time)).forEach(round::ask);
    return round.poll();
  }

  /** Sends what a device must be told first; says why it could not. */
  private Optional<String> begin() {
    if (start.isEmpty() || (begun && lane.opened() == begunAt)) {
      return Optional.empty();
    }
    var failed =
        lane.<Optional<String>>converse(
            Urgency.POLL,
            conversation ->
                start.stream()
                    .map(keys -> say(conversation, keys))
                    .flatMap(Optional::stream)
                    .findFirst());
    begun = failed.isEmpty();
    begunAt = lane.opened();
    return failed;
  }

  private Optional<String> say(Conversation conversation, StartKeys keys) {
    var end = keys.terminator();
    Optional<String> failed;
    if (keys.reply().isEmpty()) {
      failed =
          (end.isPresent()
                  ? dialogue.tell(conversation, keys.send(), end.get())
                  : dialogue.tell(conversation, keys.send()))
              .map(TextDevice::why);
    } else {
      var heard =
          end.isPresent()
              ? dialogue.ask(conversation, keys.send(), end.get())
              : dialogue.ask(conversation, keys.send());
      failed =
          !(heard instanceof Heard.Line(String text))
              ? Optional.of(why(heard))
              : switch (ReplyPattern.compile(keys.reply().get()).fit(text)) {
                case ReplyPattern.Fit.Groups _ -> Optional.empty();
                case ReplyPattern.Fit.None(String why) -> Optional.of("the device " + why);
              };
    }
    keys.pause().ifPresent(conversation::rest);
    return failed;
  }

  private static String why(Heard heard) {
    return switch (heard) {
      case Heard.Line(String text) -> "answered " + Unreadable.shown(text);
      case Heard.Nothing(String why, boolean _) -> why;
      case Heard.Wrong(String why) -> why;
    };
  }

  /** One poll as it goes on. */
  private final class Round {
    private final Instant time;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private Optional<String> gone = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long answers;
    private int cuts;

    Round(Instant time) {
      this.time = time;
    }

    void gone(String why) {
      gone = Optional.of(why);
      begun = false;
    }

    void ask(Question question) {
      var wanted = question.wanted(known, time);
      if (wanted.isPresent() && !wanted.get()) {
        return;
      }
      if (gone.isPresent()) {
        missing(question, "not asked: " + gone.get());
        return;
      }
      if (wanted.isEmpty()) {
        missing(question, "not asked: it is not known whether its condition holds");
        return;
      }
      question.asked(time);
      var heard = lane.converse(Urgency.POLL, conversation -> inStep(conversation, question));
      if (!start.isEmpty() && begun && lane.opened() != begunAt) {
        gone("the connection was lost, and is begun anew with the next poll");
        missing(question, gone.orElse(""));
        return;
      }
      switch (heard) {
        case Heard.Line(String text) -> brought(question, text);
        case Heard.Wrong(String why) -> {
          answers++;
          unreadable.add(new Unreadable("wrong " + question.send(), why));
          missing(question, why);
        }
        case Heard.Nothing(String why, boolean nobody) -> {
          missing(question, why);
          if (nobody || ++cuts > 1) {
            gone(why);
          }
        }
      }
    }

    private Heard inStep(Conversation conversation, Question question) {
      if (outOfStep && dialogue.tell(conversation, question.send()).isEmpty()) {
        conversation.rest(late);
      }
      var heard = dialogue.ask(conversation, question.send());
      outOfStep = !(heard instanceof Heard.Line);
      return heard;
    }

    private void brought(Question question, String text) {
      answers++;
      var brought = question.brought(text, known, time);
      question.groups().forEach(known::remove);
      known.putAll(brought.groups());
      outOfStep |= !brought.fits();
      readings.addAll(brought.readings());
      brought.unreadable().ifPresent(unreadable::add);
      brought.unreadable().map(Unreadable::why).ifPresent(this::trouble);
    }

    private void missing(Question question, String why) {
      question.groups().forEach(known::remove);
      readings.addAll(question.missing(time, why));
      trouble(why);
    }

    private void trouble(String why) {
      trouble = trouble.or(() -> Optional.of(why));
    }

    Poll poll() {
      var health =
          gone.isPresent() && answers == 0
              ? Health.unreachable(named(gone.get()))
              : trouble.map(why -> Health.trouble(named(why))).orElse(Health.ok(""));
      return new Poll(readings, answers, unreadable, health);
    }

    /** What says by itself which port it is about needs no name before it. */
    private String named(String why) {
      return why.startsWith(lane.name()) ? why : lane.name() + " " + why;
    }
  }

  @Override
  public Optional<Controls> controls() {
    return controls;
  }

  @Override
  public void close() {
    leave.run();
  }
}
