package org.stillwatch.link.guard;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Port;

/**
 * What a guard is made of.
 *
 * @param port of the device
 * @param terminator the end of a request, and of its one answer: {@code "\r\n"}
 * @param deadline of an answer of the device, from the end of the request; the station waits a
 *     little longer
 * @param onLoss empty: the outputs are made safe when an interlock would force them, else they stay
 *     as they are
 * @param lossAfter without a heartbeat for so long, the station is lost
 */
public record GuardPlan(
    Port port,
    Manners manners,
    String terminator,
    Duration deadline,
    Outputs outputs,
    Optional<OnLoss> onLoss,
    Duration lossAfter) {

  public static final Duration LOSS_AFTER = Duration.ofSeconds(10);

  /** A busy computer leaves a process alone for a second; that is no loss. */
  public static final Duration SHORTEST = Duration.ofSeconds(2);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public GuardPlan {
    if (lossAfter.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "loss-after is "
              + lossAfter.toMillis()
              + " ms; expected "
              + SHORTEST.toSeconds()
              + " s or more");
    }
    if (terminator.isEmpty()) {
      throw new IllegalArgumentException("the terminator is empty; expected such as \\r\\n");
    }
  }
}
