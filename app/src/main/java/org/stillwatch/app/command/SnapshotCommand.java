package org.stillwatch.app.command;

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

/** Takes a snapshot now. */
@Command(
    name = "snapshot",
    description = "Takes a snapshot of a set of channels now, stores it and tells it.",
    footer = {"", "Example: stillwatch snapshot \"Base Temperature\" --set fridge"})
final class SnapshotCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "LABEL",
      defaultValue = "Base Temperature",
      description = "what it stands for (default: ${DEFAULT-VALUE})")
  private String label = "Base Temperature";

  @Option(names = "--set", paramLabel = "NAME", description = "the set; default: the first")
  private @Nullable String set;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var body =
        "{\"label\":"
            + NoticeJson.string(label)
            + (set == null ? "" : ",\"set\":" + NoticeJson.string(set))
            + "}";
    var taken = remote.station().post("/api/v1/snapshots", body);
    if (json) {
      out.println(taken);
    } else {
      out.println(taken.path("label").asString("") + ", " + taken.path("time").asString(""));
      for (var reading : taken.path("readings")) {
        var value = reading.path("value");
        out.printf(
            "%-36s %s%n",
            reading.path("channel").asString(""),
            value.isNull()
                ? "- (" + reading.path("reason").asString("") + ")"
                : (value.isNumber() ? Numbers.plain(value.asDouble()) : value.asString(""))
                    + " "
                    + reading.path("unit").asString(""));
      }
    }
    out.flush();
    return 0;
  }
}
