package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;

/**
 * One gauge. Each poll asks for one of its states, in turn, and then for all pressures; when the
 * ion gauge is off it is asked why.
 */
final class Gauge implements Device {

  static final String FILAMENT = "ion/filament";
  static final String DEGAS = "ion/degas";
  static final String EMISSION = "ion/emission";
  static final String STATUS = "ion/status";

  /** States, one of which each poll asks for. No answer to one fits another, or is a pressure. */
  private static final List<Question> STATES =
      List.of(Question.IGS, Question.RS, Question.RU, Question.DGS, Question.SES);

  /** So often in a row a gauge says that it does not know a question before that is believed. */
  private static final int NOT_FITTED = 3;

  private final String instrument;
  private final GaugeTalk talk;
  private final Optional<Model> model;
  private final Optional<PressureUnit> unit;
  private final Duration every;
  private final Runnable leave;
  private final Set<Sensor> fitted = EnumSet.allOf(Sensor.class);
  private final Set<Sensor> measured = EnumSet.noneOf(Sensor.class);
  private final Map<Sensor, Integer> unknown = new EnumMap<>(Sensor.class);
  private volatile List<Channel> channels;
  private PressureUnit shown;
  private boolean toldUnit;
  private String version = "";
  private long identified = -1;
  private int turn;

  /**
   * @param model which questions it knows; found out by asking unless given
   * @param unit of the channels, Torr unless given; what the gauge shows where it cannot tell
   * @param leave called at the end, when it no longer needs its lane
   */
  Gauge(
      String instrument,
      GaugeTalk talk,
      Optional<Model> model,
      Optional<PressureUnit> unit,
      Duration every,
      Runnable leave) {
    this.instrument = instrument;
    this.talk = talk;
    this.model = model;
    this.unit = unit;
    this.every = every;
    this.leave = leave;
    this.shown = unit.orElse(PressureUnit.TORR);
    model.ifPresent(known -> fitted.retainAll(known.sensors()));
    this.channels = known();
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }

  private List<Channel> known() {
    var known = new ArrayList<Channel>();
    for (var sensor : fitted) {
      known.add(Channel.number(id(sensor.channel()), wanted().unit(), sensor.label(), every));
    }
    if (fitted.contains(Sensor.ION)) {
      var round = every.multipliedBy(STATES.size());
      known.add(Channel.states(id(FILAMENT), "filament (IGS)", round, "off", "on"));
      known.add(Channel.states(id(DEGAS), "degas (DGS)", round, "off", "on"));
      known.add(Channel.states(id(EMISSION), "emission (SES)", round, "0.1mA", "4mA"));
      known.add(Channel.states(id(STATUS), "status (RS)", round, Status.words()));
    }
    return List.copyOf(known);
  }

  private ChannelId id(String channel) {
    return ChannelId.of(instrument, channel);
  }

  private PressureUnit wanted() {
    return unit.orElse(PressureUnit.TORR);
  }

  private boolean hasIon() {
    return fitted.contains(Sensor.ION);
  }

  @Override
  public Poll poll(Instant time) {
    var round = new Round(talk, instrument, time);
    if (identified != talk.opened()) {
      identify(round);
    }
    var asked = EnumSet.noneOf(Question.class);
    if (hasIon()) {
      state(round, nextState(), asked);
    } else {
      round.ask(Question.VER); // an answer that is no pressure
    }
    for (var sensor : List.copyOf(fitted)) {
      pressure(round, sensor, asked);
    }
    return round.poll(version.isEmpty() ? "" : "version " + version);
  }

  private Question nextState() {
    turn = (turn + 1) % STATES.size();
    return STATES.get(turn);
  }

  /** Once for each opening of the port: another gauge may be there. */
  private void identify(Round round) {
    if (round.ask(Question.VER) instanceof GaugeReply.Field(String text)) {
      version = text.strip();
    }
    if (model.isEmpty()
        && hasIon()
        && measured.isEmpty()
        && round.ask(Question.IGS) instanceof GaugeReply.Unknown
        // twice, since a question that was spoilt on its way is unknown, too
        && round.ask(Question.IGS) instanceof GaugeReply.Unknown) {
      fitted.retainAll(Model.CONVECTION.sensors());
    }
    toldUnit = false;
    unit(round, round.ask(Question.RU));
    if (!toldUnit) {
      // a wrong unit makes every value wrong, and a question that was spoilt is unknown, too
      unit(round, round.ask(Question.RU));
    }
    if (!round.isOver()) {
      identified = talk.opened();
      channels = known();
    }
  }

