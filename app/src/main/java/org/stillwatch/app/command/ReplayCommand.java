package org.stillwatch.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.Times;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.station.Replay;
import org.stillwatch.stores.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the rules over the past on a virtual clock; sends nothing. */
@Command(
    name = "replay",
    description = {
      "Runs rules and procedures over past files, or over stored history, and prints the events"
          + " as JSON lines.",
      "Without PATH: the stored history of the data folder if there is one, else the instrument's"
          + " own files. Sends nothing."
    },
    footer = {"", "Example: stillwatch replay lab.yaml /data/bluefors/logs/26-06-26"})
final class ReplayCommand implements Callable<Integer> {

  @Mixin private StationOption option = new StationOption();

  @Option(names = "--instrument", paramLabel = "ID", description = "whose files these are")
  private @Nullable String instrument;

  @Option(names = "--from", paramLabel = "T", description = "rows before it set states silently")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "rows from it on are left out")
  private @Nullable String to;

  @Option(
      names = "--procedure",
      paramLabel = "NAME[,param=value...]",
      description = "starts this procedure at the first row from which on it can run")
  private @Nullable String procedure;

  @Option(names = "--json", description = "the events are JSON lines in any case")
  private boolean json;

  @Parameters(index = "1..*", paramLabel = "PATH", description = "files or folders")
  private List<Path> paths = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    var out = line.getOut();
    var station = option.station();
    var replay =
        new Replay(
            Assembly.rules(station),
            station.procedures(),
            Optional.ofNullable(procedure).map(ReplayCommand::start),
            time(from, station, Instant.MIN),
            time(to, station, Instant.MAX),
            notice -> out.println(NoticeJson.write(notice)));
    var data = option.dataFolder(station);
    Replay.Summary summary;
    if (paths.isEmpty() && SqliteStore.exists(data)) {
      try (var store = SqliteStore.openReadOnly(data)) {
        var wanted =
            store.channels().stream()
                .filter(
                    channel -> instrument == null || channel.id().instrument().equals(instrument))
                .toList();
        summary = replay.run(store, wanted);
      }
    } else {
      summary = files(station, replay);
    }
    out.flush();
    summary.problems().forEach(problem -> line.getErr().println(problem));
    line.getErr()
        .printf(
            "%d rows, %d readings, %d rows unreadable%n",
            summary.rows(), summary.readings(), summary.unreadable());
    replay
        .notStarted()
        .ifPresent(why -> line.getErr().println("the procedure was not started: " + why));
    return summary.unreadable() == 0 && replay.notStarted().isEmpty() ? 0 : Failure.PROBLEMS;
  }

  private static Replay.Start start(String text) {
    var parts = text.split(",", -1);
    var with = new LinkedHashMap<String, String>();
    for (int i = 1; i < parts.length; i++) {
      var pair = parts[i].split("=", 2);
      if (pair.length != 2 || pair[0].isBlank()) {
        throw new Failure(
            Failure.USAGE,
            "'" + parts[i] + "' is no value of a parameter; expected such as warmup=290K");
      }
      with.put(pair[0].strip(), pair[1]);
    }
    return new Replay.Start(parts[0].strip(), with);
  }

  private Replay.Summary files(StationFile station, Replay replay) {
    for (var path : paths) {
      if (!Files.exists(path)) {
        throw new Failure(Failure.USAGE, "there is no file or folder " + path);
      }
    }
    var entry = StationOption.instrument(station, Optional.ofNullable(instrument));
    try (var opened = Assembly.open(entry)) {
      var past = opened.past(paths.stream().map(Path::toAbsolutePath).toList());
      if (past.isEmpty()) {
        throw StationOption.keepsNoFiles(entry, opened);
      }
      try (var files = past.get()) {
        return replay.run(files);
      }
    }
  }

  private static Instant time(@Nullable String text, StationFile station, Instant otherwise) {
    return text == null ? otherwise : Times.parse(text, station.station().zone(), Instant.now());
  }
}
