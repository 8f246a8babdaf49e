package org.stillwatch.link.guard;

import java.time.Instant;

/**
 * What a guard did or found.
 *
 * @param number grows with each note of one guard
 * @param text one sentence
 */
public record GuardNote(long number, Instant at, String text) {}
