package org.stillwatch.notifiers;

import java.util.ArrayList;
import java.util.List;
import org.stillwatch.testkit.ScriptedHttp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of requests for the tests of the notifiers. */
public final class JsonBodies {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonBodies() {}

  public static JsonNode json(ScriptedHttp.Request request) {
    return JSON.readTree(request.body());
  }

  /** Every string value of the body, in order, each on its own line. */
  public static String strings(ScriptedHttp.Request request) {
    return String.join("\n", strings(json(request)));
  }

  private static List<String> strings(JsonNode node) {
    var found = new ArrayList<String>();
    if (node.isString()) {
      found.add(node.asString());
    }
    node.forEach(inner -> found.addAll(strings(inner)));
    return found;
  }

  /** Without the invisible character that keeps an at sign from its name. */
  public static String seen(String text) {
    return text.replace("\u2060", "");
  }

  /** As a text reads that was written with wide look-alikes. */
  public static String wide(String text) {
    return text.replace('<', '\uff1c')
        .replace('>', '\uff1e')
        .replace('[', '\uff3b')
        .replace(']', '\uff3d')
        .replace('*', '\uff0a')
        .replace('#', '\uff03');
  }

  /** HTML as a reader sees it. */
  public static String text(String html) {
    return seen(html)
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }
}
