package org.stillwatch.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who would be called now. */
@Command(
    name = "who",
    description = "Tells who would be called for an alarm that is raised now, by severity.",
    footer = {"", "Example: stillwatch who"})
final class WhoCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    for (var severity : remote.station().json("/api/v1/who")) {
      if (json) {
        out.println(severity);
        continue;
      }
      out.println(severity.path("severity").asString(""));
      for (var call : severity.path("calls")) {
        double after = call.path("after").asDouble(0);
        out.printf(
            "  %-14s %s, %s%s%n",
            call.path("route").asString(""),
            StatusCommand.recipient(call),
            after == 0 ? "at once" : "when nobody acknowledges for " + StatusCommand.age(after),
            call.path("heldUntil").isString()
                ? ", held until " + AlarmsCommand.time(call.path("heldUntil"))
                : "");
      }
      if (severity.path("calls").isEmpty()) {
        out.println("  nobody: no route takes it");
      }
    }
    out.flush();
    return 0;
  }
}