  private void unit(Round round, GaugeReply reply) {
    switch (reply) {
      case GaugeReply.Field(String text) -> {
        shown = PressureUnit.answered(text).orElse(shown);
        toldUnit = true;
      }
      case GaugeReply.Unknown() -> shown = toldUnit ? shown : wanted();
      case GaugeReply.Refused _ -> round.trouble(Round.reason(Question.RU, reply));
      case GaugeReply.Bad _, GaugeReply.Silent _, GaugeReply.Lost _ -> {
        // the round is over, and says so
      }
    }
  }

  private void state(Round round, Question question, Set<Question> asked) {
    asked.add(question);
    var reply = round.ask(question);
    switch (question) {
      case RU -> unit(round, reply);
      case RS -> status(round, reply);
      case IGS -> choice(round, question, FILAMENT, reply, '1');
      case DGS -> choice(round, question, DEGAS, reply, '1');
      default -> choice(round, question, EMISSION, reply, '4');
    }
  }

  private static void choice(
      Round round, Question question, String channel, GaugeReply reply, char one) {
    if (reply instanceof GaugeReply.Field(String text)) {
      round.measured(channel, text.charAt(0) == one ? 1 : 0, Quality.GOOD);
    } else {
      round.missing(channel, Round.reason(question, reply));
    }
  }

  private Optional<Status> status(Round round, GaugeReply reply) {
    if (!(reply instanceof GaugeReply.Field(String text))) {
      round.missing(STATUS, Round.reason(Question.RS, reply));
      return Optional.empty();
    }
    var status = Status.answered(text);
    status.ifPresentOrElse(
        known -> {
          round.measured(STATUS, List.of(Status.values()).indexOf(known), Quality.GOOD);
          if (known != Status.OK) {
            round.trouble(
                talk.name()
                    + " switched its ion gauge off: "
                    + known.word()
                    + " ("
                    + text.strip()
                    + "); switching the filament off clears it");
          }
        },
        () -> {
          round.missing(STATUS, "status " + text.strip() + " is not known");
          round.trouble(talk.name() + " has the status " + text.strip() + ", which is not known");
        });
    return status;
  }

  private void pressure(Round round, Sensor sensor, Set<Question> asked) {
    var question = question(sensor);
    var reply = round.ask(question);
    if (reply instanceof GaugeReply.Unknown) {
      notKnown(sensor);
    }
    if (!(reply instanceof GaugeReply.Field(String text))) {
      if (fitted.contains(sensor)) {
        round.missing(sensor.channel(), Round.reason(question, reply));
      }
      return;
    }
    unknown.remove(sensor);
    measured.add(sensor);
    switch (PressureText.read(sensor, text, shown, wanted())) {
      case PressureText.Value(double value, Quality quality) ->
          round.measured(sensor.channel(), value, quality);
      case PressureText.Off() -> round.missing(sensor.channel(), whyOff(round, asked));
      case PressureText.None(String reason) -> round.missing(sensor.channel(), reason);
      case PressureText.Impossible(String why) -> {
        round.missing(sensor.channel(), why);
        round.impossible(new Unreadable("range " + question, question + ": " + why));
      }
    }
  }

  private Question question(Sensor sensor) {
    return switch (sensor) {
      case ION -> Question.RD;
      case CONVECTION_1 -> hasIon() ? Question.RDCG1 : Question.RD;
      case CONVECTION_2 -> Question.RDCG2;
    };
  }

  /** A gauge without this sensor, when it is for the gauge to say what it has. */
  private void notKnown(Sensor sensor) {
    int times = unknown.merge(sensor, 1, Integer::sum);
    if (model.isEmpty()
        && sensor != Sensor.ION
        && times >= NOT_FITTED
        && !measured.contains(sensor)) {
      fitted.remove(sensor);
      channels = known();
    }
  }

  private String whyOff(Round round, Set<Question> asked) {
    var status = Optional.<Status>empty();
    if (asked.add(Question.RS)) {
      status = status(round, round.ask(Question.RS));
    }
    if (status.isPresent() && status.get() != Status.OK) {
      return "the ion gauge switched itself off: " + status.get().word();
    }
    boolean on = false;
    if (asked.add(Question.IGS)) {
      var reply = round.ask(Question.IGS);
      choice(round, Question.IGS, FILAMENT, reply, '1');
      on = reply instanceof GaugeReply.Field(String text) && text.charAt(0) == '1';
    }
    return on ? "the ion gauge is starting" : "the ion gauge is off";
  }

  @Override
  public Optional<Controls> controls() {
    // what was told, not what the polling thread is just finding out
    return channels.stream().anyMatch(channel -> channel.id().name().equals(FILAMENT))
        ? Optional.of(new GaugeControls(instrument, talk))
        : Optional.empty();
  }

  @Override
  public void close() {
    leave.run();
  }
}
