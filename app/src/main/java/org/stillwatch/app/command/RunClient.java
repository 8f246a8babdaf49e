package org.stillwatch.app.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running station about procedures, and asks it to start, hold or end them. */
final class RunClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StationClient station;

  RunClient(StationClient station) {
    this.station = station;
  }

  /** Fridges, and procedures with their parameters. */
  JsonNode offered() {
    return station.json("/api/v1/procedures");
  }

  /** Active runs first, then so many that ended. */
  List<JsonNode> runs(int ended) {
    return station.json("/api/v1/runs?ended=" + ended).valueStream().toList();
  }

  List<JsonNode> active() {
    return runs(0);
  }

  /** The newest notices, the oldest of them first. */
  List<JsonNode> notices(int most) {
    return station
        .json("/api/v1/notices?limit=" + most)
        .valueStream()
        .collect(Collectors.toList())
        .reversed();
  }

  /**
   * Starts a procedure.
   *
   * @return the run and the warnings
   */
  JsonNode start(
      String name,
      Optional<String> fridge,
      Map<String, String> parameters,
      String comment,
      String who) {
    var body = JSON.createObjectNode();
    fridge.ifPresent(on -> body.put("fridge", on));
    body.set("parameters", JSON.valueToTree(parameters));
    body.put("comment", comment).put("who", who);
    return station.post("/api/v1/procedures/" + encoded(name) + "/runs", body.toString());
  }

  /**
   * @param action {@code stop}, {@code pause}, {@code resume} or {@code skip}
   * @return the run as it is then
   */
  JsonNode change(JsonNode run, String action, String why, String who) {
    var body = JSON.createObjectNode().put("why", why).put("who", who);
    return station.post(
        "/api/v1/runs/" + encoded(run.path("id").asString("")) + "/" + action, body.toString());
  }

  /**
   * The active run that is meant.
   *
   * @param name its id or its procedure
   * @param fridge on which
   */
  JsonNode find(Optional<String> name, Optional<String> fridge) {
    var active = active();
    var found =
        active.stream()
            .filter(run -> name.isEmpty() || isNamed(run, name.get()))
            .filter(run -> fridge.isEmpty() || is(run, "fridge", fridge.get()))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new Failure(
        Failure.PROBLEMS,
        active.isEmpty()
            ? "no procedure is running"
            : found.isEmpty()
                ? "no such run is active; there is " + list(active)
                : "several procedures are running; say which: " + list(found));
  }

  private static boolean isNamed(JsonNode run, String name) {
    return is(run, "id", name) || is(run, "procedure", name) || is(run, "fridge", name);
  }

  private static boolean is(JsonNode run, String key, String value) {
    return run.path(key).asString("").equals(value);
  }

  private static String list(List<JsonNode> runs) {
    return runs.stream()
        .map(
            run ->
                "%s on %s (%s)"
                    .formatted(
                        run.path("procedure").asString(""),
                        run.path("fridge").asString(""),
                        run.path("id").asString("")))
        .collect(Collectors.joining(", "));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
