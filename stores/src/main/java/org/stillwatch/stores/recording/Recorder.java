package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/**
 * Carries a recording on. It opens its file, appends what is new, and closes it, so that nearly
 * always an ordinary closed file lies there; in SWMR mode it stays open and is flushed.
 *
 * <p>At its start, and after every problem, it looks at its newest file: mends it when its writer
 * was killed, compares its last rows with the store, cuts it off before the first row that differs,
 * and goes on there. So whatever happened in between is made good from the store.
 */
public final class Recorder implements Sink {

  /**
   * A row is written when it is so old: an instrument's turn and its commit take up to about two
   * seconds, and a reading that comes later than its row is missing in it.
   */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** From one batch to the next. Readers wait for their newest rows so long, and no longer. */
  static final Duration BATCH = Duration.ofSeconds(5);

  /** A file that is held or a disk that is full is tried again after this. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Readers that hold the file for so long are told of. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What was mended is shown for so long. */
  private static final Duration SHOWN = Duration.ofHours(1);

  /** Rows that are made at once; fewer of many channels. */
  private static final int MANY = 2_000;

  private static final int CELLS = 2_000_000;

  /** A row that is later than now by more than this: the clock was set back. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final long SHORTEST_LOOK = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_LOOK = Duration.ofHours(6).toNanos();
  private static final long STEP = Duration.ofMillis(800).toNanos();

  private final RecordingSettings settings;
  private final ReadingStore store;
  private final RecordingFolder folder;
  private final RowSource source;
  private @Nullable Claim claim;

  /** Where the recording goes on; nothing until its newest file was looked at. */
  private @Nullable Position position;

  /** A file that is open: in SWMR mode, or because it could not be closed. */
  private @Nullable TableFile open;

  private boolean unclosed;

  /** The file that was written last: when it is gone, someone took it away. */
  private @Nullable Identity written;

  private Optional<Instant> troubleSince = Optional.empty();
  private String mended = "";
  private Instant mendedShownTo = Instant.MIN;
  private long look = SHORTEST_LOOK;

  /**
   * @param part the newest file; empty when there is none yet
   * @param end when the next file begins, in nanoseconds since 1970
   * @param after rows later than this are to be written, likewise
   */
  private record Position(Optional<RecordingFolder.Part> part, long end, long after) {
    Position after(long time) {
      return new Position(part, end, time);
    }
  }

  public Recorder(RecordingSettings settings, ReadingStore store) {
    this.settings = settings;
    this.store = store;
    this.folder = new RecordingFolder(settings.folder(), settings.name());
    this.source = new RowSource(store, settings.every());
  }

  @Override
  public Step step(Instant now) {
    long ready = RowBuilder.nanos(now.minus(SETTLING));
    long carried = 0;
    try {
      var selection = Selection.of(settings.channels(), store.channels());
      if (unclosed) {
        closeFile();
        position = null;
      }
      var at = position == null ? resume(now) : position;
      long started = System.nanoTime();
      boolean more = true;
      while (more && System.nanoTime() - started < STEP) {
        long before = at.after();
        int most = Math.max(1, CELLS / Math.max(1, selection.channels().size()));
        long upTo = upTo(at.after(), ready, most);
        var found =
            source.rows(
                selection.ids(), at.after(), upTo, look > SHORTEST_LOOK ? most : Integer.MAX_VALUE);
        if (found.isEmpty()) {
          look = Math.max(SHORTEST_LOOK, look / 4);
          continue;
        }
        var rows = found.get();
        look = rows.isEmpty() || rows.count() < most / 8 ? Math.min(LONGEST_LOOK, look * 2) : look;
        at = carry(rows, at, selection.channels(), now).after(upTo);
        position = at;
        carried += rows.readings();
        more = upTo < ready && upTo > before;
      }
      if (settings.swmr() && open != null) {
        open.flush();
      }
      troubleSince = Optional.empty();
      return new Step(
          health(now, selection, at), carried, waiting(at, ready), more ? Duration.ZERO : pause());
    } catch (Hdf5Problem e) {
      return failed(e, carried, now);
    }
  }

  private Duration pause() {
    var every = settings.every().orElse(BATCH);
    var longest = BATCH.multipliedBy(2);
    return every.compareTo(BATCH) < 0 ? BATCH : every.compareTo(longest) > 0 ? longest : every;
  }

