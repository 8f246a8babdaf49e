package org.stillwatch.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a setting of an instrument. */
@Command(
    name = "set",
    description = {
      "Sets a setting of an instrument, reads it back, and writes both into the journal.",
      "Several of one instrument, as SETTING=VALUE, are set together: all or, as far as the"
          + " instrument allows, none. Without words, lists what may be set."
    },
    footer = {
      "",
      "Example: stillwatch set gauge1/ion/filament on --why \"chamber is pumped down\" --yes",
      "         stillwatch set hv1/ch0/vset=250V hv1/ch1/vset=300V --why \"gain scan\""
    })
final class SetCommand extends Asking {

  @Parameters(
      arity = "0..*",
      paramLabel = "SETTING VALUE | SETTING=VALUE",
      description = "its id, and a number with its unit or the word of a state")
  private List<String> words = List.of();

  @Option(names = "--why", paramLabel = "TEXT", description = "kept in the journal")
  private String why = "";

  @Option(names = "--yes", description = "confirms what must be confirmed")
  private boolean yes;

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Mixin private LeaseOption lease = new LeaseOption();

  @Override
  public Integer call() {
    if (words.isEmpty()) {
      list();
      return 0;
    }
    var changes = new Changes(values(), why, AlarmsCommand.someone(who), yes, lease.id());
    for (var done : changes.make(station())) {
      say(done, done.path("text").asString(""));
    }
    return 0;
  }

  private Map<String, String> values() {
    var first = words.getFirst();
    if (first.indexOf('=') < 0) {
      return switch (words.size()) {
        case 1 ->
            throw new Failure(
                Failure.USAGE,
                "the value of " + first + " is missing; expected such as: set " + first + " 4 mA");
        case 2 -> Map.of(first, words.getLast());
        default ->
            throw new Failure(
                Failure.USAGE,
                "'%s' is one word too many; expected SETTING VALUE, or several SETTING=VALUE"
                    .formatted(words.get(2)));
      };
    }
    var values = new LinkedHashMap<String, String>();
    for (var word : words) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw new Failure(
            Failure.USAGE,
            "'" + word + "' is no change; expected SETTING=VALUE such as hv1/ch0/vset=250V");
      }
      var before = values.put(word.substring(0, equals), word.substring(equals + 1));
      if (before != null) {
        throw new Failure(
            Failure.USAGE, "'" + word.substring(0, equals) + "' is given more than once");
      }
    }
    return values;
  }

  private void list() {
    var out = out();
    var settings = station().json("/api/v1/settings");
    for (var each : settings) {
      if (json()) {
        out.println(each);
        continue;
      }
      var states = new StringBuilder();
      each.path("states")
          .forEach(state -> states.append(states.isEmpty() ? "" : ", ").append(state.asString("")));
      var values =
          !states.isEmpty()
              ? states.toString()
              : each.path("least").isNumber()
                  ? "%s to %s %s"
                      .formatted(
                          Numbers.plain(each.path("least").asDouble()),
                          Numbers.plain(each.path("most").asDouble()),
                          each.path("unit").asString(""))
                  : "in " + each.path("unit").asString("");
      out.printf(
          "%-28s %-24s %s%s%n",
          each.path("id").asString(""),
          values,
          each.path("what").asString(""),
          each.path("confirm").asBoolean(false) ? " (--yes)" : "");
    }
    if (settings.isEmpty() && !json()) {
      out.println("nothing can be set on this station; its instruments are only read");
    }
    out.flush();
  }
}
