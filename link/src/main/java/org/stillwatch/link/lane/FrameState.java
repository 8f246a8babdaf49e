package org.stillwatch.link.lane;

/**
 * Where the parser of an answer is. It is fed one byte at a time and starts with {@link Wanting}.
 */
public sealed interface FrameState {

  /** The answer has not ended yet. */
  non-sealed interface Wanting extends FrameState {
    FrameState take(byte next);

    /** What has come so far. */
    byte[] soFar();
  }

  /**
   * The answer is whole.
   *
   * @param frame without its terminator
   */
  record Complete(byte[] frame) implements FrameState {}

  /**
   * It can no longer become an answer.
   *
   * @param why one clause
   */
  record Broken(byte[] soFar, String why) implements FrameState {}
}
