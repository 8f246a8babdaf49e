package org.stillwatch.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.reading.Unit;
import tools.jackson.databind.JsonNode;

/**
 * The numbered list of procedures in a terminal: choose one, answer its questions, watch it run. An
 * empty answer leaves; leaving never ends a run.
 */
final class Menu {

  private static final Pattern ACTION = Pattern.compile("([wpks])\\s*(\\d*)");

  private final StationClient station;
  private final RunClient runs;
  private final RunWords words;
  private final Dialogue dialogue;
  private final String who;

  Menu(StationClient station, Dialogue dialogue, String who) {
    this.station = station;
    this.runs = new RunClient(station);
    this.words = RunWords.of(station);
    this.dialogue = dialogue;
    this.who = who;
  }

  /** Nothing more is answered, or not to this question: back to the list. */
  private static final class Back extends RuntimeException {
    private static final long serialVersionUID = 1;

    Back() {
      super(null, null, false, false);
    }
  }

  /** Offers the list until an empty answer. */
  void run() throws InterruptedException {
    while (true) {
      var offered = runs.offered();
      var active = runs.active();
      show(offered, active);
      var answer = dialogue.ask("Number, or Enter to leave: ").map(String::strip).orElse("");
      if (answer.isEmpty()) {
        return;
      }
      try {
        obey(answer, offered, active);
      } catch (Back back) {
        dialogue.say("");
      } catch (Failure refused) {
        if (refused.exitCode() == Failure.UNREACHABLE) {
          throw refused;
        }
        dialogue.say(String.valueOf(refused.getMessage()));
      }
    }
  }

  private void show(JsonNode offered, List<JsonNode> active) {
    var name = station.json("/api/v1/status").path("station").path("name").asString("");
    dialogue.say("");
    dialogue.say(name);
    for (int i = 0; i < active.size(); i++) {
      var run = active.get(i);
      var n = active.size() > 1 ? Integer.toString(i + 1) : "";
      dialogue.say("");
      dialogue.say("  " + words.brief(run));
      RunWords.problems(run).forEach(problem -> dialogue.say("  ! " + problem));
      dialogue.say(
          "    w%s watch   p%s %s   k%s skip this step   s%s stop"
              .formatted(n, n, isPaused(run) ? "resume" : "pause", n, n));
    }
    dialogue.say("");
    int number = 1;
    for (var procedure : offered.path("procedures")) {
      dialogue.say("%3d  %s".formatted(number++, procedure.path("title").asString("")));
    }
    if (number == 1) {
      dialogue.say("  The station offers no procedures.");
    }
  }

  private static boolean isPaused(JsonNode run) {
    return run.path("paused").isString();
  }

  private void obey(String answer, JsonNode offered, List<JsonNode> active)
      throws InterruptedException {
    var procedures = offered.path("procedures");
    var action = ACTION.matcher(answer.toLowerCase(java.util.Locale.ROOT));
    if (action.matches() && !active.isEmpty()) {
      act(action.group(1), chosen(action.group(2), active));
      return;
    }
    int number = number(answer);
    if (procedures.isEmpty()) {
      dialogue.say("There is nothing to start here; Enter leaves.");
      return;
    }
    if (number < 1 || number > procedures.size()) {
      dialogue.say(
          "'%s' is none of these; expected a number from 1 to %d%s"
              .formatted(
                  answer, procedures.size(), active.isEmpty() ? "" : ", or one of w, p, k, s"));
      return;
    }
    start(procedures.path(number - 1), offered.path("fridges"));
  }

