package org.stillwatch.instruments.kjlc;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.link.lane.Urgency;

/**
 * What may be commanded of a gauge: filament, degas, emission. What the gauge's state forbids is
 * refused before anything is sent, and so is what cannot be known; off is never refused. Each
 * command is read back.
 */
final class GaugeControls implements Controls {

  /** Above this degas is refused by the gauge itself (IGM402 manual, DG1). */
  private static final double DEGAS_LIMIT_TORR = 5e-5;

  /** So often off is sent when the gauge says that it did not do it. */
  private static final int OFFS = 3;

  /** A read-back whose answer was spoilt is asked again. */
  private static final int READ_BACKS = 3;

  private final GaugeTalk talk;
  private final Setting filament;
  private final Setting degas;
  private final Setting emission;

  GaugeControls(String instrument, GaugeTalk talk) {
    this.talk = talk;
    this.filament =
        Setting.choice(
                ChannelId.of(instrument, Gauge.FILAMENT),
                true,
                "switches the filament of the ion gauge; off also clears a fault",
                "off",
                "on")
            .touching(Setting.Touches.OUTPUT);
    this.degas =
        Setting.choice(
            ChannelId.of(instrument, Gauge.DEGAS),
            true,
            "heats the ion gauge to clean it; ends by itself",
            "off",
            "on");
    this.emission =
        Setting.choice(
            ChannelId.of(instrument, Gauge.EMISSION),
            false,
            "sets the emission current of the ion gauge",
            "0.1mA",
            "4mA");
  }

  @Override
  public List<Setting> settings() {
    return List.of(filament, degas, emission);
  }

  @Override
  public Outcome set(Setting setting, double value) {
    boolean on = value == 1;
    if (!on && value != 0) {
      return new Outcome.Refused(value + " is no choice; expected 0 or 1");
    }
    if (setting.id().equals(filament.id())) {
      return on
          ? whyNotFilament().orElseGet(() -> send(Urgency.COMMAND, Question.IG1, Question.IGS, '1'))
          : off(Question.IG0, Question.IGS);
    }
    if (setting.id().equals(degas.id())) {
      return on
          ? whyNotDegas().orElseGet(() -> send(Urgency.COMMAND, Question.DG1, Question.DGS, '1'))
          : off(Question.DG0, Question.DGS);
    }
    if (setting.id().equals(emission.id())) {
      return on
          ? send(Urgency.COMMAND, Question.SE1, Question.SES, '4')
          : off(Question.SE0, Question.SES);
    }
    return new Outcome.Refused(setting.id() + " is no setting of " + talk.name());
  }

  private Optional<Outcome> whyNotFilament() {
    var reply = talk.ask(Urgency.COMMAND, Question.RS);
    if (!(reply instanceof GaugeReply.Field(String text))) {
      return notKnown(Question.RS, reply);
    }
    return Status.answered(text).filter(status -> status == Status.OK).isPresent()
        ? Optional.empty()
        : refused(
            "a fault is latched ("
                + text.strip()
                + "); switch the filament off first, which clears it");
  }

  private Optional<Outcome> whyNotDegas() {
    var on = talk.ask(Urgency.COMMAND, Question.IGS);
    if (!(on instanceof GaugeReply.Field(String state))) {
      return notKnown(Question.IGS, on);
    }
    if (state.charAt(0) != '1') {
      return refused("the ion gauge is off; degas needs it on");
    }
    var unit = talk.ask(Urgency.COMMAND, Question.RU);
    var shown =
        switch (unit) {
          case GaugeReply.Field(String text) -> PressureUnit.answered(text);
          case GaugeReply.Unknown() -> Optional.of(PressureUnit.TORR);
          case GaugeReply.Refused _, GaugeReply.Bad _, GaugeReply.Silent _, GaugeReply.Lost _ ->
              Optional.<PressureUnit>empty();
        };
    if (shown.isEmpty()) {
      return notKnown(Question.RU, unit);
    }
    var pressure = talk.ask(Urgency.COMMAND, Question.RD);
    if (!(pressure instanceof GaugeReply.Field(String text))
        || !(PressureText.read(Sensor.ION, text, shown.get(), PressureUnit.TORR)
            instanceof PressureText.Value(double torr, var _))) {
      return notKnown(Question.RD, pressure);
    }
    return torr <= DEGAS_LIMIT_TORR
        ? Optional.empty()
        : refused(
            "the pressure is "
                + text
                + " "
                + shown.get().unit()
                + ", degas needs 5e-5 Torr or less");
  }

  private static Optional<Outcome> notKnown(Question question, GaugeReply reply) {
    return refused(Round.reason(question, reply) + ", so its state is not known; nothing was sent");
  }

  private static Optional<Outcome> refused(String why) {
    return Optional.of(new Outcome.Refused(why));
  }

  /** The safe direction: a command that was spoilt on its way is sent again. */
  private Outcome off(Question command, Question check) {
    var outcome = send(Urgency.SAFETY, command, check, '0');
    for (int i = 1;
        i < OFFS && (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Refused);
        i++) {
      outcome = send(Urgency.SAFETY, command, check, '0');
    }
    return outcome;
  }

  /**
   * @param wanted how the answer to the check begins once it is done; also the end of the command
   */
  private Outcome send(Urgency urgency, Question command, Question check, char wanted) {
    var reply = talk.ask(urgency, command);
    return switch (reply) {
      case GaugeReply.Unknown _, GaugeReply.Refused _ ->
          new Outcome.Refused(
              Round.reason(command, reply)
                  + (command == Question.IG1
                      ? "; a convection gauge may have control of the filament"
                      : ""));
      case GaugeReply.Lost(String why, var _, boolean sent) when !sent ->
          new Outcome.Failed("nothing was sent, since " + why);
      case GaugeReply.Field _, GaugeReply.Bad _, GaugeReply.Silent _, GaugeReply.Lost _ ->
          confirmed(urgency, command, reply, check, wanted);
    };
  }

  /** Also when the answer was lost: the command may have been heard. */
  private Outcome confirmed(
      Urgency urgency, Question command, GaugeReply reply, Question check, char wanted) {
    GaugeReply last = reply;
    for (int i = 0; i < READ_BACKS; i++) {
      last = talk.ask(urgency, check);
      if (last instanceof GaugeReply.Field(String text)) {
        if (text.charAt(0) == wanted) {
          return new Outcome.Done(wanted == '0' ? 0 : 1);
        }
        return new Outcome.Failed(
            command
                + (reply instanceof GaugeReply.Field ? " was accepted" : " was sent")
                + ", but the gauge says "
                + text.strip());
      }
    }
    return new Outcome.Unconfirmed(
        command + " was sent, and whether it was done is not known: " + Round.reason(check, last));
  }
}
