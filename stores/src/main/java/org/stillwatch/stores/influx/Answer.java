package org.stillwatch.stores.influx;

import java.time.Duration;
import java.util.Optional;

/** What became of a request. Each reason is one clause for a person, and shows no secret. */
sealed interface Answer {

  /** All of it is stored. */
  record Stored() implements Answer {}

  /**
   * Some points, or all, are not stored, and never will be as they are.
   *
   * @param refused how many at least, as far as the server says
   * @param ofPoints whether the server says that points are the cause
   */
  record PointsRefused(String reason, int refused, boolean ofPoints) implements Answer {}

  /** Nothing of it is stored: it was too large. */
  record TooLarge(String reason) implements Answer {}

  /**
   * It may be stored or not; the same request may succeed later.
   *
   * @param after not before, when the server says so
   * @param slow there was no answer in time
   */
  record NotNow(String reason, Optional<Duration> after, boolean slow) implements Answer {}

  /** Nothing is stored until someone changes a setting, here or over there. */
  record NeedsPerson(String reason) implements Answer {}
}
