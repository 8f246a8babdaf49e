package org.stillwatch.core.store;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param kind a word: {@code started}, {@code row}, {@code alarm}, {@code conflict}, {@code store}
 * @param subject instrument, channel or rule concerned; may be empty
 */
public record JournalEntry(Instant time, String kind, String subject, String text) {}
