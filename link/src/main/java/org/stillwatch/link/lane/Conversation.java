package org.stillwatch.link.lane;

import java.time.Duration;
import java.util.Optional;

/** What may be said by whoever has the lane. Not to be kept beyond that. */
public final class Conversation {

  private final Lane lane;

  Conversation(Lane lane) {
    this.lane = lane;
  }

  /**
   * Sends a request on a quiet line and waits for its answer.
   *
   * @param deadline from the last byte of the request to the last of the answer
   */
  public Answer ask(byte[] request, Framing framing, Duration deadline) {
    return lane.exchange(request, framing, deadline);
  }

  /** Waits for one more answer to what was asked last, without throwing anything away. */
  public Answer hear(Framing framing, Duration deadline) {
    return lane.hear(framing, deadline);
  }

  /**
   * Listens for so long after an answer: what comes now was not asked for, so the answer may have
   * been a late one to an earlier request. The time counts towards the gap that the line needs.
   *
   * @return the first bytes that came; empty when the line was quiet, as it should be
   */
  public byte[] surplus(Duration length) {
    return lane.surplus(length);
  }

  /**
   * Sends what is never answered.
   *
   * @return when it could not be sent
   */
  public Optional<Answer.Lost> tell(byte[] bytes) {
    return lane.tell(bytes);
  }

  /** Leaves the device alone for so long. */
  public void rest(Duration length) {
    lane.rest(length);
  }
}