  private long waiting(Position at, long ready) {
    return settings
        .every()
        .map(every -> Math.max(0, ready - at.after()) / every.toNanos())
        .orElse(0L);
  }

  private Step failed(Hdf5Problem problem, long carried, Instant now) {
    position = null;
    var since = troubleSince.orElse(now);
    troubleSince = Optional.of(since);
    var text = settings.name() + ": " + problem.getMessage();
    boolean early =
        problem.kind() == Hdf5Problem.Kind.HELD
            && Duration.between(since, now).compareTo(PATIENCE) < 0;
    return new Step(
        early
            ? Health.ok(text + "; rows wait")
            : Health.unreachable(text + "; rows wait in the store"),
        carried,
        0,
        RETRY);
  }

  private Health health(Instant now, Selection selection, Position at) {
    var ahead = ahead(at.after(), now);
    if (ahead.isPresent()) {
      return Health.trouble(settings.name() + ": " + ahead.get());
    }
    if (!selection.refused().isEmpty()) {
      return Health.trouble(
          settings.name()
              + ": "
              + String.join(", ", selection.refused())
              + " cannot be recorded, its name is needed for something else in the file");
    }
    return now.isBefore(mendedShownTo) ? Health.trouble(mended) : Health.ok("");
  }

  /** What is to be told of a newest row that is later than now. */
  static Optional<String> ahead(long newest, Instant now) {
    return newest > RowBuilder.nanos(now.plus(CLOCKS))
        ? Optional.of(
            "its newest row is of "
                + RowBuilder.instant(newest).truncatedTo(ChronoUnit.SECONDS)
                + ", later than now (was the clock set back?); nothing is added before that time")
        : Optional.empty();
  }

  private void tell(String text, Instant now) {
    mended = settings.name() + ": " + text;
    mendedShownTo = now.plus(SHOWN);
  }

  // how far

  private long upTo(long after, long ready, int rows) {
    long most = settings.every().map(every -> every.toNanos() * Math.min(MANY, rows)).orElse(look);
    return Math.max(after, Math.min(ready, after + most));
  }

  private long end(long time) {
    long rotate = settings.rotate().toNanos();
    return RowBuilder.floor(time, rotate) + rotate;
  }

  // going on where the files end

  private Position resume(Instant now) {
    folder.needRoom();
    closeFile();
    written = null;
    look = SHORTEST_LOOK;
    if (claim == null || !claim.stands()) {
      release();
      claim = Claim.of(settings.folder(), settings.name());
    }
    var parts = folder.parts();
    if (parts.isEmpty()) {
      long start = RowBuilder.floor(RowBuilder.nanos(now), settings.rotate().toNanos());
      return new Position(Optional.empty(), end(start), start - 1);
    }
    for (int i = parts.size() - 2; i >= 0 && finish(parts.get(i).path(), now); i--) {
      // one that a crash left uncompressed
    }
    return resume(parts.getLast(), now);
  }

  private Position resume(RecordingFolder.Part part, Instant now) {
    var found = sound(part.path(), now);
    if (found.isEmpty()) {
      return new Position(Optional.of(part), end(part.start()), part.start() - 1);
    }
    try (var table = found.get()) {
      if (table.isFinished()) {
        return new Position(Optional.of(part), Long.MIN_VALUE, last(table, part));
      }
      long length = table.length();
      if (table.isTorn()) {
        tell("a row that was begun was taken out of " + part.path().getFileName(), now);
      }
      if (!table.isEvery(settings.every())) {
        table.cut(length);
        return new Position(Optional.of(part), Long.MIN_VALUE, last(table, part));
      }
      table.cut(new Tail(source).agreeing(table, length));
      return new Position(Optional.of(part), end(part.start()), last(table, part));
    }
  }

  private static long last(TableFile table, RecordingFolder.Part part) {
    long length = table.length();
    return length == 0 ? part.start() - 1 : table.time(length - 1);
  }

  /** The newest file, mended when that is needed; empty when its rows are to be written anew. */
  private Optional<TableFile> sound(Path path, Instant now) {
    try {
      return Optional.of(TableFile.of(Hdf5File.open(path)));
    } catch (Hdf5Problem e) {
      return switch (e.kind()) {
        case NOT_FOUND -> Optional.empty();
        case NOT_CLOSED, DAMAGED -> mend(path, now);
        case HELD, DISK_FULL, NOT_ALLOWED, LIBRARY, OTHER -> throw e;
      };
    }
  }

