package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stillwatch.formats.hdf5.Column;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Type;
import org.stillwatch.stores.recording.ViperFile;

/**
 * Rows a second into HDF5 files of VIPER's five columns: by Stillwatch, and by h5py as VIPER does
 * it, which opens, appends a row and closes. The argument is how many thousand rows; the ways take
 * turns, three times, and the best of each is shown.
 */
final class Hdf5Cost {

  private static final int ROUNDS = 3;

  private static final String VIPER =
      """
      import h5py, sys, time
      names = ('Index', 'Timestamp', 'Ionisation', 'CG1', 'CG2')
      with h5py.File(sys.argv[1], 'a') as f:
          for n in names:
              f.create_dataset(n, (0,), maxshape=(None,), dtype='i4' if n == 'Index' else 'f8')
      rows = int(sys.argv[2])
      begun = time.monotonic()
      for i in range(rows):
          with h5py.File(sys.argv[1], 'a') as f:
              for n in names:
                  d = f[n]
                  d.resize((d.shape[0] + 1,))
                  d[-1] = i
      print(int((time.monotonic() - begun) * 1e9))
      """;

  private Hdf5Cost() {}

  private interface Way {
    /** How long it takes to write so many rows into a new file. */
    Duration write(Path file, int rows) throws IOException, InterruptedException;
  }

  private record Named(String name, Way way) {}

  static void run(int thousands, Scratch scratch) throws IOException, InterruptedException {
    int rows = 1000 * thousands;
    var ways =
        List.of(
            new Named("h5py: open, append a row, close", Hdf5Cost::h5py),
            new Named(
                "Stillwatch: open, append a row, close", (file, count) -> batches(file, count, 1)),
            new Named(
                "Stillwatch: open, append 10 rows, close",
                (file, count) -> batches(file, count, 10)),
            new Named("Stillwatch: SWMR, a row, flushed", Hdf5Cost::swmr));
    var best = new Duration[ways.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ways.size(); i++) {
        var took = ways.get(i).way().write(scratch.fresh("hdf5").resolve("vacuum.h5"), rows);
        best[i] = best[i] == null || took.compareTo(best[i]) < 0 ? took : best[i];
      }
    }
    System.out.println("HDF5 " + Hdf5File.library());
    Table.head(rows + " rows of 5 columns", "rows/s", "times h5py's rate");
    for (int i = 0; i < best.length; i++) {
      Table.row(
          ways.get(i).name(),
          Table.perSecond(rows, best[i]),
          Table.ratio((double) best[0].toNanos() / best[i].toNanos()));
    }
  }

  private static Duration h5py(Path file, int rows) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("/usr/bin/python3", "-c", VIPER, file.toString(), "" + rows)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("h5py could not be run: install python3-h5py");
    }
    return Duration.ofNanos(Long.parseLong(said.strip()));
  }

  private static Duration batches(Path file, int rows, int atOnce) {
    try (var viper = new ViperFile(file, -999)) {
      long begun = System.nanoTime();
      for (int i = 0; i < rows; i += atOnce) {
        var batch = new ArrayList<ViperFile.Row>();
        for (int k = i; k < i + atOnce; k++) {
          batch.add(
              new ViperFile.Row(
                  k, k, k, OptionalDouble.of(k), OptionalDouble.of(k), OptionalDouble.empty()));
        }
        viper.append(batch);
      }
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  private static Duration swmr(Path path, int rows) {
    try (var file = Hdf5File.create(path, Hdf5File.Format.CHECKED)) {
      file.create("/Index", Column.plain(new Hdf5Type.Int32(), 1024));
      for (var name : List.of("Timestamp", "Ionisation", "CG1", "CG2")) {
        file.create("/" + name, Column.of(new Hdf5Type.Float64(), 1024));
      }
      file.startSwmr();
      long begun = System.nanoTime();
      for (int i = 0; i < rows; i++) {
        file.dataset("/Index").append(new int[] {i});
        for (var name : List.of("Timestamp", "Ionisation", "CG1", "CG2")) {
          file.dataset("/" + name).append(new double[] {i});
        }
        file.flush();
      }
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }
}
