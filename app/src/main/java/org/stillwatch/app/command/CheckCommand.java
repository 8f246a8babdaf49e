package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.Problem;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.stores.influx.InfluxSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds everything that is wrong with a station file. */
@Command(
    name = "check",
    description = "Finds everything that is wrong with a station file.",
    footer = {"", "Example: stillwatch check lab.yaml --live"})
final class CheckCommand implements Callable<Integer> {

  @Mixin private StationOption option = new StationOption();

  @Option(
      names = "--live",
      description =
          "also open each instrument, send a test notice to each notifier and ask each sink")
  private boolean live;

  @Option(names = "--json", description = "each problem as one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    var result = option.read();
    if (json) {
      result.problems().forEach(problem -> line.getOut().println(asJson(problem)));
      line.getOut().flush();
    } else {
      result.problems().forEach(line.getErr()::println);
    }
    if (!result.problems().isEmpty() || result.station().isEmpty()) {
      return Failure.USAGE;
    }
    var station = result.station().get();
    if (!json) {
      line.getOut()
          .printf(
              "%s: %d instruments, %d rules, %d routes, nothing wrong%n",
              option.file(),
              station.instruments().size(),
              station.rules().size(),
              station.routes().size());
    }
    return live ? live(station, line.getOut(), line.getErr()) : 0;
  }

  private static String asJson(Problem problem) {
    return "{\"file\":"
        + NoticeJson.string(problem.file().toString())
        + ",\"line\":"
        + problem.line()
        + ",\"column\":"
        + problem.column()
        + ",\"text\":"
        + NoticeJson.string(problem.text())
        + "}";
  }

  private static int live(StationFile station, PrintWriter out, PrintWriter err) {
    int wrong = 0;
    var now = Instant.now();
    for (var entry : station.instruments()) {
      try (var instrument = Assembly.open(entry)) {
        instrument.resume(Optional.empty());
        var health = instrument.turn(now).health();
        boolean well = health.state() == Health.State.OK;
        (well ? out : err).println("[" + entry.id() + "] " + words(health));
        wrong += well ? 0 : 1;
      }
    }
    for (var entry : station.notifiers()) {
      var notice =
          new Notice(
              NoticeId.of(station.station().name(), "check", entry.id(), now, "0"),
              now,
              station.station().name(),
              Notice.Kind.TEST,
              Severity.INFO,
              "Test notice from " + station.station().name(),
              "Sent by 'stillwatch check --live'. No action is needed.",
              Optional.empty(),
              Optional.empty(),
              false);
      switch (Assembly.open(entry).deliver(Message.of(notice))) {
        case Delivery.Delivered(String receipt) ->
            out.println("[" + entry.id() + "] told: " + receipt);
        case Delivery.TryLater(var after, String reason, var arrived) -> {
          err.println("[" + entry.id() + "] not told: " + reason);
          wrong++;
        }
        case Delivery.Refused(String reason) -> {
          err.println("[" + entry.id() + "] refused: " + reason);
          wrong++;
        }
      }
    }
    for (var sink : Assembly.sinks(station)) {
      var health = InfluxSink.check(sink, now);
      boolean well = health.state() == Health.State.OK;
      (well ? out : err).println("[" + sink.name() + "] " + words(health));
      wrong += well ? 0 : 1;
    }
    return wrong == 0 ? 0 : Failure.PROBLEMS;
  }

  private static String words(Health health) {
    return health.reason().isEmpty()
        ? health.state().word()
        : health.state().word() + ": " + health.reason();
  }
}
