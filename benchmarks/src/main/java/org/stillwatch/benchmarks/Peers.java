package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The import beside what a person at the lab would write: Python with the csv module and sqlite3,
 * and pandas when it is installed. In turns, in one run, so that the machine's other work falls on
 * all alike.
 */
final class Peers {

  private static final int ROUNDS = 3;
  private static final String PYTHON = "/usr/bin/python3";

  /** One way to import into a new folder. */
  private interface Way {
    Child.Used once(Path data) throws IOException, InterruptedException;
  }

  private Peers() {}

  static void run(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var scripts = Path.of(System.getProperty("benchmarks.home", "benchmarks"), "peers");
    var station = scratch.station(days.folder());
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("Stillwatch", data -> ImportCost.into(data, station, List.of(), List.of()).used());
    for (var way : List.of("keyed", "plain")) {
      var script = scripts.resolve("csv_sqlite.py").toString();
      ways.put(
          "Python csv + sqlite3, " + (way.equals("keyed") ? "key (channel, time)" : "no key"),
          data -> python(script, days.folder().toString(), data.resolve("a.db").toString(), way));
    }
    if (python("-c", "import pandas").exit() == 0) {
      var script = scripts.resolve("pandas_sqlite.py").toString();
      ways.put(
          "Python pandas to_sql, no key",
          data -> python(script, days.folder().toString(), data.resolve("a.db").toString()));
    }
    Map<String, List<Child.Used>> runs = new LinkedHashMap<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (var way : ways.entrySet()) {
        var data = scratch.fresh("data");
        var used = way.getValue().once(data);
        if (used.exit() != 0) {
          throw new IOException(way.getKey() + " failed: " + used.output());
        }
        runs.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(used);
        sizes.put(way.getKey(), size(data));
        Scratch.clear(data);
      }
    }
    Table.head(
        "import, best of " + ROUNDS,
        "wall",
        "CPU",
        "wall / Stillwatch",
        "CPU / Stillwatch",
        "peak RSS",
        "on disk",
        "said");
    var own = best(runs.getOrDefault("Stillwatch", List.of()));
    runs.forEach((name, used) -> show(name, best(used), own, sizes.getOrDefault(name, 0L)));
  }

  private static void show(String name, Child.Used used, Child.Used own, long bytes) {
    Table.row(
        name,
        Table.seconds(used.wall()),
        Table.seconds(used.cpu()),
        Table.ratio(quotient(used.wall(), own.wall())),
        Table.ratio(quotient(used.cpu(), own.cpu())),
        Table.megabytes(used.peakBytes()),
        Table.megabytes(bytes),
        used.output().isEmpty() ? "" : used.output().getLast());
  }

  private static double quotient(Duration a, Duration b) {
    return (double) a.toNanos() / b.toNanos();
  }

  private static Child.Used best(List<Child.Used> runs) {
    return runs.stream().min(Comparator.comparing(Child.Used::wall)).orElseThrow();
  }

  private static Child.Used python(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    try (var child = Child.of(command)) {
      return child.finish();
    }
  }

  private static long size(Path folder) throws IOException {
    long sum = 0;
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
