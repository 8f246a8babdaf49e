package org.stillwatch.instruments.xs400;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Scan;

/**
 * The log of a CETC XS400: the workbook of the folder that was written last. It is read again when
 * its size or time has changed, and the rows behind the last one dealt with go out.
 *
 * <p>On the first run the newest workbook is read; its rows are backlog. From then on every
 * workbook that is written later is read, in the order of their times. A workbook that is not
 * complete is waited for; when that lasts ({@value #TRIES} tries and {@link #PATIENCE}), the health
 * says so and later workbooks are read.
 */
public final class Xs400Log implements Instrument {

  private static final int TRIES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A workbook that cannot be read and does not change is tried this often. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private static final int NEW_ROWS_A_TURN = 2_000;
  private static final int STEPS_A_TURN = 20_000;
  private static final int MOST_MARKS = 16;

  /** Tries to read a workbook that is not complete. */
  private record Tries(
      int count, Instant since, Instant last, WorkbookCopy.Version version, String why) {

    boolean lasts(Instant now) {
      return count >= TRIES && Duration.between(since, now).compareTo(PATIENCE) >= 0;
    }
  }

  private final Path folder;
  private final SheetLog.Manner manner;
  private final Map<String, WorkbookCopy.Version> seen = new HashMap<>();
  private final Map<String, RowMark> marks = new LinkedHashMap<>();
  private final Map<String, Tries> waiting = new LinkedHashMap<>();
  private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
  private final Map<String, String> troubles = new LinkedHashMap<>();

  /** Workbooks that were there before the first run and are not read: backlog if they ever are. */
  private final Set<String> old = new HashSet<>();

  private boolean started;
  private boolean backlog;
  private @Nullable OpenWorkbook open;

