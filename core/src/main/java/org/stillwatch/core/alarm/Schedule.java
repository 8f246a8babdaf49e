package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;

/** Points in time that come again: every second Tuesday at noon. */
@FunctionalInterface
public interface Schedule {
  /** The first point strictly after an instant. */
  Optional<Instant> next(Instant after);
}
