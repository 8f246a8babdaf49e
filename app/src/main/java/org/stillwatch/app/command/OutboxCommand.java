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

/** Deals with notices that services refused for good. */
@Command(
    name = "outbox",
    description = "Deals with parked notices: those that a service refused for good.",
    footer = {"", "Example: stillwatch outbox retry"},
    subcommands = {OutboxCommand.Retry.class, OutboxCommand.Dismiss.class})
final class OutboxCommand implements Runnable {

  @Override
  public void run() {
    throw new Failure(
        Failure.USAGE,
        "expected 'outbox retry' or 'outbox dismiss'; 'status' lists what is parked");
  }

  private static int settle(
      String action, String done, RemoteOption remote, @Nullable String who, CommandSpec spec) {
    var body = "{\"who\":" + NoticeJson.string(AlarmsCommand.someone(who)) + "}";
    var settled = remote.station().post("/api/v1/outbox/" + action, body).path("settled").asLong(0);
    spec.commandLine().getOut().printf("%d parked notices %s%n", settled, done);
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** Tries them again. */
  @Command(
      name = "retry",
      description = "Tries parked notices again, after what was wrong has been mended.",
      footer = {"", "Example: stillwatch outbox retry"})
  static final class Retry implements Callable<Integer> {
    @Mixin private RemoteOption remote = new RemoteOption();

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      return settle("retry", "tried again", remote, who, Objects.requireNonNull(spec));
    }
  }

  /** Lets them be. */
  @Command(
      name = "dismiss",
      description = "Dismisses parked notices: someone has looked, and they need not be sent.",
      footer = {"", "Example: stillwatch outbox dismiss"})
  static final class Dismiss implements Callable<Integer> {
    @Mixin private RemoteOption remote = new RemoteOption();

    @Option(
        names = "--who",
        paramLabel = "NAME",
        description = "default: the user of this computer")
    private @Nullable String who;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      return settle("dismiss", "dismissed", remote, who, Objects.requireNonNull(spec));
    }
  }
}