  private Optional<TableFile> mend(Path path, Instant now) {
    var mend = Repair.mend(path, now);
    tell(
        path.getFileName()
            + (mend.usable()
                ? " was not closed and is repaired"
                : " was damaged, its rows are written anew from the store")
            + "; the damaged file is kept as "
            + mend.kept().getFileName(),
        now);
    return mend.usable() ? Optional.of(TableFile.of(Hdf5File.open(path))) : Optional.empty();
  }

  // writing

  /** Writes rows into the files that they belong to. */
  private Position carry(Rows rows, Position at, List<Channel> channels, Instant now) {
    var left = rows;
    var place = at;
    if (!left.isEmpty() && written != null && !written.stands()) {
      throw new Hdf5Problem(Hdf5Problem.Kind.NOT_FOUND, written.path() + " was taken away");
    }
    while (!left.isEmpty()) {
      if (place.part().isEmpty() || left.times()[0] >= place.end() || isOutgrown(place, channels)) {
        // a file begins with a reading: none is made of a time when nothing was measured
        left = left.part(left.firstWithReading(), left.count());
        if (left.isEmpty()) {
          break;
        }
        place = next(place, left.times()[0], now);
      }
      int count = left.firstAtOrAfter(place.end());
      write(left.part(0, count), place, channels);
      place = place.after(left.times()[count - 1]);
      position = place;
      left = left.part(count, left.count());
    }
    return place;
  }

  /** Whether the rows need a file of their own, because of what their channels are by now. */
  private boolean isOutgrown(Position place, List<Channel> channels) {
    var path = place.part().orElseThrow().path();
    boolean growing = settings.swmr() && open != null;
    if (!growing && !Files.exists(path)) {
      return false;
    }
    var table = growing ? Objects.requireNonNull(open) : opened(path);
    boolean fits = table.fits(channels, !settings.swmr() || table.length() == 0);
    if (settings.swmr() && !growing) {
      closeFile();
    }
    return !fits;
  }

  private Position next(Position place, long time, Instant now) {
    closeFile();
    place.part().ifPresent(part -> finish(part.path(), now));
    var begun = folder.begin(RowBuilder.floor(time, settings.rotate().toNanos()));
    for (long second = 0; Files.exists(begun.path()); second++) {
      begun = folder.begin(time + second * 1_000_000_000L); // more than one file of this stretch
    }
    return new Position(Optional.of(begun), end(time), place.after());
  }

  private void write(Rows rows, Position place, List<Channel> channels) {
    folder.needRoom();
    var path = place.part().orElseThrow().path();
    try {
      if (!Files.exists(path)) {
        var fresh = RecordingFolder.beside(path, "new");
        Files.deleteIfExists(fresh);
        TableFile.create(fresh, settings, channels);
        RecordingFolder.replace(fresh, path);
      }
      var table = settings.swmr() && open != null ? open : opened(path, channels);
      unclosed = true;
      table.append(rows);
      if (!settings.swmr()) {
        closeFile();
      }
      unclosed = false;
      written = Identity.of(path);
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
    }
  }

  private TableFile opened(Path path) {
    var table = open == null ? TableFile.of(Hdf5File.open(path)) : open;
    open = table;
    unclosed = true;
    return table;
  }

  /** Ready for rows of these channels. */
  private TableFile opened(Path path, List<Channel> channels) {
    var table = opened(path);
    if (!settings.swmr() || table.length() == 0) {
      channels.stream()
          .filter(channel -> !table.holds(channel.id()))
          .forEach(channel -> table.add(channel, false));
    }
    if (!settings.swmr()) {
      return table;
    }
    closeFile();
    var growing = TableFile.of(Hdf5File.openSwmr(path));
    open = growing;
    return growing;
  }

  private void closeFile() {
    if (open != null) {
      unclosed = true;
      open.close();
      open = null;
      unclosed = false;
    }
  }

  /** Compresses a file that is not continued; whether there was something to do. */
  private boolean finish(Path path, Instant now) {
    try {
      return Packing.pack(path);
    } catch (Hdf5Problem e) {
      if (e.passes()) {
        throw e;
      }
      tell(e.getMessage() + "; it stays as it is", now);
      return false;
    }
  }

  private void release() {
    if (claim != null) {
      claim.close();
      claim = null;
    }
  }

  @Override
  public void close() {
    try {
      closeFile();
    } finally {
      release();
    }
  }
}
