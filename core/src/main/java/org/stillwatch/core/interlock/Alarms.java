package org.stillwatch.core.interlock;

import java.time.Duration;
import org.stillwatch.core.condition.Truth;

/** What interlocks know of the alarms of rules. Returns at once, from any thread. */
@FunctionalInterface
public interface Alarms {

  /** Nothing is known. */
  Alarms UNKNOWN = (rule, stale) -> Truth.UNKNOWN;

  /**
   * Whether the alarm of a rule is active.
   *
   * @param stale rules that were judged longer ago than this say nothing about now
   */
  Truth of(String rule, Duration stale);
}