  private JsonNode chosen(String number, List<JsonNode> active) {
    int n = number.isEmpty() && active.size() == 1 ? 1 : number(number);
    if (n < 1 || n > active.size()) {
      dialogue.say("Several procedures run; say which, such as w1.");
      throw new Back();
    }
    return active.get(n - 1);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void act(String letter, JsonNode run) throws InterruptedException {
    switch (letter) {
      case "w" -> {
        boolean left = new RunWatch(runs, words, dialogue).withPast(run).show(run);
      }
      case "p" -> change(run, isPaused(run) ? "resume" : "pause");
      case "k" -> change(run, "skip");
      default -> change(run, "stop");
    }
  }

  private void change(JsonNode run, String action) {
    var why = answer("Why (Enter: not said): ");
    var sure = answer("%s: %s? y, or Enter to leave it: ".formatted(RunWords.name(run), action));
    if (!sure.equalsIgnoreCase("y") && !sure.equalsIgnoreCase("yes")) {
      dialogue.say("Nothing was changed.");
      return;
    }
    var now = runs.change(run, action, why, who);
    dialogue.say(RunWords.isActive(now) ? words.brief(now) : words.end(now));
  }

  private String answer(String prompt) {
    return dialogue.ask(prompt).map(String::strip).orElseThrow(Back::new);
  }

  private void start(JsonNode procedure, JsonNode fridges) throws InterruptedException {
    var title = procedure.path("title").asString("");
    dialogue.say("");
    dialogue.say(title + ": " + procedure.path("about").asString(""));
    var fridge = fridge(fridges);
    var values = new LinkedHashMap<String, String>();
    for (var parameter : procedure.path("parameters")) {
      values.put(parameter.path("name").asString(""), value(parameter, fridge));
    }
    var comment = answer("Comment (Enter: none): ");
    var watch = new RunWatch(runs, words, dialogue).fromNow();
    JsonNode started;
    try {
      started = begin(procedure, fridge, values, comment);
    } catch (Failure refused) {
      if (refused.exitCode() == Failure.UNREACHABLE) {
        throw refused;
      }
      dialogue.say(refused.getMessage() + ". Nothing was started.");
      return;
    }
    for (var warning : started.path("warnings")) {
      dialogue.say("Warning: " + warning.asString(""));
    }
    boolean left = watch.show(started.path("run"));
  }

  private JsonNode begin(
      JsonNode procedure, String fridge, Map<String, String> values, String comment) {
    return runs.start(
        procedure.path("name").asString(""), Optional.of(fridge), values, comment, who);
  }

  private String fridge(JsonNode fridges) {
    var names = fridges.valueStream().map(one -> one.asString("")).toList();
    if (names.size() < 2) {
      return names.isEmpty() ? "" : names.getFirst();
    }
    while (true) {
      var given =
          answer("On which of " + String.join(", ", names) + " [" + names.getFirst() + "]: ");
      if (given.isEmpty()) {
        return names.getFirst();
      }
      if (names.contains(given)) {
        return given;
      }
      dialogue.say("There is no '" + given + "'.");
    }
  }

  /** Asks for one value until it is one; an empty answer is the usual value. */
  private String value(JsonNode asked, String fridge) {
    var usual =
        asked
            .path("usualOn")
            .valueStream()
            .filter(one -> one.path("fridge").asString("").equals(fridge))
            .map(one -> one.path("value"))
            .filter(JsonNode::isString)
            .map(value -> value.asString(""))
            .findFirst();
    var parameter = parameter(asked, usual);
    var unit = asked.path("unit").asString("");
    var prompt =
        parameter.ask()
            + (unit.isEmpty() ? "" : " in " + unit)
            + usual.map(value -> " [" + value + "]").orElse("")
            + ": ";
    while (true) {
      var given = answer(prompt);
      if (given.isEmpty() && usual.isPresent()) {
        return usual.get();
      }
      try {
        return parameter.read(given);
      } catch (IllegalArgumentException e) {
        dialogue.say(String.valueOf(e.getMessage()));
      }
    }
  }

  /** As the station has it: so a wrong value is told before the next question. */
  private static Parameter parameter(JsonNode asked, Optional<String> usual) {
    return new Parameter(
        asked.path("name").asString(""),
        asked.path("kind").asString("").equals("text")
            ? Parameter.Kind.TEXT
            : Parameter.Kind.QUANTITY,
        Unit.of(asked.path("unit").asString("")),
        usual,
        asked.path("ask").asString(""));
  }
}
