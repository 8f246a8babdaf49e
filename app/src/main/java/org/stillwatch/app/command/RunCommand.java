package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.ConfigurationException;
import org.stillwatch.app.config.Durations;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.process.Setup;
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
    var station = usable();
    var data = option.dataFolder(station);
    try (var stopping = new Stopping();
        var running = StationProcess.start(setup(station, data), data, () -> again(data))) {
      var say = new Saying(line.getOut(), json);
      say.fact("page", running.page().toString());
      return watch(running, stopping, until, say) ? 130 : 0;
    }
  }

  private Setup setup(StationFile station, Path data) {
    var setup = Assembly.setup(station, data);
    return port == null
        ? setup
        : new Setup(setup.plan(), setup.web().withPort(port), setup.drafts());
  }

  /** The file as it is now, for a station that runs. */
  private Setup again(Path data) {
    StationFile station;
    try {
      station = option.station();
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    var asked = option.dataFolder(station);
    if (!asked.equals(data)) {
      throw new IllegalArgumentException(
          "station: data is "
              + asked
              + "; the data folder cannot be changed while the station runs ("
              + data
              + "), start it again for that");
    }
    return setup(station, data);
  }

  /** The station, also when a folder is not there yet: that is told, and looked at again. */
  private StationFile usable() {
    var result = option.read();
    var station = result.usable();
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    result
        .problems()
        .forEach(problem -> err.println(problem + "; looking again until it is there"));
    return station;
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
