package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.DraftRules;
import org.stillwatch.core.station.Replay;
import org.stillwatch.core.station.StoredBackTest;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * What a back-test costs over channels at 1 Hz, beside a plain replay and beside what a person
 * would write: a Python script over the same SQLite file. The short form is 100 channels of one
 * day; the argument is the number of days. 30 days take 7 GB on the disk and an hour to make.
 */
final class BackTestCost {

  private static final int CHANNELS = 100;
  private static final int RUNS = 3;

  private BackTestCost() {}

  static void run(int days, Scratch scratch) throws IOException, InterruptedException {
    var history = new LongHistory(CHANNELS, days);
    var data = scratch.fresh("data");
    try (var store = SqliteStore.open(data)) {
      long began = System.nanoTime();
      history.store(store);
      var took = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf(
          Locale.ROOT,
          "%,d readings stored in %s: %s a second, %.1f bytes a reading%n%n",
          history.readings(),
          Table.seconds(took),
          Table.perSecond(history.readings(), took),
          (double) store.bytes() / history.readings());
    }
    measure(history, data);
  }

  /** Also for data that are there already. */
  static void measure(LongHistory history, Path data) throws IOException, InterruptedException {
    try (var store = SqliteStore.openReadOnly(data)) {
      Table.head("back-test, best of " + RUNS, "firings", "wall", "readings/s");
      row("a rule with a dead band for each channel", store, history, rules(history, 24.2, 0.4));
      row("limits amid the daily wave", store, history, rules(history, 22.0, 0.3));
      row("limits amid the noise, no dead band", store, history, rules(history, 22.0, 0));
      row("one rule, no dead band", store, history, rules(history, 22.0, 0).subList(0, 1));
      row("one condition on one channel", store, history, conditions(history).subList(0, 1));
      replay(store, history);
    }
    python(data);
  }

  private static void row(String what, SqliteStore store, LongHistory history, List<Rule> rules) {
    var test =
        new StoredBackTest(
            RuleBook.of("Bench", List.of()),
            store,
            text -> new DraftRules(List.of(), List.of()),
            InstantSource.system(),
            done -> {});
    long firings = 0;
    long readings = 0;
    var best = Duration.ofDays(1);
    for (int i = 0; i < RUNS; i++) {
      var report = test.run(new DraftRules(rules, List.of()), LongHistory.START, history.end());
      best = report.took().compareTo(best) < 0 ? report.took() : best;
      firings = report.rules().stream().mapToLong(rule -> rule.firings().size()).sum();
      readings = report.readings();
    }
    Table.row(
        what + " (" + rules.size() + ")",
        firings,
        Table.seconds(best),
        Table.perSecond(readings, best));
  }

  /** The same rules through every row of the first day, as {@code replay} does. */
  private static void replay(SqliteStore store, LongHistory history) {
    var end = LongHistory.START.plus(Duration.ofDays(1));
    var notices = new ArrayList<Instant>();
    var book = RuleBook.of("Bench", rules(history, 24.2, 0.4));
    long began = System.nanoTime();
    var summary =
        new Replay(book, LongHistory.START, end, notice -> notices.add(notice.time()))
            .run(store, history.channels());
    var took = Duration.ofNanos(System.nanoTime() - began);
    Table.row(
        "plain replay of one day",
        notices.size(),
        Table.seconds(took),
        Table.perSecond(summary.readings(), took));
  }

  private static void python(Path data) throws IOException, InterruptedException {
    var script =
        Path.of(System.getProperty("benchmarks.home", "benchmarks"), "peers", "backtest_sqlite.py");
    try (var child =
        Child.of(
            List.of(
                "/usr/bin/python3",
                script.toString(),
                data.resolve("stillwatch.db").toString(),
                "24.2",
                "23.8"))) {
      var used = child.finish();
      if (used.exit() != 0) {
        throw new IOException("the script failed: " + used.output());
      }
      Table.row(
          "Python over the same file", used.output().getLast(), Table.seconds(used.wall()), "");
    }
  }

  static List<Rule> rules(LongHistory history, double limit, double band) {
    return each(
        history,
        channel ->
            Rule.limits(
                channel.label(),
                channel.id(),
                Optional.of(edge(limit - band, Severity.INFO)),
                Optional.of(edge(limit, Severity.WARNING)),
                Side.LOW,
                Duration.ZERO));
  }

  static List<Rule> conditions(LongHistory history) {
    return each(
        history,
        channel ->
            new Rule(
                channel.label(),
                channel.id(),
                Optional.of(Condition.parse(channel.id() + " > 24.2 degC until < 23.8 degC")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new Edge(
                        Optional.empty(), Optional.empty(), Severity.WARNING, Optional.empty())),
                Side.UNKNOWN,
                Duration.ZERO,
                Optional.empty(),
                false));
  }

  private static List<Rule> each(LongHistory history, Function<Channel, Rule> maker) {
    return history.channels().stream().map(maker).toList();
  }

  private static Edge edge(double limit, Severity severity) {
    return new Edge(
        Optional.of(new Quantity(limit, Unit.of("degC"))),
        Optional.empty(),
        severity,
        Optional.empty());
  }
}
