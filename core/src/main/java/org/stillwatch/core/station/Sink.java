package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.store.StationStore;

/**
 * Takes what is stored on to another place: a database of others, files to take away. It follows
 * the store, so it may lag behind and catches up, and nothing that was stored is lost to it. Called
 * by one thread, which is its own and may block.
 */
public interface Sink extends AutoCloseable {

  /**
   * Carries on the next part of what waits, for about a second at most.
   *
   * <p>What is wrong over there (no answer, refused, disk full) is no exception: the step tells it,
   * and the next one tries again.
   *
   * @param now the wall clock
   * @throws org.stillwatch.core.store.StoreUnavailable when the store cannot be used now
   */
  Step step(Instant now);

  @Override
  void close();

  /**
   * What a step did.
   *
   * @param health ok; trouble when something was left out for good or needs a look; unreachable
   *     while nothing can be carried on
   * @param carried how many readings this step carried on
   * @param waiting how many readings are known to wait still
   * @param pause until the next step; zero when there is more to do at once
   */
  record Step(Health health, long carried, long waiting, Duration pause) {}

  /** Opens a sink on the store of the station, which is open before it. */
  @FunctionalInterface
  interface Opening {
    Sink open(StationStore store);
  }
}
