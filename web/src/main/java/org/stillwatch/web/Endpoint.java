package org.stillwatch.web;

import java.util.List;
import java.util.Optional;

/**
 * One route of the HTTP interface.
 *
 * @param path with its root: {@code /api/v1/alarms/{id}/ack}
 * @param aliases other paths that answer the same
 * @param summary one sentence for {@code /openapi.json}
 * @param body what a POST carries: a record
 * @param answers the shape of a good answer
 * @param status of a good answer
 * @param needs the least role that may ask; empty: everyone
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
    Optional<Role> needs,
    Handler handler) {

  /** Where all of it lies. */
  static final String ROOT = "/api/v1";

  enum Method {
    GET,
    POST
  }

  /** Reading, for a viewer. */
  static Endpoint get(
      String path, String summary, List<Parameter> parameters, Shape shape, Handler handler) {
    return new Endpoint(
        Method.GET,
        ROOT + path,
        List.of(),
        summary,
        parameters,
        Optional.empty(),
        shape,
        200,
        Optional.of(Role.VIEWER),
        handler);
  }

  /** Acting, for an operator. */
  static Endpoint post(
      String path,
      String summary,
      List<Parameter> parameters,
      Class<? extends Asked> body,
      Shape shape,
      int status,
      Handler handler) {
    return new Endpoint(
        Method.POST,
        ROOT + path,
        List.of(),
        summary,
        parameters,
        Optional.of(body.asSubclass(Record.class)),
        shape,
        status,
        Optional.of(Role.OPERATOR),
        handler);
  }

  /** The same, for everyone. */
  Endpoint open() {
    return new Endpoint(
        method,
        path,
        aliases,
        summary,
        parameters,
        body,
        answers,
        status,
        Optional.empty(),
        handler);
  }

  /** The same, for experts alone. */
  Endpoint forExperts() {
    return new Endpoint(
        method,
        path,
        aliases,
        summary,
        parameters,
        body,
        answers,
        status,
        Optional.of(Role.EXPERT),
        handler);
  }

  /** The same, also at another path. */
  Endpoint alsoAt(String alias) {
    return new Endpoint(
        method, path, List.of(alias), summary, parameters, body, answers, status, needs, handler);
  }

  /**
   * A parameter of the query or the path.
   *
   * @param in {@code query} or {@code path}
   * @param repeated it may be given more than once
   */
  record Parameter(String name, String in, String description, boolean required, boolean repeated) {

    static Parameter query(String name, String description, boolean required, boolean repeated) {
      return new Parameter(name, "query", description, required, repeated);
    }

    static Parameter path(String name, String description) {
      return new Parameter(name, "path", description, true, false);
    }
  }

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

    /** Written as JSON, and the browser keeps a session from now on; an empty one is forgotten. */
    record Session(Object value, String id) implements Answer {}

    /** Written as it is. */
    record Text(int status, String mediaType, String text) implements Answer {}

    /**
     * A file to be shown or kept.
     *
     * @param policy what the browser may do with it, as {@code Content-Security-Policy}
     */
    record Download(String name, String mediaType, byte[] bytes, String policy) implements Answer {}

    /** Events until the reader or the server goes. */
    record Events() implements Answer {}
  }
}
