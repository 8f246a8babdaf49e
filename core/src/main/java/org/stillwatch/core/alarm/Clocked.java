package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.reading.ChannelId;

/**
 * Something that goes by the same rows and the same clock as the rules, such as running procedures.
 * The {@link Watch} steps it, in the order of due times with all else that is due.
 */
public interface Clocked {

  /** When it must be stepped next by time alone; {@link Instant#MAX} when by rows alone. */
  Instant nextDue();

  /**
   * It is due.
   *
   * @param now the time of this step, which is {@link #nextDue}; after the step nothing is due then
   * @param upTo where time goes in this turn
   */
  void due(Instant now, Instant upTo, List<Effect> effects);

  /** These channels have new readings, or have fallen silent. */
  void step(Set<ChannelId> touched, Instant now, List<Effect> effects);

  /** Channels are known, or known with other words. */
  void declared();

  /** The wall clock was set: what waits, waits as long as before. */
  void clockSet(Duration by);
}
