package org.stillwatch.cos.ingest;

import java.util.List;

/**
 * What an ingest did.
 *
 * @param found files in the archive
 * @param read of them that were read: new ones, changed ones, and those from which rows had to be
 *     derived again
 * @param touched that were read, and have the content that was known
 * @param moved that have another directory and the same content
 * @param removed that are not there any more
 * @param bad all files that cannot be used, by path and name, with the reason: those of this ingest
 *     and of earlier ones
 * @param empty all files that are legal and hold nothing, with the reason
 * @param unreadable directories that could not be looked into, and files that could not be read
 *     this time; what was known of them stays, and the next ingest tries again
 * @param notes what else a person should know
 * @param flagsRenewed the flags were made anew
 */
public record IngestReport(
    int found,
    int read,
    int touched,
    int moved,
    int removed,
    List<FileNote> bad,
    List<FileNote> empty,
    List<FileNote> unreadable,
    List<FileNote> notes,
    boolean flagsRenewed) {}
