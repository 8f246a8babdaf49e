package org.stillwatch.link.lane;

import java.nio.charset.StandardCharsets;

/** Where an answer ends. */
@FunctionalInterface
public interface Framing {

  /** No text answer of an instrument is longer. */
  int LONGEST = 64 << 10;

  /** The parser of one answer, before its first byte. */
  FrameState.Wanting begin();

  /**
   * Answers that end with these characters, which are no part of the frame.
   *
   * @param terminator such as {@code "\r\n"}, not empty
   */
  static Framing endedBy(String terminator) {
    return endedBy(terminator, LONGEST);
  }

  /**
   * @param longest bytes in a frame without its terminator; longer ones are broken
   */
  static Framing endedBy(String terminator, int longest) {
    if (terminator.isEmpty()) {
      throw new IllegalArgumentException("a terminator is empty; expected such as \\r\\n");
    }
    var end = terminator.getBytes(StandardCharsets.ISO_8859_1);
    return () -> new Terminated(end, longest);
  }

  /** Answers of exactly so many bytes, 1 or more. */
  static Framing ofLength(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes are no answer; expected 1 or more");
    }
    return () -> new Counted(bytes);
  }
}
