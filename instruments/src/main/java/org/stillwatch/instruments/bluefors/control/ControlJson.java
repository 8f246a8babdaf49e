package org.stillwatch.instruments.bluefors.control;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.instrument.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the control software writes. Nodes are found wherever they stand: a tree, a flat list
 * and a notification wrap them in different ways.
 */
final class ControlJson {

  /** A text that was read, or why not. */
  sealed interface Result {
    record Nodes(List<Node> nodes) implements Result {}

    record Bad(Unreadable why) implements Result {}
  }

  private static final int DEPTH = 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ControlJson() {}

  static Result read(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      return notJson(text);
    }
    if (!root.isObject()) {
      return notJson(text);
    }
    var error = root.path("error");
    if (error.isObject()) {
      return new Result.Bad(
          new Unreadable(
              "error",
              "the control software reports "
                  + Unreadable.shown(error.path("description").asString("an error"))));
    }
    var nodes = new ArrayList<Node>();
    walk("", root, 0, nodes);
    return new Result.Nodes(nodes);
  }

  private static Result notJson(String text) {
    return new Result.Bad(
        new Unreadable("json", Unreadable.shown(text) + " is no JSON object; it is left out"));
  }

  private static void walk(String name, JsonNode at, int depth, List<Node> found) {
    if (depth > DEPTH) {
      return;
    }
    var latest = at.path("content").path("latest_value");
    if (latest.isObject()) {
      var own = at.path("name").asString(name);
      found.add(
          new Node(
              name.indexOf('.') > 0 ? name : own,
              text(latest.path("value")),
              latest.path("status").asString(""),
              latest.path("outdated").asBoolean(false),
              latest.path("date").asLong(0)));
    }
    if (at.isObject()) {
      at.properties().forEach(entry -> walk(entry.getKey(), entry.getValue(), depth + 1, found));
    } else if (at.isArray()) {
      at.forEach(item -> walk("", item, depth + 1, found));
    }
  }

  private static String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() || value.isContainer()
        ? ""
        : value.asString("").strip();
  }
}
