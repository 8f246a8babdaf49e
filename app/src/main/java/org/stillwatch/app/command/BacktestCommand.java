package org.stillwatch.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.DraftReader;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.Times;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.StoredBackTest;
import org.stillwatch.stores.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs draft rules over stored history. */
@Command(
    name = "backtest",
    description = {
      "Runs draft rules over stored history: every firing, time in alarm, flaps per day, overlap"
          + " with the station's own rules, and the dead band that the channel's noise asks for.",
      "RULES.yaml has 'rules:' (and 'derived:') as in a station file. Without --from: the last 30"
          + " days. Sends nothing. Exit code 1: a rule could not be judged."
    },
    footer = {"", "Example: stillwatch backtest lab.yaml drafts.yaml --from 2026-06-01 --to -1d"})
final class BacktestCommand implements Callable<Integer> {

  private static final Duration USUAL = Duration.ofDays(30);

  @Mixin private StationOption option = new StationOption();

  @Parameters(index = "1", paramLabel = "RULES.yaml", description = "the draft rules")
  private @Nullable Path rules;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "readings before it set the rules silently (default: 30 days before --to)")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "up to this time (default: now)")
  private @Nullable String to;

  @Option(names = "--json", description = "one JSON object a rule, with every firing")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    var file = Objects.requireNonNull(rules);
    if (!Files.isRegularFile(file)) {
      throw new Failure(Failure.USAGE, "there is no file " + file);
    }
    var station = option.station();
    var drafts = new DraftReader(station);
    var read = drafts.read(file);
    var now = Instant.now();
    var end = time(to, station, now).orElse(now);
    var begin = time(from, station, now).orElseGet(() -> end.minus(USUAL));
    try (var store = SqliteStore.openReadOnly(option.dataFolder(station))) {
      var bar = new Bar(line.getErr());
      var report =
          new StoredBackTest(Assembly.rules(station), store, drafts, InstantSource.system(), bar)
              .run(read, begin, end);
      bar.end();
      var table = new BacktestTable(line.getOut(), station.station().zone());
      if (json) {
        table.json(report);
      } else {
        table.print(report);
      }
      line.getOut().flush();
      return report.rules().stream().map(BackTest.RuleReport::broken).allMatch(Optional::isEmpty)
          ? 0
          : Failure.PROBLEMS;
    }
  }

  private static Optional<Instant> time(@Nullable String text, StationFile station, Instant now) {
    return Optional.ofNullable(text)
        .map(given -> Times.parse(given, station.station().zone(), now));
  }

  /** Shown to a person when it takes longer than a moment. */
  private static final class Bar implements DoubleConsumer {
    private static final long MOMENT_NANOS = 1_000_000_000;

    private final PrintWriter err;
    private final boolean shown =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private final long started = System.nanoTime();
    private int percent = -1;

    Bar(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void accept(double done) {
      int now = (int) (done * 100);
      if (shown && now != percent && System.nanoTime() - started > MOMENT_NANOS) {
        percent = now;
        err.printf("\r[%-40s] %3d %%", "#".repeat(Math.min(40, now * 40 / 100)), now);
        err.flush();
      }
    }

    void end() {
      if (percent >= 0) {
        err.println();
      }
    }
  }
}
