package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stillwatch.formats.hdf5.Column;
import org.stillwatch.formats.hdf5.Hdf5Dataset;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.formats.hdf5.Hdf5Type;

/**
 * A file as VIPER writes it: {@code Index} (int32), {@code Timestamp} (seconds since its run
 * began), {@code Ionisation}, {@code CG1}, {@code CG2} (Torr); one-dimensional, without attributes,
 * as h5py makes them. A sixth, {@code TimeUTC}, holds seconds since 1970, or NaN in rows of VIPER
 * itself. Opened for each append and closed again, so VIPER and every reader can have it in
 * between.
 *
 * <p>Before the first append to a file that has no {@code TimeUTC}, one that Stillwatch never wrote
 * to, it is copied to {@code NAME.bak}; a copy that is there already is not overwritten.
 */
public final class ViperFile implements AutoCloseable {

  /** As h5py chooses for an empty dataset that grows. */
  private static final int CHUNK = 1024;

  /** No time of a row is later: 2096, in seconds since 1970. */
  private static final double LATEST = 4e9;

  private static final String INDEX = "Index";
  private static final String UTC = "TimeUTC";
  private static final List<String> GAUGES = List.of("Ionisation", "CG1", "CG2");

  private static final Map<String, String> LAYOUT = layout();

  private final Path file;
  private final double missing;
  private boolean checked;

  /** Left by an append that failed; it must be closed before anything else. */
  private @Nullable Hdf5File open;

  /**
   * @param missing what stands for no value: -999.0, or 0 as the older ones have it
   */
  public ViperFile(Path file, double missing) {
    this.file = file.toAbsolutePath();
    this.missing = missing;
  }

  /**
   * A row.
   *
   * @param index from 0 in each run
   * @param seconds since the run began
   * @param utc seconds since 1970
   * @param ionisation in Torr; empty when there is none; likewise {@code cg1}, {@code cg2}
   */
  public record Row(
      int index,
      double seconds,
      double utc,
      OptionalDouble ionisation,
      OptionalDouble cg1,
      OptionalDouble cg2) {}

  private static Map<String, String> layout() {
    var layout = new LinkedHashMap<String, String>();
    layout.put(INDEX, "i4");
    layout.put("Timestamp", "f8");
    GAUGES.forEach(gauge -> layout.put(gauge, "f8"));
    return layout;
  }

  public Path path() {
    return file;
  }

  /**
   * Appends rows, all or none: rows that a crash left half-written are cut off before.
   *
   * @throws Hdf5Problem when the file is held, the disk full, or the file of another layout; the
   *     same rows may be tried again
   */
  public void append(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    closeFile();
    prepare();
    var hdf5 = Hdf5File.open(file);
    open = hdf5;
    check(hdf5);
    long length = evenOut(hdf5);
    announce(length, rows.size());
    append(hdf5, length, rows);
    closeFile();
    forget();
  }

  /** The time of the newest row that has one, in seconds since 1970. */
  public OptionalDouble newest() {
    closeFile();
    if (!Files.exists(file)) {
      return OptionalDouble.empty();
    }
    try (var hdf5 = Hdf5File.read(file)) {
      check(hdf5);
      if (!hdf5.has("/" + UTC)) {
        return OptionalDouble.empty();
      }
      var utc = hdf5.dataset("/" + UTC);
      long length = Math.min(lengthBefore(length(hdf5)), utc.length());
      for (long end = length; end > 0; ) {
        int count = (int) Math.min(10_000, end);
        var times = utc.doubles(end - count, count);
        for (int i = count - 1; i >= 0; i--) {
          if (times[i] > 0 && times[i] < LATEST) {
            return OptionalDouble.of(times[i]);
          }
        }
        end -= count;
      }
      return OptionalDouble.empty();
    }
  }

  private void closeFile() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** Makes the file, or checks it and keeps a copy; once. */
  private void prepare() {
    RecordingFolder.needRoom(file.resolveSibling(""));
    if (checked && Files.exists(file)) {
      return;
    }
    if (!Files.exists(file)) {
      create();
    } else {
      try (var hdf5 = Hdf5File.read(file)) {
        check(hdf5);
        if (!hdf5.has("/" + UTC)) {
          keepCopy(file.resolveSibling(file.getFileName() + ".bak"));
        }
        if (isUneven(hdf5) && !Files.exists(intent())) {
          var changed = Files.getLastModifiedTime(file).toInstant();
          keepCopy(RecordingFolder.damaged(file, changed));
        }
      } catch (IOException e) {
        throw RecordingFolder.problem(file, e);
      }
    }
    checked = true;
  }

