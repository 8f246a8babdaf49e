package org.stillwatch.link.lane;

import java.time.Duration;

/**
 * How a line wants to be treated.
 *
 * @param settle after the port was opened: a device that restarts then is left alone for so long,
 *     and what it says is thrown away
 * @param gap from the end of one exchange to the next request; on a pair of wires the other side
 *     needs it to turn round
 * @param late after an answer that failed: so long a late one may still come, and is thrown away
 * @param echo the line repeats what is sent to it
 */
public record Manners(Duration settle, Duration gap, Duration late, boolean echo) {

  public static final Manners PLAIN =
      new Manners(Duration.ZERO, Duration.ZERO, Duration.ofMillis(250), false);

  public Manners withSettle(Duration other) {
    return new Manners(other, gap, late, echo);
  }

  public Manners withGap(Duration other) {
    return new Manners(settle, other, late, echo);
  }

  public Manners withLate(Duration other) {
    return new Manners(settle, gap, other, echo);
  }

  public Manners withEcho(boolean other) {
    return new Manners(settle, gap, late, other);
  }

  /** What suits both: the longer of each time. */
  Manners and(Manners other) {
    return new Manners(
        longer(settle, other.settle),
        longer(gap, other.gap),
        longer(late, other.late),
        echo || other.echo);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
