package org.stillwatch.app.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Shows a run in the terminal until it ends: messages as they come, its step and what holds it as
 * they change. Leaving it changes nothing about the run.
 */
final class RunWatch {

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int NOTICES = 100;
  private static final int ENDED = 50;

  /** Messages from before, for someone who comes back to a run. */
  private static final int MOST_PAST = 10;

  private final RunClient runs;
  private final RunWords words;
  private final Dialogue dialogue;
  private final Set<String> told = new HashSet<>();
  private String step = "";
  private List<String> problems = List.of();
  private boolean unreachable;

  RunWatch(RunClient runs, RunWords words, Dialogue dialogue) {
    this.runs = runs;
    this.words = words;
    this.dialogue = dialogue;
  }

  /** Messages up to now are not for this view; to be called before a run starts. */
  RunWatch fromNow() {
    runs.notices(NOTICES).forEach(notice -> told.add(id(notice)));
    return this;
  }

  /** Shows also what this run told before. */
  RunWatch withPast(JsonNode run) {
    var notices = runs.notices(NOTICES);
    var past =
        notices.stream()
            .filter(notice -> notice.path("rule").asString("").equals(text(run, "procedure")))
            .filter(notice -> !isEarlier(notice.path("time"), run.path("started")))
            .toList();
    past.stream().skip(Math.max(0, past.size() - MOST_PAST)).forEach(this::tell);
    notices.forEach(notice -> told.add(id(notice)));
    return this;
  }

  /**
   * Shows a run, and whatever it starts, until that ends.
   *
   * @return whether the person left it before
   */
  boolean show(JsonNode begun) throws InterruptedException {
    var run = begun;
    dialogue.say(RunWords.name(run) + " - Ctrl+C comes back to the menu, and leaves it running.");
    try (var interrupts = dialogue.listen()) {
      while (true) {
        var next = look(run);
        if (next.isEmpty()) {
          return false;
        }
        run = next.get();
        if (interrupts.within(PACE)) {
          dialogue.say("");
          dialogue.say(RunWords.name(run) + " goes on; the menu shows where it is.");
          return true;
        }
      }
    }
  }

  /** The run as it is now, or the one that it started; empty when it ended. */
  private Optional<JsonNode> look(JsonNode run) {
    try {
      var all = runs.runs(ENDED);
      runs.notices(NOTICES).forEach(this::tell);
      if (unreachable) {
        unreachable = false;
        dialogue.say("the station answers again");
      }
      var now = all.stream().filter(one -> text(one, "id").equals(text(run, "id"))).findFirst();
      if (now.filter(RunWords::isActive).isPresent()) {
        tellStep(now.get());
        return now;
      }
      // a run that is done at once, such as a single snapshot, leaves no record
      dialogue.say(now.map(words::end).orElseGet(() -> RunWords.name(run) + " is done"));
      var next = all.stream().filter(one -> isStartedBy(one, run)).findFirst();
      next.ifPresent(
          started -> {
            dialogue.say(RunWords.name(started) + " goes on from here");
            tellStep(started);
          });
      return next;
    } catch (Failure e) {
      if (e.exitCode() != Failure.UNREACHABLE) {
        throw e;
      }
      if (!unreachable) {
        unreachable = true;
        dialogue.say(e.getMessage() + "; trying again every second");
      }
      return Optional.of(run);
    }
  }

  private static boolean isStartedBy(JsonNode one, JsonNode before) {
    return RunWords.isActive(one)
        && text(one, "fridge").equals(text(before, "fridge"))
        && text(one, "who").equals(text(before, "title"))
        && !isEarlier(one.path("started"), before.path("started"));
  }

  private static boolean isEarlier(JsonNode time, JsonNode than) {
    return Instant.parse(time.asString("")).isBefore(Instant.parse(than.asString("")));
  }

  private void tell(JsonNode notice) {
    if (told.add(id(notice))) {
      // that something is over is no warning, however grave it was
      var severity = text(notice, "kind").equals("cleared") ? "info" : text(notice, "severity");
      dialogue.say(
          words.time(notice.path("time"))
              + "  "
              + (severity.equals("info") ? "" : severity + ": ")
              + text(notice, "title"));
    }
  }

  private void tellStep(JsonNode run) {
    var now = words.step(run);
    if (!now.equals(step)) {
      step = now;
      dialogue.say("  " + now);
    }
    var wrong = new ArrayList<>(RunWords.problems(run));
    if (run.path("paused").isString()) {
      wrong.add("it is paused since " + words.time(run.path("paused")));
    }
    if (!wrong.equals(problems)) {
      dialogue.say(
          wrong.isEmpty()
              ? "  it goes on"
              : wrong.stream().map(one -> "  ! " + one).collect(Collectors.joining("\n")));
      problems = wrong;
    }
  }

  private static String id(JsonNode notice) {
    return text(notice, "id");
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }
}
