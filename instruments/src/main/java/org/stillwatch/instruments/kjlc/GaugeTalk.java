package org.stillwatch.instruments.kjlc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;

/** Questions to one gauge on a lane that others may share. */
final class GaugeTalk {

  /** Between commands at least (InstruTech); meanwhile the line must be quiet. */
  private static final Duration GAP = Duration.ofMillis(50);

  static final Manners MANNERS = Manners.PLAIN.withGap(GAP);

  /** Longer than any frame, so that noise ends soon. */
  private static final Framing FRAMING = Framing.endedBy("\r", 64);

  private final Lane lane;
  private final String address;
  private final Duration deadline;

  GaugeTalk(Lane lane, String address, Duration deadline) {
    this.lane = lane;
    this.address = address;
    this.deadline = deadline;
  }

  GaugeReply ask(Urgency urgency, Question question) {
    var request = ("#" + address + question + "\r").getBytes(StandardCharsets.US_ASCII);
    return lane.converse(
        urgency,
        conversation -> {
          var answer = conversation.ask(request, FRAMING, deadline);
          return GaugeReply.read(address, question, answer, conversation.surplus(GAP));
        });
  }

  /** How often the port was opened: then another gauge may be there. */
  long opened() {
    return lane.opened();
  }

  /** A clause about other programs that have the port open, or nothing. */
  String others() {
    return lane.others();
  }

  /** {@code gauge 01 at /dev/ttyUSB0}. */
  String name() {
    return "gauge " + address + " at " + lane.name();
  }
}