  private void create() {
    var fresh = RecordingFolder.beside(file, "new");
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw RecordingFolder.problem(fresh, e);
    }
    try (var hdf5 = Hdf5File.create(fresh, Hdf5File.Format.EARLIEST)) {
      LAYOUT.forEach(
          (name, kind) ->
              hdf5.create(
                  "/" + name,
                  Column.plain(
                      kind.equals("i4") ? new Hdf5Type.Int32() : new Hdf5Type.Float64(), CHUNK)));
      hdf5.create("/" + UTC, Column.plain(new Hdf5Type.Float64(), CHUNK));
    }
    RecordingFolder.replace(fresh, file);
  }

  private void keepCopy(Path copy) {
    var part = RecordingFolder.beside(file, "bak");
    try {
      if (!Files.exists(copy)) {
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        RecordingFolder.replace(part, copy);
      }
    } catch (IOException e) {
      throw RecordingFolder.problem(copy, e);
    }
  }

  // a crash within an append

  private Path intent() {
    return RecordingFolder.beside(file, "appending");
  }

  /** Says beside the file what is about to be appended: the layout itself has no place for it. */
  private void announce(long length, int count) {
    try {
      Files.writeString(intent(), length + " " + count);
    } catch (IOException e) {
      throw RecordingFolder.problem(intent(), e);
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(intent());
    } catch (IOException e) {
      throw RecordingFolder.problem(intent(), e);
    }
  }

  /** How long the file was before an append that a crash ended; else the given length. */
  private long lengthBefore(long length) {
    try {
      if (Files.exists(intent())) {
        var numbers = Files.readString(intent()).strip().split(" ");
        long before = Long.parseLong(numbers[0]);
        long count = Long.parseLong(numbers[1]);
        return length > before && length <= before + count ? before : length;
      }
      return length;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return length; // the crash came before anything was appended
    } catch (IOException e) {
      throw RecordingFolder.problem(intent(), e);
    }
  }

  private static boolean isUneven(Hdf5File hdf5) {
    long length = length(hdf5);
    return LAYOUT.keySet().stream().anyMatch(name -> hdf5.dataset("/" + name).length() != length);
  }

  /** Cuts off what a writer was killed in. */
  private long evenOut(Hdf5File hdf5) {
    long length = lengthBefore(length(hdf5));
    for (var name : LAYOUT.keySet()) {
      var dataset = hdf5.dataset("/" + name);
      if (dataset.length() > length) {
        dataset.resize(length);
      }
    }
    return length;
  }

  /**
   * @throws Hdf5Problem with all that differs
   */
  private void check(Hdf5File hdf5) {
    var differences = new ArrayList<String>();
    LAYOUT.forEach(
        (name, kind) -> {
          if (!hdf5.has("/" + name)) {
            differences.add("there is no " + name);
          } else if (!hdf5.isDataset("/" + name)) {
            differences.add(name + " is a group");
          } else {
            var shape = hdf5.dataset("/" + name).shape();
            if (!shape.isColumn(kind)) {
              differences.add(
                  name + " is " + shape + ", expected extendable 1-dimensional " + kind);
            }
          }
        });
    if (!differences.isEmpty()) {
      throw new Hdf5Problem(
          Hdf5Problem.Kind.OTHER,
          file
              + " is laid out in another way than VIPER's: "
              + String.join("; ", differences)
              + "; it is left as it is");
    }
  }

  /** The rows that all five columns have. */
  private static long length(Hdf5File hdf5) {
    return LAYOUT.keySet().stream()
        .mapToLong(name -> hdf5.dataset("/" + name).length())
        .min()
        .orElse(0);
  }

  private void append(Hdf5File hdf5, long length, List<Row> rows) {
    var utc =
        hdf5.has("/" + UTC)
            ? hdf5.dataset("/" + UTC)
            : hdf5.create("/" + UTC, Column.plain(new Hdf5Type.Float64(), CHUNK));
    fillUtc(utc, length);
    hdf5.dataset("/" + INDEX).append(rows.stream().mapToInt(Row::index).toArray());
    append(hdf5, "Timestamp", rows.stream().mapToDouble(Row::seconds).toArray());
    append(hdf5, "Ionisation", values(rows.stream().map(Row::ionisation).toList()));
    append(hdf5, "CG1", values(rows.stream().map(Row::cg1).toList()));
    append(hdf5, "CG2", values(rows.stream().map(Row::cg2).toList()));
    utc.append(rows.stream().mapToDouble(Row::utc).toArray());
  }

  /** Rows that VIPER wrote itself have no time. */
  private static void fillUtc(Hdf5Dataset utc, long length) {
    if (utc.length() > length) {
      utc.resize(length);
    }
    while (utc.length() < length) {
      var unknown = new double[(int) Math.min(100_000, length - utc.length())];
      java.util.Arrays.fill(unknown, Double.NaN);
      utc.append(unknown);
    }
  }

  private static void append(Hdf5File hdf5, String name, double[] values) {
    hdf5.dataset("/" + name).append(values);
  }

  private double[] values(List<OptionalDouble> values) {
    return values.stream().mapToDouble(value -> value.orElse(missing)).toArray();
  }

  @Override
  public void close() {
    closeFile();
  }
}
