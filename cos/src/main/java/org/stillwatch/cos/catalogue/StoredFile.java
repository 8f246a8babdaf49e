package org.stillwatch.cos.catalogue;

import java.util.Optional;

/**
 * What the catalogue knows of a file.
 *
 * @param pending what is derived from it has to be derived again
 * @param size bytes
 * @param mtimeMicros last change (microseconds since 1970)
 * @param sha256 of its content; empty when it could not be read
 * @param recipe how rows were derived from it; another recipe derives them again
 * @param reason why it gives no rows
 */
public record StoredFile(
    long id,
    FileKey key,
    State state,
    boolean pending,
    long size,
    long mtimeMicros,
    Optional<String> sha256,
    String recipe,
    Optional<String> reason) {

  /** What was found in it. */
  public enum State {
    /** It was read, and gives rows. */
    GOOD,
    /** Legal, and there is nothing in it. */
    EMPTY,
    /** It cannot be used; it is not read again until it changes. */
    BAD
  }
}
