package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Time from the start of the process until it can be used. */
final class StartUp {

  private static final int RUNS = 7;

  /** Starts something once and says how long it took. */
  private interface Start {
    Duration once() throws IOException, InterruptedException;
  }

  private StartUp() {}

  static void run(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var station = scratch.station(days.folder());
    var filled = scratch.fresh("data");
    var imported = ImportCost.into(filled, station, List.of(), List.of());
    Table.head("start, " + RUNS + " runs", "best", "median");
    show("--help", () -> command("--help"));
    show("check", () -> command("check", station.toString()));
    show("run until ready, empty data folder", () -> ready(station, scratch.fresh("empty")));
    show(
        "run until ready, data folder with " + imported.readings() + " readings",
        () -> ready(station, filled));
  }

  private static void show(String what, Start start) throws IOException, InterruptedException {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < RUNS; i++) {
      times.add(start.once());
    }
    Collections.sort(times);
    Table.row(what, Table.seconds(times.getFirst()), Table.seconds(times.get(RUNS / 2)));
  }

  private static Duration command(String... arguments) throws IOException, InterruptedException {
    try (var child = Child.stillwatch(List.of(), arguments)) {
      return child.finish().wall();
    }
  }

  private static Duration ready(Path station, Path data) throws IOException, InterruptedException {
    try (var child =
        Child.stillwatch(
            List.of(), "run", station.toString(), "--port", "0", "--data", data.toString())) {
      return child.until("ready");
    }
  }
}
