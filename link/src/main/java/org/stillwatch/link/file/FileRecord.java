package org.stillwatch.link.file;

/**
 * One complete record of a followed file.
 *
 * @param file path relative to the folder, with slashes
 * @param offset where it starts, bytes
 * @param number its place in the file from 1: the line number of a text file
 * @param bytes the record with its terminator
 * @param after where to go on when this record has been dealt with
 */
public record FileRecord(String file, long offset, long number, byte[] bytes, FilePosition after) {}
