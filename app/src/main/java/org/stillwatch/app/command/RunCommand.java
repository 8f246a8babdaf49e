package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Durations;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.core.notice.NoticeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a station. */
@Command(
    name = "run",
    description = {
      "Runs a station: watches its instruments, keeps their readings, tells people.",
      "Prints the page's address, then 'ready' when every instrument has caught up."
    },
    footer = {"", "Example: stillwatch run lab.yaml --data /var/lib/stillwatch"})
final class RunCommand implements Callable<Integer> {

  static final Duration FOR_EVER = Duration.ofDays(36500);

  @Mixin private StationOption option = new StationOption();

  @Option(names = "--port", paramLabel = "N", description = "the page's port; 0: any free one")
  private @Nullable Integer port;

  @Option(names = "--for", paramLabel = "DUR", description = "stop by itself after so long")
  private @Nullable String length;

  @Option(names = "--json", description = "print the page's address and 'ready' as JSON objects")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var line = Objects.requireNonNull(spec).commandLine();
    var until = length == null ? FOR_EVER : Durations.parse(length);
    var start =
        new StationStart(
            option.file(), option.dataIfGiven(), web -> port == null ? web : web.withPort(port));
    try (var stopping = new Stopping();
        var running = start.start(line.getErr())) {
      var say = new Saying(line.getOut(), json);
      say.fact("page", running.page().toString());
      running.xmlRpc().ifPresent(address -> say.fact("xmlrpc", address.toString()));
      return watch(running, stopping, until, say) ? 130 : 0;
    }
  }

  /** What a running command says, for people or for programs. */
  record Saying(PrintWriter out, boolean json) {

    void fact(String name, String value) {
      out.println(
          json
              ? "{" + NoticeJson.string(name) + ":" + NoticeJson.string(value) + "}"
              : name + ": " + value);
      out.flush();
    }

    void ready() {
      out.println(json ? "{\"ready\":true}" : "ready");
      out.flush();
    }
  }

  /**
   * Says when it is ready, and waits.
   *
   * @return whether it was asked to stop
   */
  static boolean watch(StationProcess running, Stopping stopping, Duration until, Saying say)
      throws InterruptedException {
    var end = Instant.now().plus(until);
    boolean said = false;
    while (Instant.now().isBefore(end)) {
      running
          .broken()
          .ifPresent(
              why -> {
                throw new Failure(Failure.PROBLEMS, why);
              });
      if (!said && running.station().ready()) {
        said = true;
        say.ready();
      }
      var left = Duration.between(Instant.now(), end);
      var step = said ? Duration.ofSeconds(10) : Duration.ofMillis(50);
      if (stopping.await(left.compareTo(step) < 0 ? left : step)) {
        return true;
      }
    }
    return false;
  }
}
