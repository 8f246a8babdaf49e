package org.stillwatch.core.interlock;

import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.condition.Truth;

/**
 * Where an interlock is. Not kept over a restart: what was good before says nothing about now.
 *
 * @param condition what its condition remembers
 * @param good the answer of the last step
 * @param because why that is unknown; empty when it is known
 * @param since by the clock that never jumps: since when the answer counts for what the interlock
 *     does; of one that permits, since when it is good; of one that forces, since when it is not
 * @param unknownSince since when the answer is unknown
 * @param engaged of one that permits: outputs may rise; of one that forces: they are forced
 */
public record InterlockState(
    ConditionState condition,
    Truth good,
    String because,
    Optional<Instant> since,
    Optional<Instant> unknownSince,
    boolean engaged) {

  /** Nothing known yet: permits nothing, and forces nothing yet. */
  public static final InterlockState START =
      new InterlockState(
          ConditionState.START,
          Truth.UNKNOWN,
          "nothing has been read yet",
          Optional.empty(),
          Optional.empty(),
          false);
}
