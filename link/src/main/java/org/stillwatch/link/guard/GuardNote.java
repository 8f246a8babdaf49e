package org.stillwatch.link.guard;

import java.time.Instant;

/**
 * What a guard did or found.
 *
 * @param number grows with each note of one guard
 * @param text one sentence
 */
public record GuardNote(long number, Instant at, String text) {

  static final String OWN = "by itself: ";

  /** Whether it decided this by itself, since no station was there. */
  public boolean isOwn() {
    return text.startsWith(OWN);
  }
}
