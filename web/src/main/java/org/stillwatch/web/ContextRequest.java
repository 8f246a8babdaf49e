package org.stillwatch.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A request as the server has it. */
record ContextRequest(
    Context ctx,
    JsonMapper json,
    Gate.Credentials credentials,
    Optional<User> user,
    boolean stationHasUsers)
    implements Request {

  @Override
  public List<String> all(String parameter) {
    return ctx.queryParams(parameter).stream().filter(value -> value != null).toList();
  }

  @Override
  public String path(String parameter) {
    return ctx.pathParam(parameter);
  }

  @Override
  public boolean isLoggedIn() {
    return stationHasUsers && user.isPresent();
  }

  @Override
  public <T extends Record> T body(Class<T> type) {
    try {
      var bound = json.readValue(ctx.bodyAsBytes(), type);
      if (bound == null) {
        throw Refusal.badRequest("the body is null; expected a JSON object");
      }
      return bound;
    } catch (JacksonException e) {
      throw Refusal.badRequest("the body cannot be used: " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("expected a JSON object");
  }
}
