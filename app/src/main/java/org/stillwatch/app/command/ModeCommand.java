package org.stillwatch.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the station in another mode. */
@Command(
    name = "mode",
    description = "Puts the station in another of its modes, on which rules may depend.",
    footer = {"", "Example: stillwatch mode cooldown --why \"new sample\""})
final class ModeCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(index = "0", paramLabel = "MODE", description = "one of 'station: modes:'")
  private String mode = "";

  @Option(names = "--why", paramLabel = "TEXT", description = "kept in the journal")
  private String why = "";

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var body =
        "{\"mode\":"
            + NoticeJson.string(mode)
            + ",\"who\":"
            + NoticeJson.string(AlarmsCommand.someone(who))
            + ",\"why\":"
            + NoticeJson.string(why)
            + "}";
    var now = remote.station().post("/api/v1/mode", body).path("mode").asString(mode);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("the station is in mode " + now);
    out.flush();
    return 0;
  }
}
