package org.stillwatch.link.file;

/** How much one poll may still hand out. */
final class Budget {

  /** What a record takes in memory beside its bytes, about. */
  private static final int RECORD_BYTES = 128;

  private long left;

  Budget(int maxBytes) {
    left = Math.max(1, maxBytes);
  }

  boolean spent() {
    return left <= 0;
  }

  void spend(int length) {
    left -= Math.max(length, RECORD_BYTES);
  }
}