  Xs400Log(Path folder, SheetLog.Manner manner) {
    this.folder = folder;
    this.manner = manner;
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public void resume(Optional<String> cursor) {
    if (cursor.isEmpty()) {
      return;
    }
    var kept = RowMark.Cursor.decode(cursor.get());
    started = true;
    backlog = kept.backlog();
    kept.marks().forEach(mark -> marks.put(mark.file(), mark));
  }

  @Override
  public Turn turn(Instant now) {
    var tally = new TurnTally(channels);
    boolean wasBacklog = backlog;
    if (open == null) {
      var unreachable = openNext(now, tally);
      if (unreachable.isPresent()) {
        return tally.turn(cursor(), backlog, false, unreachable.get());
      }
      wasBacklog = backlog;
    }
    boolean more = open != null && read(open, tally);
    return tally.turn(cursor(), wasBacklog, more, health(now));
  }

  private String cursor() {
    return started ? new RowMark.Cursor(backlog, List.copyOf(marks.values())).encode() : "";
  }

  /** Opens the next workbook that has something new; gives a health when none can be found. */
  private Optional<Health> openNext(Instant now, TurnTally tally) {
    List<Workbooks.Found> files;
    try {
      files = Workbooks.in(folder);
    } catch (IOException e) {
      return Optional.of(
          Health.unreachable(
              Files.isDirectory(folder)
                  ? "folder " + folder + " cannot be read: " + e.getMessage()
                  : "folder " + folder + " is not there; waiting for it"));
    }
    waiting.keySet().removeIf(name -> files.stream().noneMatch(f -> f.name().equals(name)));
    troubles.keySet().removeIf(name -> files.stream().noneMatch(f -> f.name().equals(name)));
    if (!started) {
      start(files);
    }
    if (files.isEmpty()) {
      return Optional.of(Health.trouble("no .xlsx file in " + folder + " yet; waiting for one"));
    }
    for (var file : due(files)) {
      var tries = waiting.get(file.name());
      if (tries != null && tries.lasts(now) && !retry(tries, file, now)) {
        continue;
      }
      switch (WorkbookCopy.take(file.path())) {
        case WorkbookCopy.Taken.Ready ready -> {
          waiting.remove(file.name());
          open =
              new OpenWorkbook(
                  file, ready.copy(), manner, Optional.ofNullable(marks.get(file.name())));
          backlog |= old.remove(file.name());
          return Optional.empty();
        }
        case WorkbookCopy.Taken.NotYet notYet -> {
          boolean told = tries != null && tries.lasts(now);
          var next =
              new Tries(
                  tries == null ? 1 : tries.count() + 1,
                  tries == null ? now : tries.since(),
                  now,
                  file.version(),
                  notYet.why());
          waiting.put(file.name(), next);
          if (!next.lasts(now)) {
            return Optional.empty();
          }
          if (!told) {
            tally.problem(file.name(), 1, "the workbook cannot be read: " + notYet.why());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean retry(Tries tries, Workbooks.Found file, Instant now) {
    return !tries.version().equals(file.version())
        || Duration.between(tries.last(), now).compareTo(RETRY) >= 0;
  }

  /** The first run: the newest workbook is read, the others are history for import. */
  private void start(List<Workbooks.Found> files) {
    started = true;
    for (var file : files) {
      old.add(file.name());
    }
    if (files.isEmpty()) {
      return;
    }
    var newest = files.getLast();
    for (var file : files.subList(0, files.size() - 1)) {
      seen.put(file.name(), file.version());
    }
    marks.put(newest.name(), RowMark.start(newest.name(), newest.modifiedMillis()));
    backlog = true;
  }

  /** Workbooks with something new, in the order in which they were written. */
  private List<Workbooks.Found> due(List<Workbooks.Found> files) {
    var current = marks.isEmpty() ? null : List.copyOf(marks.values()).getLast();
    var due = new ArrayList<Workbooks.Found>();
    for (var file : files) {
      boolean late =
          current == null
              || file.name().equals(current.file())
              || file.modifiedMillis() >= current.modifiedMillis();
      if (late && !file.version().equals(seen.get(file.name()))) {
        due.add(file);
      }
    }
    return due;
  }

  /** Reads on; whether there is more to take at once. */
  private boolean read(OpenWorkbook workbook, TurnTally tally) {
    var name = workbook.file().name();
    for (int steps = 0; steps < STEPS_A_TURN && tally.rows() < NEW_ROWS_A_TURN; steps++) {
      switch (workbook.next()) {
        case OpenWorkbook.Step.Known _ -> {}
        case OpenWorkbook.Step.New row -> {
          switch (row.entry()) {
            case SheetLog.Entry.Values values -> {
              tally.row(new Scan(manner.instrument(), values.time(), values.readings()));
              troubles.remove(name);
            }
            case SheetLog.Entry.Unreadable bad -> {
              tally.unreadable(name, bad.number(), bad.why());
              troubles.put(name, "row " + bad.number() + " cannot be read: " + bad.why());
            }
          }
        }
        case OpenWorkbook.Step.Damaged damaged -> {
          tally.problem(name, damaged.row(), damaged.why());
          troubles.put(name, "cannot be read from row " + damaged.row() + " on: " + damaged.why());
          return finish(workbook, tally);
        }
        case OpenWorkbook.Step.End _ -> {
          return finish(workbook, tally);
        }
      }
    }
    keep(workbook, tally);
    return true;
  }

  private boolean finish(OpenWorkbook workbook, TurnTally tally) {
    keep(workbook, tally);
    seen.put(workbook.file().name(), workbook.version());
    workbook.close();
    open = null;
    backlog = false;
    return false;
  }

  private void keep(OpenWorkbook workbook, TurnTally tally) {
    tally.channels(workbook.channels());
    workbook
        .mark()
        .ifPresent(
            mark -> {
              marks.remove(mark.file());
              marks.put(mark.file(), mark);
            });
    while (marks.size() > MOST_MARKS) {
      marks.remove(marks.keySet().iterator().next());
    }
  }

  private Health health(Instant now) {
    for (var entry : waiting.entrySet()) {
      var tries = entry.getValue();
      if (tries.lasts(now)) {
        return Health.trouble(
            "%s cannot be read: %s (%d tries since %s); trying again"
                .formatted(entry.getKey(), tries.why(), tries.count(), tries.since()));
      }
    }
    if (!troubles.isEmpty()) {
      var first = troubles.entrySet().iterator().next();
      return Health.trouble(first.getKey() + ": " + first.getValue());
    }
    return waiting.isEmpty()
        ? Health.ok("")
        : Health.ok("waiting for " + waiting.keySet().iterator().next() + " to be complete");
  }

  @Override
  public Optional<Past> past(List<Path> paths) {
    return Optional.of(new Xs400Past(folder, paths, manner));
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
