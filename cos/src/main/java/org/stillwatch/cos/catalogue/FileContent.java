package org.stillwatch.cos.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A file as it was read, to be stored in one transaction.
 *
 * @param size bytes
 * @param mtimeMicros last change (microseconds since 1970)
 * @param sha256 of its content; empty when it could not be read
 * @param recipe how its rows were derived
 */
public record FileContent(
    FileKey key,
    long size,
    long mtimeMicros,
    Optional<String> sha256,
    String recipe,
    Finding finding) {

  /** What was found in it. */
  public sealed interface Finding {
    /** What the catalogue calls it. */
    default StoredFile.State state() {
      return switch (this) {
        case Good good -> StoredFile.State.GOOD;
        case Empty empty -> StoredFile.State.EMPTY;
        case Bad bad -> StoredFile.State.BAD;
        case Unread unread -> StoredFile.State.BAD;
      };
    }
  }

  /**
   * It can be used.
   *
   * @param rows in the order in which they go into their tables
   */
  public record Good(List<Row> rows, Optional<MeasuredCci> cci) implements Finding {
    public Good {
      rows = List.copyOf(rows);
    }
  }

  /** Legal, and nothing is in it. */
  public record Empty(String reason) implements Finding {}

  /** It cannot be used: one clause that says why. */
  public record Bad(String reason) implements Finding {}

  /** It could not be read this time, which says nothing of its content: the next ingest tries. */
  public record Unread(String reason) implements Finding {}
}
