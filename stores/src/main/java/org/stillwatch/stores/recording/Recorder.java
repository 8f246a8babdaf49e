package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.formats.hdf5.Superblock;

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

  /** Rows at the end of a file that are compared with the store. */
  static final int TAIL = 5_000;

  /** Rows that are made at once. */
  private static final int MANY = 2_000;

  private static final long SHORTEST_LOOK = Duration.ofMinutes(10).toNanos();
  private static final long LONGEST_LOOK = Duration.ofHours(6).toNanos();
  private static final long STEP = Duration.ofMillis(800).toNanos();

  private final RecordingSettings settings;
  private final ReadingStore store;
  private final RecordingFolder folder;
  private final RowSource source;

  /** Where the recording goes on; nothing until its newest file was looked at. */
  private @Nullable Position position;

  /** A file that is open: in SWMR mode, or because it could not be closed. */
  private @Nullable TableFile open;

  private boolean unclosed;
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
        long upTo = upTo(at.after(), ready);
        var rows = source.rows(selection.ids(), at.after(), upTo);
        look = rows.isEmpty() ? Math.min(LONGEST_LOOK, look * 2) : SHORTEST_LOOK;
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
          health(now, selection), carried, waiting(at, ready), more ? Duration.ZERO : pause());
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

  private Health health(Instant now, Selection selection) {
    if (!selection.refused().isEmpty()) {
      return Health.trouble(
          settings.name()
              + ": "
              + String.join(", ", selection.refused())
              + " cannot be recorded, its name is needed for something else in the file");
    }
    return now.isBefore(mendedShownTo) ? Health.trouble(mended) : Health.ok("");
  }

  private void tell(String text, Instant now) {
    mended = settings.name() + ": " + text;
    mendedShownTo = now.plus(SHOWN);
  }

  // how far

  private long upTo(long after, long ready) {
    long most = settings.every().map(every -> every.toNanos() * MANY).orElse(look);
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
      table.cut(sameAsStored(table, length));
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
      if (Files.exists(path) && Superblock.saysOpen(path)) {
        throw new Hdf5Problem(Hdf5Problem.Kind.NOT_CLOSED, "its writer did not close it");
      }
      return Optional.of(TableFile.of(Hdf5File.open(path)));
    } catch (Hdf5Problem e) {
      return switch (e.kind()) {
        case NOT_FOUND -> Optional.empty();
        case NOT_CLOSED, DAMAGED -> mend(path, now);
        case HELD, DISK_FULL, NOT_ALLOWED, LIBRARY, OTHER -> throw e;
      };
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
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

  /** How many of the rows, from the first on, can stay. */
  private long sameAsStored(TableFile table, long length) {
    if (length == 0) {
      return 0;
    }
    long from = Math.max(0, length - TAIL);
    while (from > 0 && table.time(from - 1) == table.time(from)) {
      from--;
    }
    var rows = table.rows(from, (int) (length - from));
    long after = from == 0 ? rows.times()[0] - 1 : table.time(from - 1);
    var stored = source.rows(table.channels(), after, rows.times()[rows.count() - 1]);
    int begin = stored.firstWithReading();
    if (begin == stored.count()) {
      return length; // the store knows nothing of that time: another one wrote this file
    }
    stored = stored.part(begin, stored.count());
    int older = rows.firstAtOrAfter(stored.times()[0]);
    int same = rows.part(older, rows.count()).agreeing(stored);
    // several rows of one time are written together or not at all
    while (same > 0 && same < stored.count() && stored.times()[same] == stored.times()[same - 1]) {
      same--;
    }
    return from + older + same;
  }

  // writing

  /** Writes rows into the files that they belong to. */
  private Position carry(Rows rows, Position at, List<Channel> channels, Instant now) {
    var left = rows;
    var place = at;
    if (place.part().isEmpty()) {
      int first = left.firstWithReading();
      left = left.part(first, left.count());
    }
    while (!left.isEmpty()) {
      long time = left.times()[0];
      if (place.part().isEmpty() || time >= place.end() || isOutgrown(place, channels)) {
        place = next(place, time, now);
      }
      int count = left.firstAtOrAfter(place.end());
      write(left.part(0, count), place, channels);
      place = place.after(left.times()[count - 1]);
      position = place;
      left = left.part(count, left.count());
    }
    return place;
  }

  /** In SWMR mode a channel that is new needs a new file. */
  private boolean isOutgrown(Position place, List<Channel> channels) {
    if (!settings.swmr()) {
      return false;
    }
    var path = place.part().orElseThrow().path();
    if (open == null && Files.exists(path)) {
      open = opened(path, channels);
    }
    var table = open;
    return table != null && channels.stream().anyMatch(channel -> !table.holds(channel.id()));
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
      var table = open == null ? opened(path, channels) : open;
      open = table;
      unclosed = true;
      table.append(rows);
      if (!settings.swmr()) {
        table.close();
        open = null;
      }
      unclosed = false;
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
    }
  }

  private TableFile opened(Path path, List<Channel> channels) {
    var table = TableFile.of(Hdf5File.open(path));
    if (!settings.swmr() || table.length() == 0) {
      open = table;
      unclosed = true;
      channels.stream()
          .filter(channel -> !table.holds(channel.id()))
          .forEach(channel -> table.add(channel, false));
    }
    if (!settings.swmr()) {
      return table;
    }
    table.close();
    open = null;
    return TableFile.of(Hdf5File.openSwmr(path));
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
    var packed = RecordingFolder.beside(path, "packed");
    try {
      Files.deleteIfExists(packed);
      try (var table = TableFile.of(Hdf5File.read(path))) {
        if (table.isFinished()) {
          return false;
        }
        table.compressInto(packed);
        try (var copy = TableFile.of(Hdf5File.read(packed))) {
          if (!copy.holdsTheSameAs(table)) {
            throw new Hdf5Problem(
                Hdf5Problem.Kind.DAMAGED, packed + " does not hold what was written into it");
          }
        }
      }
      RecordingFolder.replace(packed, path);
      return true;
    } catch (Hdf5Problem e) {
      if (e.passes()) {
        throw e;
      }
      tell(e.getMessage() + "; it stays as it is", now);
      return false;
    } catch (IOException e) {
      throw RecordingFolder.problem(path, e);
    }
  }

  @Override
  public void close() {
    closeFile();
  }
}
