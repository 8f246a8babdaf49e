package org.stillwatch.web;

import java.util.List;
import java.util.Optional;

/**
 * One route of the HTTP interface.
 *
 * @param path under the root: {@code /api/v1/channels}
 * @param aliases other paths that answer the same
 * @param summary one sentence for {@code /openapi.json}
 * @param body what a POST carries: a record
 * @param answers the shape of a good answer
 * @param status of a good answer
 */
record Endpoint(
    Method method,
    String path,
    List<String> aliases,
    String summary,
    List<Parameter> parameters,
    Optional<Class<? extends Record>> body,
    Shape answers,
    int status,
    Handler handler) {

  enum Method {
    GET,
    POST
  }

  /**
   * A query parameter.
   *
   * @param repeated it may be given more than once
   */
  record Parameter(String name, String description, boolean required, boolean repeated) {}

  /** What an answer looks like. */
  sealed interface Shape {
    /** A JSON object with the components of a record. */
    record One(Class<? extends Record> type) implements Shape {}

    /** A JSON array of such objects. */
    record Many(Class<? extends Record> type) implements Shape {}

    /** Something else, described by its media type. */
    record Media(String type) implements Shape {}
  }

  /** Answers a request; runs on a virtual thread of its own and may block. */
  @FunctionalInterface
  interface Handler {
    /**
     * @throws Refusal when the request cannot be answered
     */
    Answer answer(Request request);
  }

  /** An answer. */
  sealed interface Answer {
    /** Written as JSON. */
    record Json(Object value) implements Answer {}

    /** Written as it is. */
    record Text(int status, String mediaType, String text) implements Answer {}

    /** Events until the reader or the server goes. */
    record Events() implements Answer {}
  }
}
