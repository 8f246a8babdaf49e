package org.stillwatch.notifiers.http;

import java.time.Duration;
import java.util.Optional;

/** What came of one exchange. */
public sealed interface Answer {

  /**
   * The server answered.
   *
   * @param retryAfter as long as it asked to be left alone, when it did
   * @param body its first 64 KiB, read as UTF-8
   */
  record Said(int status, Optional<Duration> retryAfter, String body) implements Answer {

    /** The service is busy or ill, so that the same request may succeed later. */
    public boolean isTemporary() {
      // 408 and 425 by RFC 9110 and RFC 8470: the same request may be repeated
      return status == 408 || status == 425 || status == 429 || status >= 500;
    }
  }

  /**
   * There was no whole answer; whether the server took the message is not known.
   *
   * @param why in plain words, without secrets
   */
  record Silent(String why) implements Answer {}
}
