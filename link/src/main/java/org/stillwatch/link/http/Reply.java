package org.stillwatch.link.http;

/** What became of a question. */
public sealed interface Reply {

  /** The other side answered. */
  record Answer(int status, String body) implements Reply {}

  /**
   * There was no answer.
   *
   * @param why one clause: who, what, and what to do where that is known
   */
  record Failed(String why) implements Reply {}
}
