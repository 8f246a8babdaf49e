package org.stillwatch.core.instrument;

import java.util.Optional;
import org.stillwatch.core.reading.Unit;

/**
 * A family of instruments, found by {@code ServiceLoader}; a lab adds its own in a jar.
 *
 * @param <S> its settings: a record whose components are the keys of the station file, kebab-case
 *     for camelCase ({@code timeFormat} is {@code time-format}). {@code Optional} components may be
 *     absent.
 */
public interface InstrumentKind<S extends Record> {

  /** The word after {@code kind:} in the station file, such as {@code bluefors-logs}. */
  String name();

  Class<S> settings();

  /**
   * The unit of one of its channels, when the family can tell without the device, so that a limit
   * in a wrong unit is found before the station runs.
   *
   * @param name the channel's id without the instrument: {@code mxc/temperature}
   */
  default Optional<Unit> unit(S settings, String name) {
    return Optional.empty();
  }

  /**
   * Makes the instrument, without touching the device yet.
   *
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  Instrument open(Site site, S settings);
}
