package org.stillwatch.notifiers.http;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came of one exchange. */
public sealed interface Answer {

  /**
   * The server answered.
   *
   * @param retryAfter as long as it asked to be left alone, when it did
   * @param body its first 64 KiB, read as UTF-8
   * @param shown the begin of the body on one line, without secrets
   */
  record Said(int status, Optional<Duration> retryAfter, String body, String shown)
      implements Answer {

    private static final JsonMapper JSON = new JsonMapper();

    /** The service is busy or ill, so that the same request may succeed later. */
    public boolean isTemporary() {
      // 408 and 425 by RFC 9110 and RFC 8470: the same request may be repeated
      return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /** The body as JSON; a missing node when it is none. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JacksonException none) {
        return MissingNode.getInstance();
      }
    }

    /** The same with another wait, where the body asks for one. */
    public Said waiting(Optional<Duration> wait) {
      return wait.isPresent() ? new Said(status, wait, body, shown) : this;
    }
  }

  /**
   * There was no whole answer.
   *
   * @param why in plain words, without secrets
   * @param mayHaveArrived the request was sent in full, so the server may have taken it
   */
  record Silent(String why, boolean mayHaveArrived) implements Answer {}
}
