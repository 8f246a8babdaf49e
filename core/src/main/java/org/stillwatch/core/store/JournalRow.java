package org.stillwatch.core.store;

/**
 * A line of the journal as it is kept.
 *
 * @param number from 1, one more for each line
 * @param hash of this row and all before it, see {@link JournalChain}; 64 hexadecimal digits unless
 *     somebody changed it
 */
public record JournalRow(long number, JournalEntry entry, String hash) {}
