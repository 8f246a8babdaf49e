package org.stillwatch.app.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.core.notice.Notice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a station must tell, in the order of each rule, and what a message tells of it. */
final class Tellings {

  /** A line of a text, or of a summary, which names a rule once with its last value. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?:rule\\d+: .* \\[[^\\]]*?(?:, (\\d+) times)?\\] )?(lab/t\\d) is ([\\d.]+) degC.*");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Notice> byId = new HashMap<>();
  private final Map<String, String> idByValue = new HashMap<>();
  private final Map<String, List<String>> idsByRule = new HashMap<>();
  private final Map<String, Integer> place = new HashMap<>();

  /**
   * @param expected by a replay, in their order
   */
  Tellings(List<Notice> expected) {
    for (var notice : expected) {
      var about = notice.about().orElseThrow();
      var ids = idsByRule.computeIfAbsent(rule(notice), name -> new ArrayList<>());
      place.put(notice.id(), ids.size());
      ids.add(notice.id());
      byId.put(notice.id(), notice);
      var before = idByValue.put(about.channel() + " " + about.value().getAsDouble(), notice.id());
      if (before != null) {
        throw new AssertionError("two transitions have one value: " + notice);
      }
    }
  }

  Set<String> ids() {
    return byId.keySet();
  }

  String rule(String id) {
    return rule(notice(id));
  }

  private static String rule(Notice notice) {
    return notice.rule().orElseThrow();
  }

  Notice notice(String id) {
    var notice = byId.get(id);
    if (notice == null) {
      throw new AssertionError("told, and no replay tells it: " + id);
    }
    return notice;
  }

  /** Its place among those of its rule. */
  int place(String id) {
    return place.getOrDefault(id, -1);
  }

  /** A message as it came. */
  record Told(Set<String> ids, boolean repeat) {}

  /** The notices that a message tells of: a webhook names them, Slack shows their values. */
  Told read(String body) {
    var json = JSON.readTree(body);
    return json.has("id") ? webhook(json) : slack(json);
  }

  private static Told webhook(JsonNode json) {
    var ids = new LinkedHashSet<String>();
    if (json.has("sum")) {
      json.get("sum").forEach(notice -> ids.add(notice.get("id").asString()));
    } else {
      ids.add(json.get("id").asString());
    }
    return new Told(ids, json.has("repeat"));
  }

  private Told slack(JsonNode json) {
    var ids = new LinkedHashSet<String>();
    var texts = new ArrayList<String>();
    texts(json, texts);
    for (var text : texts) {
      text.lines().forEach(line -> line(line, ids));
    }
    if (ids.isEmpty()) {
      throw new AssertionError("a message that tells of no transition: " + json);
    }
    return new Told(ids, json.get("text").asString().contains(": Possible repeat: "));
  }

  private static void texts(JsonNode json, List<String> into) {
    if (json.isString()) {
      into.add(json.asString());
    } else {
      json.forEach(each -> texts(each, into));
    }
  }

  private void line(String line, Set<String> into) {
    var found = LINE.matcher(line);
    if (!found.matches()) {
      return;
    }
    var last = idByValue.get(found.group(2) + " " + Double.parseDouble(found.group(3)));
    if (last == null) {
      throw new AssertionError("told, and no replay tells it: " + line);
    }
    int times = found.group(1) == null ? 1 : Integer.parseInt(found.group(1));
    int end = place(last) + 1;
    into.addAll(idsByRule.getOrDefault(rule(last), List.of()).subList(end - times, end));
  }
}
