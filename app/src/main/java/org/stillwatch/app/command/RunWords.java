package org.stillwatch.app.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.notice.Words;
import tools.jackson.databind.JsonNode;

/** Puts the runs of procedures, as a station shows them, into words for the terminal. */
record RunWords(ZoneId zone) {

  /** In the zone in which people at that station read times. */
  static RunWords of(StationClient station) {
    return new RunWords(
        ZoneId.of(station.json("/api/v1/status").path("station").path("zone").asString("Z")));
  }

  static boolean isActive(JsonNode run) {
    return run.path("ended").isNull();
  }

  /** Whether a run does not go on as it should: a channel has no value, or stands still. */
  static boolean isInTrouble(JsonNode run) {
    return run.path("lost").isString() || run.path("stalled").asBoolean(false);
  }

  /** {@code Full Cooldown on fridge}. */
  static String name(JsonNode run) {
    return run.path("title").asString("") + " on " + run.path("fridge").asString("");
  }

  static List<String> problems(JsonNode run) {
    return run.path("problems").valueStream().map(one -> one.asString("")).toList();
  }

  /** A run in some lines: what, where it is, what it passed, what it waits for. */
  List<String> lines(JsonNode run) {
    var lines = new ArrayList<String>();
    lines.add(name(run) + " " + state(run) + comment(run));
    lines.add(
        "  started %s by %s, %s ago"
            .formatted(time(run.path("started")), run.path("who").asString(""), elapsed(run)));
    if (isActive(run)) {
      lines.add("  " + step(run));
    }
    for (var passage : run.path("passages")) {
      lines.add(
          "  passed %s after %s"
              .formatted(passage.path("what").asString(""), length(passage.path("elapsed"))));
    }
    for (var goal : run.path("goals")) {
      lines.add(
          "  to come %s %s %s, %s"
              .formatted(
                  goal.path("channel").asString(""),
                  goal.path("relation").asString(""),
                  goal.path("threshold").asString(""),
                  goal.path("now").isString()
                      ? "now " + goal.path("now").asString("")
                      : "no value now"));
      if (goal.path("expected").isObject()) {
        lines.add("    " + goal.path("expected").path("words").asString(""));
      }
    }
    lines.add("  id " + run.path("id").asString(""));
    return lines;
  }

  private static String comment(JsonNode run) {
    var comment = run.path("comment").asString("");
    return comment.isEmpty() ? "" : ": " + comment;
  }

  private String state(JsonNode run) {
    var ended = run.path("ended");
    if (ended.isObject()) {
      var why = ended.path("why").asString("");
      return "is " + ended.path("how").asString("") + (why.isEmpty() ? "" : " (" + why + ")");
    }
    return switch (run.path("state").asString("")) {
      case "paused" -> "is paused since " + time(run.path("paused"));
      case "lost" -> "is lost since " + time(run.path("lost"));
      case "stalled" -> "is stalled";
      case "late" -> "is late";
      default -> "is running";
    };
  }

  /** Where it is and since when. */
  String step(JsonNode run) {
    return "step %d of %d: %s, since %s"
        .formatted(
            run.path("step").asInt(0) + 1,
            run.path("steps").size(),
            run.path("doing").asString(""),
            time(run.path("since")));
  }

  /** One line about an active run. */
  String brief(JsonNode run) {
    return "%s %s, started %s ago; %s".formatted(name(run), state(run), elapsed(run), step(run));
  }

  /** One line about a run that ended. */
  String end(JsonNode run) {
    return name(run) + " " + state(run) + " after " + elapsed(run);
  }

  static String elapsed(JsonNode run) {
    return length(run.path("elapsed"));
  }

  private static String length(JsonNode seconds) {
    return Words.length(Duration.ofSeconds(Math.round(seconds.asDouble(0))));
  }

  String time(JsonNode time) {
    return time.isString() ? Words.time(Instant.parse(time.asString("")), zone) : "-";
  }
}
