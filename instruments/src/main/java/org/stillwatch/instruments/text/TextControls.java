package org.stillwatch.instruments.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.instruments.text.Dialogue.Heard;
import org.stillwatch.instruments.value.DecimalNumber;
import org.stillwatch.instruments.value.DeclaredSettings;
import org.stillwatch.instruments.value.ReadBack;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/**
 * Commands values: a number or a state that the station file knows, never a text of someone else.
 */
final class TextControls implements Controls {

  private final DeclaredSettings<SettingKeys> settings;
  private final Lane lane;
  private final Dialogue dialogue;
  private final SteadyClock clock;

  TextControls(
      String instrument,
      Map<String, SettingKeys> settings,
      Lane lane,
      Dialogue dialogue,
      SteadyClock clock) {
    this.settings = new DeclaredSettings<>(instrument, settings, SettingKeys::shape);
    this.lane = lane;
    this.dialogue = dialogue;
    this.clock = clock;
  }

  @Override
  public List<Setting> settings() {
    return settings.settings();
  }

  @Override
  public Outcome set(Setting setting, double value) {
    return settings.set(setting, value, keys -> set(setting, keys, value));
  }

  private Outcome set(Setting setting, SettingKeys keys, double value) {
    var shape = keys.shape();
    String written;
    if (shape.isChoice()) {
      written = shape.sentState(value);
    } else {
      written = keys.written(shape.number(value));
      var sent = DecimalNumber.parse(written);
      if (sent.isEmpty() || !shape.agree(value, shape.value(sent.getAsDouble()))) {
        return new Outcome.Refused(
            shape.shown(value) + " would be sent as " + written + ", which is another value");
      }
    }
    var urgency = setting.isSafe(value) ? Urgency.SAFETY : Urgency.COMMAND;
    return send(keys, keys.send().replace(SettingKeys.PLACE, written), urgency)
        .orElseGet(() -> new ReadBack(shape, clock).until(value, () -> read(keys, urgency)));
  }

  /** Sends the command; what became of it when it is not to be read back. */
  private Optional<Outcome> send(SettingKeys keys, String command, Urgency urgency) {
    return lane.converse(
        urgency,
        conversation ->
            switch (keys.answer().orElse(dialogue.usualAnswer())) {
              case NONE -> dialogue.tell(conversation, command).map(TextControls::failed);
              case ACK -> dialogue.acknowledged(conversation, command).map(TextControls::failed);
              case LINE -> {
                var heard = dialogue.ask(conversation, command);
                yield heard instanceof Heard.Line(String text)
                    ? accepted(keys, text)
                    : Optional.of(failed(heard));
              }
            });
  }

  private static Optional<Outcome> accepted(SettingKeys keys, String answer) {
    return keys.accept().isEmpty()
            || ReplyPattern.compile(keys.accept().get()).fit(answer)
                instanceof ReplyPattern.Fit.Groups
        ? Optional.empty()
        : Optional.of(
            new Outcome.Failed("the device answered " + Unreadable.shown(answer) + " to it"));
  }

  private static Outcome failed(Heard heard) {
    return switch (heard) {
      case Heard.Wrong(String why) -> new Outcome.Failed(why);
      case Heard.Nothing(String why, boolean _) -> new Outcome.Unconfirmed(why);
      case Heard.Line(String text) ->
          new Outcome.Unconfirmed("the device answered " + Unreadable.shown(text));
    };
  }

  private ReadBack.Said read(SettingKeys keys, Urgency urgency) {
    var heard = lane.converse(urgency, conversation -> dialogue.ask(conversation, keys.read()));
    return switch (heard) {
      case Heard.Line(String text) ->
          switch (keys.replyPattern().fit(text)) {
            case ReplyPattern.Fit.Groups(var groups) ->
                new ReadBack.Said.Text(groups.getOrDefault(ReplyPattern.VALUE, ""));
            case ReplyPattern.Fit.None(String why) -> new ReadBack.Said.Nothing("it " + why);
          };
      case Heard.Nothing(String why, boolean _) -> new ReadBack.Said.Nothing(why);
      case Heard.Wrong(String why) -> new ReadBack.Said.Nothing(why);
    };
  }
}
