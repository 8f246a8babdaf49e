package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.instruments.caen.SupplyReply.Denied;
import org.stillwatch.instruments.caen.SupplyReply.Fault;
import org.stillwatch.instruments.caen.SupplyReply.Lost;
import org.stillwatch.instruments.caen.SupplyReply.Taken;
import org.stillwatch.instruments.caen.SupplyReply.Values;
import org.stillwatch.instruments.caen.SupplyTalk.Asking;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/**
 * Switches all outputs of a supply off, before all other traffic, and reads back that they are off
 * or ramp down. What was spoilt on its way is sent again; a board about which nothing is known is
 * told in every way that any board may understand. Safe for threads.
 */
public final class AllOff {

  /** So often a line is sent until the board takes it. */
  private static final int SENDINGS = 3;

  /** So often it is looked whether the outputs are off. */
  private static final int LOOKS = 5;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Dry skin may touch so much (V; IEC 60364-4-41, 414.4.5). */
  static final double LOW_VOLT = 60;

  /** All channels of boards of eight and of four, and then each one. */
  private static final List<Integer> BLIND = List.of(8, 4, 0, 1, 2, 3, 5, 6, 7);

  private static final String NOTHING_SENT = "nothing was sent, since ";

  private final SupplyTalk talk;
  private final List<Integer> numbers;
  private final Map<Integer, Board> known;

  /**
   * @param boards 0 to 31 each
   * @param timeout how long an answer may take
   */
  public AllOff(Lane lane, List<Integer> boards, Duration timeout) {
    this(new SupplyTalk(lane, timeout), boards, new ConcurrentHashMap<>());
  }

  /**
   * @param known boards by number, as far as someone has found out
   */
  AllOff(SupplyTalk talk, List<Integer> boards, Map<Integer, Board> known) {
    this.talk = talk;
    this.numbers = List.copyOf(boards);
    this.known = known;
  }

  /** Finds out what is not known yet of the boards, so that off takes less time. */
  public void learn() {
    for (int number : numbers) {
      if (!known.containsKey(number)) {
        talk.converse(Urgency.POLL, asking -> BoardFinder.find(asking, number))
            .board()
            .ifPresent(board -> known.put(number, board));
      }
    }
  }

  /** What is wrong with a board after it was told. */
  private sealed interface Trouble {
    String why();

    /** It says that it did not. */
    record Not(String why) implements Trouble {}

    /** It does not say. */
    record Unknown(String why) implements Trouble {}
  }

  /**
   * Switches off and reads back. First each board that is known is told once, so that one that does
   * not answer holds up the others as little as may be.
   */
  public Outcome carryOut() {
    var sent = new LinkedHashMap<Integer, Optional<Trouble>>();
    for (int number : numbers) {
      var board = known.get(number);
      if (board != null && board.atOnce()) {
        var question = board.off(board.channels());
        var reply = talk.ask(Urgency.SAFETY, question);
        if (reply instanceof Taken) {
          sent.put(number, Optional.empty());
        } else if (reply instanceof Lost lost && !lost.sent()) {
          return new Outcome.Failed(NOTHING_SENT + lost.why());
        }
      }
    }
    for (int number : numbers) {
      if (!sent.containsKey(number)) {
        sent.put(number, talk.converse(Urgency.SAFETY, asking -> send(asking, number)));
      }
    }
    var not = new ArrayList<String>();
    var unknown = new ArrayList<String>();
    sent.forEach(
        (number, trouble) -> {
          var found =
              trouble.filter(Trouble.Not.class::isInstance).isPresent()
                  ? trouble
                  : talk.converse(Urgency.SAFETY, asking -> look(asking, number));
          found.ifPresent(each -> (each instanceof Trouble.Not ? not : unknown).add(each.why()));
        });
    if (!not.isEmpty()) {
      not.addAll(unknown);
      return new Outcome.Failed(String.join("; ", not));
    }
    return unknown.isEmpty()
        ? new Outcome.Done(0)
        : new Outcome.Unconfirmed(String.join("; ", unknown));
  }

  private Optional<Trouble> send(Asking asking, int number) {
    var board = known.get(number);
    if (board == null) {
      var found = find(asking, number);
      if (found.isEmpty()) {
        return blindly(asking, number);
      }
      board = found.get();
    }
    if (!board.atOnce()) {
      return singly(asking, board);
    }
    var question = board.off(board.channels());
    var reply = insist(asking, question);
    if (reply instanceof Denied(Fault fault) && fault == Fault.CH) {
      known.put(number, board.singly());
      return singly(asking, board);
    }
    return trouble(question, reply);
  }

  /** Asked twice, since the first answer may be spoilt. */
  private Optional<Board> find(Asking asking, int number) {
    var first = BoardFinder.find(asking, number);
    var found =
        first.board().isPresent() || first.last() instanceof Lost
            ? first.board()
            : BoardFinder.find(asking, number).board();
    found.ifPresent(board -> known.put(number, board));
    return found;
  }

