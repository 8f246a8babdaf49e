package org.stillwatch.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.stores.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores past files through the same readers, with rules silent. */
@Command(
    name = "import",
    description = {
      "Stores past files through the same readers; rules stay silent.",
      "Without PATH: the instrument's own folder. Doing it twice stores nothing twice."
    },
    footer = {"", "Example: stillwatch import lab.yaml /archive/bluefors/2026"})
final class ImportCommand implements Callable<Integer> {

  private static final int LARGE = 50_000;
  private static final int PROBLEMS_SHOWN = 20;

  @Mixin private StationOption option = new StationOption();

  @Option(names = "--instrument", paramLabel = "ID", description = "whose files these are")
  private @Nullable String instrument;

  @Option(names = "--json", description = "print the result as one JSON object")
  private boolean json;

  @Parameters(index = "1..*", paramLabel = "PATH", description = "files or folders")
  private List<Path> paths = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    var station = option.station();
    for (var path : paths) {
      if (!Files.exists(path)) {
        throw new Failure(Failure.USAGE, "there is no file or folder " + path);
      }
    }
    var entry = StationOption.instrument(station, Optional.ofNullable(instrument));
    var data = option.dataFolder(station);
    try (var store = SqliteStore.open(data);
        var opened = Assembly.open(entry)) {
      var past = opened.past(paths.stream().map(Path::toAbsolutePath).toList());
      if (past.isEmpty()) {
        throw StationOption.keepsNoFiles(entry, opened);
      }
      StationProcess.remember(store, station.station().zone());
      try (var files = past.get()) {
        var result = new Importing(store, line.getErr()).run(files);
        report(result, line.getOut(), line.getErr());
        return result.unreadable() + result.conflicting() == 0 ? 0 : Failure.PROBLEMS;
      }
    }
  }

  private void report(Result result, PrintWriter out, PrintWriter err) {
    result.problems().stream().limit(PROBLEMS_SHOWN).forEach(err::println);
    if (result.problems().size() > PROBLEMS_SHOWN) {
      err.println("and " + (result.problems().size() - PROBLEMS_SHOWN) + " more like these");
    }
    if (json) {
      out.printf(
          "{\"rows\":%d,\"stored\":%d,\"alreadyThere\":%d,\"conflicting\":%d,\"unreadable\":%d}%n",
          result.rows(),
          result.stored(),
          result.alreadyThere(),
          result.conflicting(),
          result.unreadable());
    } else {
      out.printf(
          "%d rows read, %d readings stored, %d already there, %d rows unreadable%n",
          result.rows(), result.stored(), result.alreadyThere(), result.unreadable());
      if (result.conflicting() > 0) {
        out.printf(
            "%d readings differ from what was stored for their time; both are kept%n",
            result.conflicting());
      }
    }
    out.flush();
  }

  private record Result(
      long rows,
      long stored,
      long alreadyThere,
      long conflicting,
      long unreadable,
      List<RowProblem> problems) {}

  /** One import: turns in, commits out. */
  private static final class Importing {
    private final ReadingStore store;
    private final PrintWriter progress;
    private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private final boolean shown =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private int percent = -1;
    private long rows;
    private long stored;
    private long alreadyThere;
    private long conflicting;
    private long unreadable;

    Importing(ReadingStore store, PrintWriter progress) {
      this.store = store;
      this.progress = progress;
    }

    Result run(Past past) {
      boolean more = true;
      while (more) {
        var turn = past.next().withPossibleTimes();
        more = turn.more();
        rows += turn.rows();
        turn.channels().forEach(channel -> channels.put(channel.id(), channel));
        turn.scans().forEach(scan -> readings.addAll(scan.readings()));
        for (var problem : turn.problems()) {
          unreadable += problem.count();
          if (problems.size() < 1000) {
            problems.add(problem);
          }
        }
        if (readings.size() >= LARGE) {
          commit();
        }
        show(past.progress());
      }
      commit();
      if (shown) {
        progress.println();
      }
      return new Result(rows, stored, alreadyThere, conflicting, unreadable, problems);
    }

    private void commit() {
      var done = store.commit(Commit.ofReadings(List.copyOf(channels.values()), readings));
      stored += done.stored();
      alreadyThere += done.alreadyThere();
      conflicting += done.conflicting();
      channels.clear();
      readings.clear();
    }

    private void show(double done) {
      int now = (int) (done * 100);
      if (shown && now != percent) {
        percent = now;
        progress.printf(
            "\r[%-40s] %3d %%  %d rows", "#".repeat(Math.min(40, now * 40 / 100)), now, rows);
        progress.flush();
      }
    }
  }
}
