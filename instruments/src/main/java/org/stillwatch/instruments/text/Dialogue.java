package org.stillwatch.instruments.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Conversation;
import org.stillwatch.link.lane.Framing;

/** How a device is spoken to: terminators, echo, handshake. */
final class Dialogue {

  /** What came of a question or a command. */
  sealed interface Heard {
    record Line(String text) implements Heard {}

    /**
     * Nothing came, or nothing whole.
     *
     * @param gone nobody is there, so there is no use in asking on
     */
    record Nothing(String why, boolean gone) implements Heard {}

    /** The device, or what came, says no. */
    record Wrong(String why) implements Heard {}
  }

  /** No device answers more to one question. */
  private static final int LONGEST = 4096;

  private final String end;
  private final Framing framing;
  private final Duration deadline;
  private final boolean echoLine;
  private final Optional<HandshakeKeys> handshake;

  Dialogue(TextSettings settings) {
    this.end = settings.commandEnd();
    this.framing = Framing.endedBy(settings.replyEnd(), LONGEST);
    this.deadline = settings.deadline();
    this.echoLine = settings.echoLine().orElse(false);
    this.handshake = settings.handshake();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Asks, and hears the line that answers. */
  Heard ask(Conversation conversation, String send) {
    return ask(conversation, send, end);
  }

  Heard ask(Conversation conversation, String send, String terminator) {
    var first = conversation.ask(bytes(send + terminator), framing, deadline);
    if (echoLine) {
      first = afterEcho(conversation, send, first);
    }
    if (handshake.isEmpty()) {
      return heard(send, first);
    }
    var acknowledged = acknowledged(send, first);
    if (acknowledged.isPresent()) {
      return acknowledged.get();
    }
    var enquire = handshake.get().enquire();
    return heard(
        send,
        enquire.isPresent()
            ? conversation.ask(bytes(HandshakeKeys.character(enquire.get())), framing, deadline)
            : conversation.hear(framing, deadline));
  }

  /** What comes after a command: who acknowledges questions acknowledges commands. */
  SettingKeys.AnswerTo usualAnswer() {
    return handshake.isPresent() ? SettingKeys.AnswerTo.ACK : SettingKeys.AnswerTo.NONE;
  }

  /** A command that is answered by an acknowledgement alone; empty when that came. */
  Optional<Heard> acknowledged(Conversation conversation, String send) {
    return acknowledged(send, conversation.ask(bytes(send + end), framing, deadline));
  }

  /** A command that is not answered; empty when it was sent. */
  Optional<Heard> tell(Conversation conversation, String send) {
    return tell(conversation, send, end);
  }

  Optional<Heard> tell(Conversation conversation, String send, String terminator) {
    return conversation.tell(bytes(send + terminator)).map(lost -> heard(send, lost));
  }

  private Answer afterEcho(Conversation conversation, String send, Answer first) {
    if (!(first instanceof Answer.Complete complete)) {
      return first;
    }
    return complete.text().strip().equals(send.strip())
        ? conversation.hear(framing, deadline)
        : new Answer.Broken(complete.frame(), "expected the command to come back first");
  }

  private Optional<Heard> acknowledged(String send, Answer answer) {
    if (!(answer instanceof Answer.Complete complete)) {
      return Optional.of(heard(send, answer));
    }
    var keys = handshake.orElseThrow();
    if (complete.text().equals(HandshakeKeys.character(keys.ack()))) {
      return Optional.empty();
    }
    boolean refused =
        keys.nak().map(HandshakeKeys::character).filter(complete.text()::equals).isPresent();
    return Optional.of(
        new Heard.Wrong(
            "the device "
                + (refused
                    ? "refused " + Unreadable.shown(send) + " (NAK)"
                    : answer.why() + " to " + Unreadable.shown(send) + ", expected its ACK")));
  }

  private static Heard heard(String send, Answer answer) {
    return switch (answer) {
      case Answer.Complete complete -> new Heard.Line(complete.text());
      case Answer.Silent silent ->
          new Heard.Nothing(silent.why().replaceFirst("answer", "answer " + quoted(send)), true);
      case Answer.Lost lost -> new Heard.Nothing(lost.why(), true);
      case Answer.Cut cut -> new Heard.Nothing(cut.why(), false);
      case Answer.Broken broken -> new Heard.Wrong(broken.why());
    };
  }

  private static String quoted(String send) {
    return Matcher.quoteReplacement(Unreadable.shown(send));
  }
}
