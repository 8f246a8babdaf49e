package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** What it costs to import real days: time, CPU, memory, and how they grow with the days. */
final class ImportCost {

  private static final int RUNS = 3;

  private static final Pattern RESULT =
      Pattern.compile("\\{\"rows\":(\\d+),\"stored\":(\\d+),\"alreadyThere\":(\\d+).*");

  /** One import. */
  record Run(Child.Used used, long rows, long readings) {

    static Run of(Child.Used used) {
      for (var line : used.output()) {
        var result = RESULT.matcher(line);
        if (result.matches()) {
          return new Run(
              used,
              Long.parseLong(result.group(1)),
              Long.parseLong(result.group(2)) + Long.parseLong(result.group(3)));
        }
      }
      throw new IllegalStateException("the import failed: " + used.output());
    }
  }

  private ImportCost() {}

  /** Imports these paths into that data folder; no path means the instrument's own folder. */
  static Run into(Path data, Path station, List<String> options, List<String> paths)
      throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(List.of("import", station.toString(), "--json", "--data", data.toString()));
    arguments.addAll(paths);
    try (var child = Child.stillwatch(options, arguments.toArray(String[]::new))) {
      return Run.of(child.finish());
    }
  }

  private static Run best(List<Run> runs) {
    return runs.stream().min(Comparator.comparing(run -> run.used().wall())).orElseThrow();
  }

  static void speed(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var station = scratch.station(days.folder());
    var first = new ArrayList<Run>();
    var again = new ArrayList<Run>();
    for (int i = 0; i < RUNS; i++) {
      var data = scratch.fresh("data");
      first.add(into(data, station, List.of(), List.of()));
      again.add(into(data, station, List.of(), List.of()));
      Scratch.clear(data);
    }
    Table.head(
        "import, best of " + RUNS,
        "wall",
        "CPU",
        "rows/s",
        "readings/s",
        "readings per CPU second",
        "peak RSS");
    show("first time", best(first));
    show("again (nothing new)", best(again));
    System.out.println(
        best(first).rows() + " rows, " + best(first).readings() + " readings; start included");
  }

  private static void show(String what, Run run) {
    var used = run.used();
    Table.row(
        what,
        Table.seconds(used.wall()),
        Table.seconds(used.cpu()),
        Table.perSecond(run.rows(), used.wall()),
        Table.perSecond(run.readings(), used.wall()),
        Table.perSecond(run.readings(), used.cpu()),
        Table.megabytes(used.peakBytes()));
  }

  static void memory(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var station = scratch.station(days.folder());
    Table.head("heap", "result", "wall", "CPU", "peak RSS");
    for (var heap :
        List.of("", "-Xmx128m", "-Xmx96m", "-Xmx64m", "-Xmx48m", "-Xmx32m", "-Xmx24m")) {
      var data = scratch.fresh("data");
      var options = heap.isEmpty() ? List.<String>of() : List.of(heap);
      try (var child =
          Child.stillwatch(
              options, "import", station.toString(), "--json", "--data", data.toString())) {
        var used = child.finish();
        Table.row(
            heap.isEmpty() ? "default" : heap,
            used.exit() == 0 ? "works" : "fails",
            Table.seconds(used.wall()),
            Table.seconds(used.cpu()),
            Table.megabytes(used.peakBytes()));
      }
      Scratch.clear(data);
    }
  }

  static void growth(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var station = scratch.station(days.folder());
    Table.head(
        "days, best of " + RUNS, "readings", "wall", "CPU", "readings/s", "peak RSS at -Xmx128m");
    for (int count = 1; count <= days.days().size(); count += count == 1 ? 1 : 2) {
      var runs = new ArrayList<Run>();
      for (int i = 0; i < RUNS; i++) {
        var data = scratch.fresh("data");
        runs.add(into(data, station, List.of("-Xmx128m"), days.first(count)));
        Scratch.clear(data);
      }
      var run = best(runs);
      Table.row(
          count,
          run.readings(),
          Table.seconds(run.used().wall()),
          Table.seconds(run.used().cpu()),
          Table.perSecond(run.readings(), run.used().wall()),
          Table.megabytes(run.used().peakBytes()));
    }
  }
}
