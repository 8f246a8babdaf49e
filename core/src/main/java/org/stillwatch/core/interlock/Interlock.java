package org.stillwatch.core.interlock;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.condition.Condition;

/**
 * What must be good for an instrument to be at high voltage.
 *
 * @param instrument whose outputs may not rise, or are forced down
 * @param good what must be true
 * @param hold of {@link Kind#PERMIT}: it must have been good for so long; of {@link Kind#FORCE}: it
 *     must have been not good for so long
 * @param stale readings older than this say nothing about now
 * @param proveEvery how often it must be proven that it works
 * @param shadow the instrument that a proof drives in place of the real one
 */
public record Interlock(
    String name,
    Kind kind,
    String instrument,
    Condition good,
    Duration hold,
    Duration stale,
    Optional<Duration> proveEvery,
    Optional<String> shadow) {

  /** What it does. */
  public enum Kind {
    /** Outputs may rise only while it is good. */
    PERMIT,
    /** Outputs are forced to where they are safe when it is not. */
    FORCE
  }

  /** How old readings may be, unless the station file says so. */
  public static final Duration STALE = Duration.ofSeconds(30);
}
