package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.link.lane.Answer;

/**
 * What came of one question. A frame is 12 characters without its CR: {@code *}, two hex digits of
 * address, a blank, a field of eight; {@code ?} begins an error. The version of the 300 series has
 * no blank, and an error may have a ninth character instead (GP 390).
 */
sealed interface GaugeReply {

  /**
   * The answer, of the shape that the question asks for.
   *
   * @param text eight characters
   */
  record Field(String text) implements GaugeReply {}

  /** {@code SYNTX ER}: the gauge does not know the question. */
  record Unknown() implements GaugeReply {}

  /** {@code INVALID}, {@code COMM ERR}, {@code LOCKED}: not now. */
  record Refused(String text) implements GaugeReply {}

  /** Something came that is no answer to this question. */
  record Bad(Unreadable why) implements GaugeReply {}

  /** Nothing came. */
  record Silent(String why) implements GaugeReply {}

  /**
   * The port is not there.
   *
   * @param why one clause, beginning with the port
   * @param sent whether the question may have reached the gauge
   */
  record Lost(String why, Duration retryIn, boolean sent) implements GaugeReply {}

  String SYNTAX = "SYNTX ER";

  /** No frame is longer, without its CR. */
  int LONGEST = 12;

  Pattern VERSION_300 = Pattern.compile("\\d{5}-\\d{2}");

  /**
   * Reads an answer.
   *
   * @param address two hex digits, upper case
   * @param surplus what came after it without being asked for
   */
  static GaugeReply read(String address, Question question, Answer answer, byte[] surplus) {
    return switch (answer) {
      case Answer.Silent silent -> new Silent(question + " was not answered");
      case Answer.Lost(String why, Duration retryIn, boolean sent) -> new Lost(why, retryIn, sent);
      case Answer.Cut cut -> notAscii(question, cut.soFar()).orElseGet(() -> bad(question, answer));
      case Answer.Broken broken ->
          notAscii(question, broken.soFar()).orElseGet(() -> bad(question, answer));
      case Answer.Complete complete ->
          notAscii(question, complete.frame())
              .or(() -> moreCame(question, complete, surplus))
              .orElseGet(() -> read(address, question, complete));
    };
  }

  private static GaugeReply bad(Question question, Answer answer) {
    return new Bad(
        new Unreadable("cut " + question, question + " was " + answer.why() + "; it is left out"));
  }

  /** ASCII mode has no other bytes, so this is what tells binary mode from all else. */
  private static Optional<GaugeReply> notAscii(Question question, byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return Optional.of(
            new Bad(
                new Unreadable(
                    "not ASCII",
                    question
                        + " was answered "
                        + Answer.shown(bytes)
                        + ", which is not ASCII: the gauge is in BINARY mode (COMM FORMAT in SETUP"
                        + " COMMS), or set to another baud rate or parity")));
      }
    }
    return Optional.empty();
  }

  /** A line feed or two change nothing; more is another answer, and one of the two is late. */
  private static Optional<GaugeReply> moreCame(
      Question question, Answer.Complete answer, byte[] surplus) {
    for (byte each : surplus) {
      if (each != '\n') {
        return Optional.of(
            new Bad(
                new Unreadable(
                    "surplus",
                    question
                        + " was answered "
                        + Answer.shown(answer.frame())
                        + " and then "
                        + Answer.shown(surplus)
                        + ": one of them answers an earlier question; both are left out")));
      }
    }
    return Optional.empty();
  }

  private static GaugeReply read(String address, Question question, Answer.Complete answer) {
    var frame = answer.text();
    boolean error = frame.startsWith("?");
    if (!(error || frame.startsWith("*")) || frame.length() < 3) {
      return noFrame(question, answer);
    }
    if (!frame.startsWith(address, 1)) {
      return new Bad(
          new Unreadable(
              "address",
              question
                  + " was answered "
                  + Answer.shown(answer.frame())
                  + " by another address, expected "
                  + address
                  + "; it is left out"));
    }
    var rest = frame.substring(3);
    if (error) {
      return error(question, answer, rest);
    }
    if (question == Question.VER && VERSION_300.matcher(rest).matches()) {
      return new Field(rest);
    }
    if (rest.length() != 9 || rest.charAt(0) != ' ') {
      return noFrame(question, answer);
    }
    var field = rest.substring(1);
    return question.isAnsweredBy(field)
        ? new Field(field)
        : new Bad(
            new Unreadable(
                "field " + question,
                question
                    + " was answered '"
                    + field
                    + "', expected "
                    + question.expected()
                    + "; it is left out"));
  }

  private static GaugeReply error(Question question, Answer.Complete answer, String rest) {
    if (rest.length() < 8 || rest.length() > 9 || !rest.matches(" ?[A-Z][A-Z ]+")) {
      return noFrame(question, answer);
    }
    var text = rest.strip();
    return text.equals(SYNTAX) ? new Unknown() : new Refused(text);
  }

  private static GaugeReply noFrame(Question question, Answer.Complete answer) {
    return new Bad(
        new Unreadable(
            "frame",
            question
                + " was answered "
                + Answer.shown(answer.frame())
                + ", expected a frame such as '*01 1.53E-06'; it is left out"));
  }
}
