package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.instruments.caen.SupplyReply.Denied;
import org.stillwatch.instruments.caen.SupplyReply.Fault;
import org.stillwatch.instruments.caen.SupplyReply.Values;

/**
 * One board of a supply, and what is known of it. A round asks, in this order: a word, VMON, STAT,
 * IMON, another word, VSET, BDALARM, ISET, and then one of what changes seldom. So a number never
 * follows a number, and the answer to no question fits the next.
 */
final class SupplyBoard {

  /** What changes seldom, one of which each round asks for. */
  static final List<Parameter> SELDOM =
      List.of(
          Parameter.RUP,
          Parameter.RDW,
          Parameter.IMRANGE,
          Parameter.MAXV,
          Parameter.TRIP,
          Parameter.PDWN,
          Parameter.POL);

  /** What is asked once after the port was opened. */
  private static final List<Parameter> ONCE =
      List.of(
          Parameter.VDEC,
          Parameter.ISDEC,
          Parameter.IMDEC,
          Parameter.VMIN,
          Parameter.VMAX,
          Parameter.IMIN,
          Parameter.IMAX,
          Parameter.MVMIN,
          Parameter.MVMAX,
          Parameter.RUPMIN,
          Parameter.RUPMAX,
          Parameter.RDWMIN,
          Parameter.RDWMAX,
          Parameter.TRIPMIN,
          Parameter.TRIPMAX);

  /** So often in a row a board denies a question before that is believed. */
  private static final int BELIEVED = 3;

  /** Rounds that a silent board is left alone while others answer, at most. */
  private static final int LONGEST_REST = 16;

  private final String instrument;
  private final int number;
  private final Duration every;
  private final SteadyClock clock;
  private final Latest latest;
  private final Map<Integer, Board> known;
  private final Map<Parameter, List<Double>> once = new ConcurrentHashMap<>();
  private final Set<Parameter> notFitted = EnumSet.noneOf(Parameter.class);
  private final Map<Parameter, Integer> denied = new EnumMap<>(Parameter.class);
  private final Map<Integer, RampWatch> ramps = new HashMap<>();
  private volatile List<Channel> channels;
  private boolean identified;
  private String told = "";
  private int refusedAtOnce;
  private int turn;
  private int silences;
  private int resting;

  SupplyBoard(
      String instrument,
      int number,
      Duration every,
      SteadyClock clock,
      Latest latest,
      Map<Integer, Board> known) {
    this.instrument = instrument;
    this.number = number;
    this.every = every;
    this.clock = clock;
    this.latest = latest;
    this.known = known;
    this.channels = declared(0);
  }

  /** What is known of it; empty before it was found. */
  Optional<Board> board() {
    return Optional.ofNullable(known.get(number));
  }

  /** {@code ch0/vmon}, {@code b1-ch0/vmon}. */
  String channel(int channel, String quantity) {
    return (number == 0 ? "ch" : "b" + number + "-ch") + channel + "/" + quantity;
  }

  /** {@code board/alarm}, {@code b1-board/alarm}. */
  String own(String quantity) {
    return (number == 0 ? "board/" : "b" + number + "-board/") + quantity;
  }

  /** {@code N1470, firmware 1.0, serial 100}. */
  String told() {
    return told;
  }

  /** A limit or a number of decimals; empty before it is known. */
  Optional<Double> once(Parameter parameter, int channel) {
    return Optional.ofNullable(once.get(parameter))
        .filter(values -> channel < values.size())
        .map(values -> values.get(channel));
  }

  boolean isWhole(Parameter parameter, int channel) {
    return switch (parameter) {
      case VMON, VSET -> once(Parameter.VDEC, channel).orElse(1.0) == 0;
      case ISET -> once(Parameter.ISDEC, channel).orElse(1.0) == 0;
      case IMON -> once(Parameter.IMDEC, channel).orElse(1.0) == 0;
      default -> false;
    };
  }

  List<Channel> channels() {
    return channels;
  }

