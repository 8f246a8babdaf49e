package org.stillwatch.core.notice;

import java.time.Instant;

/**
 * Where a copy of a notice goes.
 *
 * @param notifier its name
 * @param recipient the person it is for; the notifier's name when it is for no one in particular
 * @param notBefore it is held back until then; long past: not held
 */
public record Addressee(String notifier, String recipient, Instant notBefore) {

  /** A notifier, at once. */
  public static Addressee of(String notifier) {
    return new Addressee(notifier, notifier, Instant.EPOCH);
  }
}
