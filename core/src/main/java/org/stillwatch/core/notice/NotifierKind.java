package org.stillwatch.core.notice;

/**
 * A kind of notifier, found by {@code ServiceLoader}.
 *
 * @param <S> its settings: a record whose components are the keys of the station file. {@code
 *     Optional} components may be absent; a component of type {@link Secret} is never shown.
 */
public interface NotifierKind<S extends Record> {

  /** The word after {@code kind:} in the station file. */
  String name();

  Class<S> settings();

  /**
   * @param id the notifier's name in the station file
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  Notifier open(String id, S settings);
}
