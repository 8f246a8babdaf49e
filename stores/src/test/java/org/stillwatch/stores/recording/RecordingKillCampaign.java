package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.stores.sqlite.Child;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * Kills a process that records, again and again at random moments, and compares in the end every
 * row of every file with the store. {@code RecordingKillCampaign KILLS [SEED]} from the test class
 * path of module {@code stores}.
 */
public final class RecordingKillCampaign {

  /** The child stores and records so many seconds at once. */
  private static final int AT_ONCE = 40;

  private static final List<ChannelId> GAUGES = List.of(Lab.ION, Lab.VALVE, Lab.LATER);
  private static final Duration VIPER_EVERY = Duration.ofSeconds(5);

  private RecordingKillCampaign() {}

  /**
   * What was found.
   *
   * @param rows that were compared, in all files
   * @param repaired files that were found not closed
   */
  record Result(int kills, long rows, long repaired) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = Integer.parseInt(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    var folder = Files.createTempDirectory("recording-kills");
    for (boolean swmr : new boolean[] {false, true}) {
      var result = run(folder.resolve(swmr ? "swmr" : "closed"), swmr, kills, new Random(seed));
      System.out.println((swmr ? "swmr: " : "closed between batches: ") + result);
    }
  }

  static Result run(Path folder, boolean swmr, int kills, Random random)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (int kill = 0; kill < kills; kill++) {
      var child =
          new ProcessBuilder(Child.command(Program.class, List.of(), folder.toString(), "" + swmr))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var says = child.inputReader()) {
        if (!"recording".equals(says.readLine())) {
          throw new AssertionError("the recorder did not start");
        }
        if (child.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("the recorder ended by itself: " + says.readLine());
        }
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
    return compare(folder, swmr, kills);
  }

  /** Records the rest without a kill, then compares. */
  private static Result compare(Path folder, boolean swmr, int kills) throws IOException {
    try (var store = SqliteStore.open(folder.resolve("data"))) {
      var lab = new Recording(folder, swmr, store);
      var now = lab.next(store);
      lab.settle(now);
      lab.settle(now.plusSeconds(60));
      lab.close();
      long rows = table(folder, swmr, store) + viper(folder, store);
      try (var files = Files.list(folder)) {
        long repaired = files.filter(f -> f.getFileName().toString().contains(".damaged-")).count();
        return new Result(kills, rows, repaired);
      }
    }
  }

  private static long table(Path folder, boolean swmr, ReadingStore store) {
    long rows = 0;
    long after = RowBuilder.nanos(Lab.START) - 1;
    var source = new RowSource(store, Optional.empty());
    for (var part : new RecordingFolder(folder, "gauges").parts()) {
      try (var table = TableFile.of(Hdf5File.read(part.path()))) {
        int length = (int) table.length();
        if (table.isTorn() || length == 0) {
          throw new AssertionError(part + " is torn or empty");
        }
        long last = table.time(length - 1);
        var stored = source.rows(table.channels(), after, last);
        var found = table.rows(0, length);
        if (stored.count() != length || found.agreeing(stored) != length) {
          throw new AssertionError(part + " differs from the store");
        }
        rows += length;
        after = last;
      }
    }
    var left = source.rows(List.of(Lab.ION, Lab.VALVE), after, Long.MAX_VALUE / 2);
    if (!left.isEmpty()) {
      throw new AssertionError(left.count() + " rows are in no file");
    }
    return rows;
  }

  private static long viper(Path folder, ReadingStore store) {
    try (var file = Hdf5File.read(folder.resolve("viper.h5"))) {
      int length = (int) file.dataset("/Index").length();
      var utc = file.dataset("/TimeUTC").doubles(0, length);
      var ion = file.dataset("/Ionisation").doubles(0, length);
      long first = Math.round(utc[0]) * 1_000_000_000L;
      var stored =
          new RowSource(store, Optional.of(VIPER_EVERY))
              .rows(GAUGES, first - 1, Math.round(utc[length - 1]) * 1_000_000_000L);
      if (stored.count() != length) {
        throw new AssertionError(stored.count() + " rows expected, there are " + length);
      }
      for (int row = 0; row < length; row++) {
        var cells = stored.cells().getFirst();
        double expected = cells.isMeasured(row) ? cells.values()[row] : -999;
        if (Math.round(utc[row]) * 1_000_000_000L != stored.times()[row] || ion[row] != expected) {
          throw new AssertionError("row " + row + " differs from the store");
        }
      }
      return length;
    }
  }

  /** A table and a file in VIPER's layout, as a station records them. */
  private static final class Recording {
    private final List<Sink> sinks = new ArrayList<>();

    Recording(Path folder, boolean swmr, ReadingStore store) {
      sinks.add(new Recorder(Lab.settings(folder, Optional.empty(), swmr), store));
      sinks.add(
          new ViperRecorder("viper", folder.resolve("viper.h5"), GAUGES, VIPER_EVERY, -999, store));
    }

    /** The first second that is not stored yet. */
    Instant next(ReadingStore store) {
      return store.latest().stream()
          .map(reading -> reading.time().plusSeconds(1))
          .max(Instant::compareTo)
          .orElse(Lab.START);
    }

    void settle(Instant now) {
      for (var sink : sinks) {
        var step = sink.step(now);
        while (step.pause().isZero()) {
          step = sink.step(now);
        }
        switch (step.health().state()) {
          case OK, TROUBLE, STARTING -> {}
          case UNREACHABLE -> throw new AssertionError(step.health().reason());
        }
      }
    }

    void close() {
      sinks.forEach(Sink::close);
    }
  }

  /** Stores and records until it is killed. */
  static final class Program {
    public static void main(String[] arguments) {
      var folder = Path.of(arguments[0]);
      try (var store = SqliteStore.open(folder.resolve("data"))) {
        var recording = new Recording(folder, Boolean.parseBoolean(arguments[1]), store);
        for (boolean first = true; ; first = false) {
          long from = recording.next(store).getEpochSecond() - Lab.START.getEpochSecond();
          Lab.store(store, from, from + AT_ONCE);
          for (int i = 0; i < AT_ONCE; i += 10) {
            recording.settle(Lab.at(from + i));
          }
          if (first) {
            System.out.println("recording");
          }
        }
      }
    }
  }
}