  private List<Channel> declared(int count) {
    var all = new ArrayList<Channel>();
    var seldom = every.multipliedBy(SELDOM.size());
    for (int i = 0; i < count; i++) {
      for (var quantity : Quantity.values()) {
        if (!notFitted.contains(quantity.parameter())) {
          all.add(
              quantity.channel(
                  ChannelId.of(instrument, channel(i, quantity.word())),
                  label(i),
                  SELDOM.contains(quantity.parameter()) ? seldom : every));
        }
      }
    }
    var where = "board " + number + " ";
    all.add(
        Channel.number(
            ChannelId.of(instrument, own("alarm")), Quantity.PLAIN, where + "alarm bits", every));
    all.add(
        Channel.states(
            ChannelId.of(instrument, own("interlock")), where + "interlock", every, "no", "yes"));
    all.add(
        Channel.states(
            ChannelId.of(instrument, own("control")), where + "control", every, "remote", "local"));
    return List.copyOf(all);
  }

  private String label(int channel) {
    return (number == 0 ? "" : "board " + number + " ") + "channel " + channel;
  }

  /**
   * @param alone whether it is the only board at its port, and so is never left alone
   */
  void poll(Round round, boolean alone) {
    round.begin();
    if (resting > 0 && !alone) {
      resting--;
      round.leaveAlone("board " + number, "board " + number + " did not answer before");
    } else {
      if (!identified) {
        identify(round);
      }
      board().filter(_ -> identified).ifPresent(board -> values(round, board));
      heard(round);
    }
    for (var channel : channels) {
      if (channel.expectedPeriod().equals(every)) {
        round.missing(channel.id().name(), round.why());
      }
    }
  }

  /** Nothing is taken for known any more, since another board may be there. */
  void forget() {
    identified = false;
    once.clear();
    notFitted.clear();
    denied.clear();
    ramps.clear();
    refusedAtOnce = 0;
    latest.forget();
  }

  /** A board that was silent is left alone for longer and longer. */
  private void heard(Round round) {
    if (round.isUnheard()) {
      resting = Math.min(LONGEST_REST, 1 << Math.min(silences++, 4));
    } else {
      silences = 0;
    }
  }

  private void identify(Round round) {
    if (round.isOver()) {
      return;
    }
    var found = BoardFinder.find(round, number);
    if (found.board().isEmpty()) {
      if (!round.isOver()) {
        round.trouble(
            "board "
                + number
                + " does not say what it is: "
                + SupplyReply.why(found.question(), found.last()));
      }
      return;
    }
    var board = found.board().get();
    known.put(number, board);
    channels = declared(board.channels());
    told = found.told() + text(round, board, "firmware", Parameter.BDFREL);
    told += text(round, board, "serial", Parameter.BDSNUM);
    for (var parameter : ONCE) {
      if (!once.containsKey(parameter)
          && round.ask(board.ask(Parameter.BDCTR)).isInStep() // so no number follows one
          && all(round, parameter) instanceof Values values) {
        once.put(parameter, values.texts().stream().map(Double::valueOf).toList());
      }
    }
    identified = !round.isOver();
  }

  private static String text(Round round, Board board, String what, Parameter parameter) {
    return round.ask(board.ask(parameter)) instanceof Values(List<String> texts)
        ? ", " + what + " " + texts.getFirst()
        : "";
  }

  /** Of all channels, at once where the board knows that. */
  private SupplyReply all(Round round, Parameter parameter) {
    var board = board().orElseThrow();
    if (board.atOnce()) {
      var reply = round.ask(board.askAll(parameter, isWhole(parameter, 0)));
      boolean unknown = reply instanceof Denied(Fault fault) && fault == Fault.CH;
      if (!unknown) {
        return reply;
      }
      if (++refusedAtOnce >= BELIEVED) {
        known.put(number, board.singly());
      }
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < board.channels(); i++) {
      // a word between two channels, whose answers look alike
      var word = i == 0 ? new SupplyReply.Taken() : round.ask(board.ask(Parameter.BDCTR));
      var reply =
          word.isInStep() ? round.ask(board.ask(parameter, i, isWhole(parameter, i))) : word;
      if (!(reply instanceof Values(List<String> one))) {
        return reply;
      }
      texts.addAll(one);
    }
    return new Values(texts);
  }

