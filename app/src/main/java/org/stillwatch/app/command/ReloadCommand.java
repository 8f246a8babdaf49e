package org.stillwatch.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a running station read its file again. */
@Command(
    name = "reload",
    description = {
      "Lets a running station read its station file again. All states are kept: alarms,",
      "acknowledgements, shelves, timers. A file with problems is refused with all of them."
    },
    footer = {"", "Example: stillwatch reload --data ./data"})
final class ReloadCommand implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--who", paramLabel = "NAME", description = "default: the user of this computer")
  private @Nullable String who;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var body = "{\"who\":" + NoticeJson.string(AlarmsCommand.someone(who)) + "}";
    var done = remote.station().post("/api/v1/reload", body).path("reloaded").asBoolean(false);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(done ? "the station file is used from now on" : "nothing was done");
    out.flush();
    return 0;
  }
}
