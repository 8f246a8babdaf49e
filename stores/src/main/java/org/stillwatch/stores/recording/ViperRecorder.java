package org.stillwatch.stores.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/**
 * Carries a file of VIPER's layout on, from the store. A run begins with the first row that this
 * recorder writes, which has a reading; rows that were missed since the newest one with a time are
 * its first ones.
 */
public final class ViperRecorder implements Sink {

  private static final int MANY = 2_000;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final String name;
  private final List<ChannelId> channels;
  private final long every;
  private final ViperFile file;
  private final RowSource source;
  private @Nullable Long after;
  private @Nullable Long begun;
  private Optional<Instant> troubleSince = Optional.empty();

  /**
   * @param name of the recording, for people
   * @param gauges the channels of Ionisation, CG1 and CG2, all in Torr
   * @param every one row for each such stretch, on a grid that begins in 1970
   * @param missing what stands for no value
   */
  public ViperRecorder(
      String name,
      Path file,
      List<ChannelId> gauges,
      Duration every,
      double missing,
      ReadingStore store) {
    if (gauges.size() != 3) {
      throw new IllegalArgumentException("VIPER's layout has three gauges, not " + gauges.size());
    }
    this.name = name;
    this.channels = List.copyOf(gauges);
    this.every = every.toNanos();
    this.file = new ViperFile(file, missing);
    this.source = new RowSource(store, Optional.of(every));
  }

  @Override
  public Step step(Instant now) {
    long ready = RowBuilder.nanos(now.minus(Recorder.SETTLING));
    try {
      long from = after == null ? start(ready) : after;
      long upTo = Math.max(from, Math.min(ready, from + MANY * every));
      var rows = source.rows(channels, from, upTo);
      if (begun == null) {
        rows = rows.part(rows.firstWithReading(), rows.count());
      }
      if (!rows.isEmpty()) {
        long zero = begun == null ? rows.times()[0] : begun;
        begun = zero;
        file.append(viper(rows, zero));
      }
      after = upTo;
      troubleSince = Optional.empty();
      return new Step(
          Recorder.ahead(upTo, now)
              .map(text -> Health.trouble(name + ": " + text))
              .orElse(Health.ok("")),
          rows.readings(),
          Math.max(0, ready - upTo) / every,
          upTo < ready ? Duration.ZERO : Recorder.BATCH);
    } catch (Hdf5Problem e) {
      return failed(e, now);
    }
  }

  private Step failed(Hdf5Problem problem, Instant now) {
    after = null; // the file says how far it came
    var since = troubleSince.orElse(now);
    troubleSince = Optional.of(since);
    var text = name + ": " + problem.getMessage();
    boolean early =
        problem.kind() == Hdf5Problem.Kind.HELD
            && Duration.between(since, now).compareTo(Recorder.PATIENCE) < 0;
    return new Step(
        early
            ? Health.ok(text + "; rows wait")
            : Health.unreachable(text + "; rows wait in the store"),
        0,
        0,
        RETRY);
  }

  private long start(long ready) {
    var newest = file.newest();
    return newest.isEmpty() ? ready : Math.round(newest.getAsDouble() * 1e9 / every) * every;
  }

  private List<ViperFile.Row> viper(Rows rows, long zero) {
    var out = new ArrayList<ViperFile.Row>();
    for (int row = 0; row < rows.count(); row++) {
      long time = rows.times()[row];
      out.add(
          new ViperFile.Row(
              (int) ((time - zero) / every),
              (time - zero) / 1e9,
              time / 1e9,
              value(rows, 0, row),
              value(rows, 1, row),
              value(rows, 2, row)));
    }
    return out;
  }

  private static OptionalDouble value(Rows rows, int column, int row) {
    var cells = rows.cells().get(column);
    return cells.isMeasured(row) ? OptionalDouble.of(cells.values()[row]) : OptionalDouble.empty();
  }

  @Override
  public void close() {
    file.close();
  }
}