  private void values(Round round, Board board) {
    turn++;
    boolean odd = turn % 2 == 1;
    word(round, board, odd ? Parameter.BDCTR : Parameter.BDILK);
    var volts = take(round, Quantity.VMON);
    var status = take(round, Quantity.STATUS);
    var current = take(round, Quantity.IMON);
    word(round, board, odd ? Parameter.BDILK : Parameter.BDCTR);
    var goals = take(round, Quantity.VSET);
    var alarm = round.ask(board.ask(Parameter.BDALARM));
    var limits = take(round, Quantity.ISET);
    seldom(round, board);
    if (alarm instanceof Values values) {
      tell(round, own("alarm"), values.number(0));
    } else {
      round.missing(own("alarm"), SupplyReply.why(board.ask(Parameter.BDALARM), alarm));
    }
    if (status instanceof Values bits) {
      var judge = new BoardJudge(board, number);
      judge.outputs(bits, limits).forEach(round::trouble);
      if (alarm instanceof Values values) {
        judge.latched(bits, (int) values.number(0)).ifPresent(round::trouble);
      }
      if (volts instanceof Values now && goals instanceof Values to) {
        ramps(round, board, bits, now, to);
      }
    }
  }

  private void tell(Round round, String channel, double value) {
    round.measured(channel, value);
    latest.told(channel, value);
  }

  private void word(Round round, Board board, Parameter parameter) {
    var question = board.ask(parameter);
    var reply = round.ask(question);
    var channel = own(parameter == Parameter.BDCTR ? "control" : "interlock");
    if (reply instanceof Values(List<String> texts)) {
      int value = parameter.words().indexOf(texts.getFirst());
      tell(round, channel, value);
      if (value == 1) {
        round.trouble(
            "board "
                + number
                + (parameter == Parameter.BDCTR
                    ? " is in LOCAL: it takes no settings until its front panel is set to REMOTE"
                    : " is interlocked: its outputs stay off until the interlock is released"));
      }
    } else {
      round.missing(channel, SupplyReply.why(question, reply));
    }
  }

  /** One quantity of all channels, and what else is seen in it. */
  private SupplyReply take(Round round, Quantity quantity) {
    var reply = all(round, quantity.parameter());
    for (int i = 0; i < board().orElseThrow().channels(); i++) {
      for (var each : Quantity.values()) {
        if (each.parameter() != quantity.parameter() || notFitted.contains(quantity.parameter())) {
          continue;
        }
        var name = channel(i, each.word());
        if (reply instanceof Values values) {
          double value = each.value(values.texts().get(i));
          if (each == Quantity.TRIP && value >= Parameter.NEVER_TRIPS) {
            round.missing(name, "never trips (" + Numbers.plain(value) + " s)");
            latest.told(name, value);
          } else {
            tell(round, name, value);
          }
        } else {
          round.missing(
              name,
              SupplyReply.why(board().orElseThrow().ask(quantity.parameter(), i, false), reply));
        }
      }
    }
    return reply;
  }

  private void seldom(Round round, Board board) {
    var parameter = SELDOM.get(turn % SELDOM.size());
    if (notFitted.contains(parameter) || round.isOver()) {
      return;
    }
    if (!parameter.isWord() && !round.ask(board.ask(Parameter.BDCTR)).isInStep()) {
      return;
    }
    var reply = take(round, Quantity.of(parameter));
    boolean unknown = reply instanceof Denied(Fault fault) && fault == Fault.PAR;
    if (unknown && denied.merge(parameter, 1, Integer::sum) >= BELIEVED) {
      notFitted.add(parameter);
      channels = declared(board.channels());
    }
  }

  private void ramps(Round round, Board board, Values bits, Values volts, Values goals) {
    for (int i = 0; i < board.channels(); i++) {
      int status = (int) bits.number(i);
      boolean on = OutputState.ON.isIn(status);
      double volt = volts.number(i);
      double goal = on ? goals.number(i) : 0;
      var rate =
          latest.of(
              channel(i, volt < goal ? "rup" : "rdw"), every.multipliedBy(3L * SELDOM.size()));
      int channel = i;
      rate.filter(each -> each > 0)
          .flatMap(
              each ->
                  ramps
                      .computeIfAbsent(channel, _ -> new RampWatch())
                      .look(goal, volt, each, BoardJudge.excuses(status), clock.nanos()))
          .ifPresent(
              why -> round.trouble("channel " + channel + " of board " + number + " " + why));
    }
  }
}
