package org.stillwatch.core.interlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.condition.Outcome;
import org.stillwatch.core.condition.Truth;

/** One step of an interlock: pure, the same state, answer and time give the same. */
final class InterlockStep {

  private InterlockStep() {}

  /**
   * @param outcome the answer of its condition now
   * @param silent for how long nothing was measured of the channel that was silent longest
   * @param now by a clock that never jumps
   */
  static InterlockState step(
      Interlock interlock, InterlockState before, Outcome outcome, Duration silent, Instant now) {
    var good = outcome.truth();
    Optional<Instant> unknownSince =
        good == Truth.UNKNOWN ? Optional.of(before.unknownSince().orElse(now)) : Optional.empty();
    boolean counts =
        switch (interlock.kind()) {
          case PERMIT -> good == Truth.TRUE;
          case FORCE ->
              good == Truth.FALSE
                  || (good == Truth.UNKNOWN
                      && isLong(interlock.stale(), silent, unknownSince.orElse(now), now));
        };
    Optional<Instant> since = counts ? Optional.of(before.since().orElse(now)) : Optional.empty();
    boolean engaged = since.filter(begun -> !begun.plus(interlock.hold()).isAfter(now)).isPresent();
    return new InterlockState(
        outcome.state(), good, outcome.because(), since, unknownSince, engaged);
  }

  /**
   * Whether it has been unknown for too long: data are too old, or it cannot be judged although
   * they are not, which right after the start is no wonder.
   */
  private static boolean isLong(
      Duration stale, Duration silent, Instant unknownSince, Instant now) {
    return silent.compareTo(stale) > 0 || Duration.between(unknownSince, now).compareTo(stale) > 0;
  }
}
