package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.link.lane.Answer;

/**
 * What came of one question. A line is {@code #}, the board where there are several, {@code CMD:OK}
 * and values, or a field that ends with {@code :ERR}. A line that begins with {@code !} is from the
 * process that guards the supply, about its own way to it.
 */
sealed interface SupplyReply {

  /** As many values as were asked for, each of the shape that was asked for. */
  record Values(List<String> texts) implements SupplyReply {
    public Values {
      texts = List.copyOf(texts);
    }

    double number(int channel) {
      return Double.parseDouble(texts.get(channel));
    }
  }

  /** A setting was taken; whether it is carried out is another question. */
  record Taken() implements SupplyReply {}

  /** The board says that it cannot. */
  record Denied(Fault fault) implements SupplyReply {}

  /** The guard does not let it through. */
  record Refused(String why) implements SupplyReply {}

  /** Something came that is no answer to this question. */
  record Bad(Unreadable why) implements SupplyReply {}

  /** Nothing came. */
  record Silent(String why) implements SupplyReply {}

  /**
   * The port is not there.
   *
   * @param why one clause, beginning with the port
   * @param sent whether the question may have reached the supply
   */
  record Lost(String why, Duration retryIn, boolean sent) implements SupplyReply {}

  /** Whether it is surely the answer to its question, so that the next one will be, too. */
  default boolean isInStep() {
    return this instanceof Values || this instanceof Taken || this instanceof Denied;
  }

  /** What a board cannot do. */
  enum Fault {
    CMD("does not know the command"),
    CH("has no such channel"),
    PAR("does not know the parameter"),
    VAL("does not take the value"),
    LOC("is in LOCAL");

    private final String clause;

    Fault(String clause) {
      this.clause = clause;
    }

    /** {@code has no such channel (CH:ERR)}. */
    String clause() {
      return clause + " (" + name() + ":ERR)";
    }
  }

  Pattern HEAD = Pattern.compile("#(?:BD:([0-9]{1,2}),)?(.*)");

  /**
   * Reads an answer.
   *
   * @param surplus what came after it without being asked for
   */
  static SupplyReply read(Question question, Answer answer, byte[] surplus) {
    return switch (answer) {
      case Answer.Silent silent -> new Silent(question + " was not answered");
      case Answer.Lost(String why, Duration retryIn, boolean sent) -> new Lost(why, retryIn, sent);
      case Answer.Cut _, Answer.Broken _ ->
          bad("cut", question, question + " was " + answer.why() + "; it is left out");
      case Answer.Complete complete ->
          moreCame(question, complete, surplus).orElseGet(() -> read(question, complete.text()));
    };
  }

  private static SupplyReply bad(String kind, Question question, String why) {
    return new Bad(new Unreadable(kind + " " + question, why));
  }

  private static SupplyReply unfit(String kind, Question question, String line, String expected) {
    return bad(
        kind,
        question,
        question
            + " was answered "
            + Unreadable.shown(line)
            + ", expected "
            + expected
            + "; it is left out");
  }

  /** What is left of an end of line changes nothing; more is another answer, and one is late. */
  private static Optional<SupplyReply> moreCame(
      Question question, Answer.Complete answer, byte[] surplus) {
    for (byte each : surplus) {
      if (each != '\n' && each != '\r') {
        return Optional.of(
            bad(
                "surplus",
                question,
                question
                    + " was answered "
                    + Answer.shown(answer.frame())
                    + " and then "
                    + Answer.shown(surplus)
                    + ": one of them answers an earlier question; both are left out"));
      }
    }
    return Optional.empty();
  }

  private static SupplyReply read(Question question, String line) {
    if (line.startsWith("!")) {
      return ofGuard(question, line);
    }
    var head = HEAD.matcher(line);
    if (!head.matches()) {
      return unfit("line", question, line, "a line such as '#BD:00,CMD:OK'");
    }
    if (head.group(1) != null && Integer.parseInt(head.group(1)) != question.board()) {
      return unfit("board", question, line, "an answer of board " + question.board());
    }
    var rest = head.group(2);
    return fault(rest).<SupplyReply>map(Denied::new).orElseGet(() -> said(question, line, rest));
  }

  private static Optional<Fault> fault(String rest) {
    var fields = List.of(rest.split(",", -1));
    return Arrays.stream(Fault.values())
        .filter(fault -> fields.contains(fault.name() + ":ERR"))
        .findFirst();
  }

  private static SupplyReply said(Question question, String line, String rest) {
    if (question.asked().isEmpty()) {
      return rest.equals("CMD:OK")
          ? new Taken()
          : unfit("setting", question, line, "CMD:OK and no value");
    }
    var parameter = question.asked().get();
    var start = "CMD:OK,VAL:";
    if (!rest.startsWith(start)) {
      return unfit("value", question, line, "CMD:OK and a value");
    }
    var texts = new ArrayList<>(List.of(rest.substring(start.length()).split(";", -1)));
    if (texts.size() == question.values() + 1 && texts.getLast().isEmpty()) {
      texts.removeLast(); // some boards end the last value like the others
    }
    boolean fits =
        texts.size() == question.values()
            && texts.stream().allMatch(text -> parameter.isValue(text, question.whole()));
    return fits
        ? new Values(texts)
        : unfit(
            "values",
            question,
            line,
            question.values() == 1
                ? parameter.expected()
                : question.values() + " values, each " + parameter.expected());
  }

  private static SupplyReply ofGuard(Question question, String line) {
    if (line.equals("!silent")) {
      return new Silent(question + " was not answered");
    }
    if (line.startsWith("!lost ")) {
      return new Lost(line.substring(6), Duration.ZERO, true);
    }
    if (line.startsWith("!refused ")) {
      return new Refused(line.substring(9));
    }
    return unfit("guard", question, line, "an answer of the supply");
  }

  /** Why there is no value, as a clause. */
  static String why(Question question, SupplyReply reply) {
    return switch (reply) {
      case Values(List<String> texts) -> question + " was answered " + String.join(";", texts);
      case Taken() -> question + " was answered with OK";
      case Denied(Fault fault) ->
          "board " + question.board() + " " + fault.clause() + ", asked for " + question;
      case Refused(String why) -> why;
      case Bad(Unreadable why) -> why.why();
      case Silent(String why) -> why;
      case Lost lost -> lost.why();
    };
  }
}
