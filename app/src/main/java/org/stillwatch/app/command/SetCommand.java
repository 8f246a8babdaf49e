package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.reading.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets a setting of an instrument. */
@Command(
    name = "set",
    description = {
      "Sets a setting of an instrument, reads it back, and writes both into the journal.",
      "Without words, lists what may be set."
    },
    footer = {
      "",
      "Example: stillwatch set gauge1/ion/filament on --why \"chamber is pumped down\" --yes"
    })
final class SetCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SETTING", description = "its id")
  private @Nullable String setting;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "a number with its unit, or the word of a state")
  private @Nullable String value;

  @Option(names = "--why", paramLabel = "TEXT", description = "kept in the journal")
  private String why = "";

  @Option(names = "--yes", description = "confirms what must be confirmed")
  private boolean yes;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (setting == null) {
      list(out);
    } else if (value == null) {
      throw new Failure(
          Failure.USAGE,
          "the value of " + setting + " is missing; expected such as: set " + setting + " 4 mA");
    } else {
      var done = remote.station().post("/api/v1/commands", body(setting, value));
      out.println(json ? done.toString() : done.path("text").asString(""));
    }
    out.flush();
    return 0;
  }

  private String body(String id, String wanted) {
    return "{\"channel\":%s,\"value\":%s,\"why\":%s,\"who\":%s,\"confirmed\":%s}"
        .formatted(
            NoticeJson.string(id),
            NoticeJson.string(wanted),
            NoticeJson.string(why),
            NoticeJson.string(AlarmsCommand.someone(who)),
            yes);
  }

  private void list(PrintWriter out) {
    var settings = remote.station().json("/api/v1/settings");
    for (var each : settings) {
      if (json) {
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
    if (settings.isEmpty() && !json) {
      out.println("nothing can be set on this station; its instruments are only read");
    }
  }
}
