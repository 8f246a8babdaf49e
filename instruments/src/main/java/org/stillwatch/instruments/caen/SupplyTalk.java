package org.stillwatch.instruments.caen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.stillwatch.link.lane.Conversation;
import org.stillwatch.link.lane.FrameState;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;

/** Questions to the boards at one port. */
final class SupplyTalk {

  static final Manners MANNERS = Manners.PLAIN;

  /** Of requests; that of answers may be half of it. */
  static final String END = "\r\n";

  /** A line that was sent twice comes within it. */
  private static final Duration QUIET = Duration.ofMillis(5);

  /** Longer than the values of 32 channels. */
  private static final int LONGEST = 512;

  private final Lane lane;
  private final Duration deadline;

  SupplyTalk(Lane lane, Duration deadline) {
    this.lane = lane;
    this.deadline = deadline;
  }

  /** What may be asked by whoever has the lane. */
  interface Asking {
    SupplyReply ask(Question question);

    /** Leaves the supply alone for so long. */
    void rest(Duration length);
  }

  <T> T converse(Urgency urgency, Function<Asking, T> talk) {
    return lane.converse(
        urgency,
        conversation ->
            talk.apply(
                new Asking() {
                  @Override
                  public SupplyReply ask(Question question) {
                    return exchange(conversation, question);
                  }

                  @Override
                  public void rest(Duration length) {
                    conversation.rest(length);
                  }
                }));
  }

  SupplyReply ask(Urgency urgency, Question question) {
    return converse(urgency, asking -> asking.ask(question));
  }

  private SupplyReply exchange(Conversation conversation, Question question) {
    var request = (question.line() + END).getBytes(StandardCharsets.US_ASCII);
    Framing framing = () -> new Line(new byte[LONGEST], 0);
    var answer = conversation.ask(request, framing, deadline);
    return SupplyReply.read(question, answer, conversation.surplus(QUIET));
  }

  /** How often the port was opened: then another supply may be there. */
  long opened() {
    return lane.opened();
  }

  /** A clause about other programs that have the port open, or nothing. */
  String others() {
    return lane.others();
  }

  /** {@code 10.0.0.9:1470}. */
  String name() {
    return lane.name();
  }

  /** A line that ends with CR, LF or both; the end of the one before is passed over. */
  private record Line(byte[] bytes, int count) implements FrameState.Wanting {
    @Override
    public FrameState take(byte next) {
      if (next == '\r' || next == '\n') {
        return count == 0 ? this : new FrameState.Complete(soFar());
      }
      if (count == bytes.length) {
        return new FrameState.Broken(soFar(), "no end within " + LONGEST + " bytes");
      }
      bytes[count] = next;
      return new Line(bytes, count + 1);
    }

    @Override
    public byte[] soFar() {
      return Arrays.copyOf(bytes, count);
    }
  }
}