  private static Optional<Trouble> singly(Asking asking, Board board) {
    Optional<Trouble> found = Optional.empty();
    for (int channel = 0; channel < board.channels(); channel++) {
      var question = board.off(channel);
      found = trouble(question, insist(asking, question)).or(heldOf(found));
    }
    return found;
  }

  private static Supplier<Optional<Trouble>> heldOf(Optional<Trouble> found) {
    return () -> found;
  }

  /** Of a board that nothing is known of. */
  private static Optional<Trouble> blindly(Asking asking, int number) {
    Optional<Trouble> found = Optional.empty();
    for (int channel : BLIND) {
      var question = Board.unknown(number, Dialect.CHAIN).off(channel);
      var reply = asking.ask(question);
      if (reply instanceof Lost || (reply instanceof SupplyReply.Silent && channel < 4)) {
        return trouble(question, reply); // it has heard those to all, or it hears nothing
      }
      if (!(reply instanceof Denied(Fault fault) && fault == Fault.CH)) {
        found = trouble(question, reply).or(heldOf(found));
      }
    }
    return found;
  }

  private static SupplyReply insist(Asking asking, Question question) {
    var reply = asking.ask(question);
    for (int i = 1; i < SENDINGS && isWorthMore(reply); i++) {
      reply = asking.ask(question);
    }
    return reply;
  }

  /** Whether a line that got this answer may have been spoilt on its way. */
  private static boolean isWorthMore(SupplyReply reply) {
    return !(reply.isInStep() || (reply instanceof Lost lost && !lost.sent()));
  }

  private static Optional<Trouble> trouble(Question question, SupplyReply reply) {
    if (reply instanceof Taken) {
      return Optional.empty();
    }
    if (reply instanceof Denied(Fault fault) && fault == Fault.LOC) {
      return Optional.of(
          new Trouble.Not(
              "board "
                  + question.board()
                  + " is in LOCAL, so only its front panel can switch it off"));
    }
    if (reply instanceof Lost lost && !lost.sent()) {
      return Optional.of(new Trouble.Not(NOTHING_SENT + lost.why()));
    }
    return Optional.of(new Trouble.Unknown(SupplyReply.why(question, reply)));
  }

  private Optional<Trouble> look(Asking asking, int number) {
    var board = Optional.ofNullable(known.get(number)).or(() -> find(asking, number)).orElse(null);
    if (board == null) {
      return Optional.of(
          new Trouble.Unknown(
              "OFF was sent to board " + number + ", and whether it is off is not known"));
    }
    Optional<Trouble> found = Optional.empty();
    for (int i = 0; i < LOOKS; i++) {
      found = lookOnce(asking, board);
      if (found.isEmpty()) {
        return found;
      }
      asking.rest(BETWEEN_LOOKS);
    }
    return found;
  }

  private static Optional<Trouble> lookOnce(Asking asking, Board board) {
    var on = new ArrayList<Integer>();
    for (int channel = 0; channel < board.channels(); channel++) {
      var question = board.atOnce() ? board.askAll(Parameter.STAT, false) : stat(board, channel);
      // a word first: bits must not be taken for those of the channel before
      var word = asking.ask(board.ask(Parameter.BDILK));
      var reply = word.isInStep() ? asking.ask(question) : word;
      if (!(reply instanceof Values values)) {
        return Optional.of(
            new Trouble.Unknown(
                "OFF was sent, and whether it was done is not known: "
                    + SupplyReply.why(question, reply)));
      }
      int first = channel;
      IntStream.range(0, values.texts().size())
          .filter(i -> !isSafe(asking, board, first + i, (int) values.number(i)))
          .forEach(i -> on.add(first + i));
      channel += values.texts().size() - 1;
    }
    if (on.isEmpty()) {
      return Optional.empty();
    }
    for (int channel : on) {
      var again = asking.ask(board.off(channel));
      if (again instanceof Lost lost) {
        return Optional.of(new Trouble.Unknown(lost.why()));
      }
    }
    return Optional.of(
        new Trouble.Not(
            board.name()
                + " takes OFF and does nothing: channel "
                + String.join(", ", on.stream().map(String::valueOf).toList())
                + " is still on"));
  }

  private static Question stat(Board board, int channel) {
    return board.ask(Parameter.STAT, channel, false);
  }

  static boolean isSafe(Asking asking, Board board, int channel, int status) {
    if (OutputState.isGoingOff(status)) {
      return true;
    }
    boolean forced =
        OutputState.TRIPPED.isIn(status)
            || OutputState.KILLED.isIn(status)
            || OutputState.INTERLOCKED.isIn(status);
    return forced
        && asking.ask(board.ask(Parameter.VMON, channel, false)) instanceof Values values
        && Math.abs(values.number(0)) < LOW_VOLT;
  }
}
