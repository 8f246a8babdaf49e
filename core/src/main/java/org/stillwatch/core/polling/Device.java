package org.stillwatch.core.polling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.reading.Channel;

/** A device that answers when it is asked. Polled by one thread at a time. */
public interface Device extends AutoCloseable {

  /** The channels known so far; grows when the device shows more. */
  List<Channel> channels();

  /**
   * Asks for all that is due. Never fails: what did not come is missing with its reason.
   *
   * @param time of the readings
   */
  Poll poll(Instant time);

  /** What may be commanded of it. */
  default Optional<Controls> controls() {
    return Optional.empty();
  }

  /** Ends it, also while it waits for an answer. */
  @Override
  void close();
}
