package org.stillwatch.instruments.xs400;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Scan;

/**
 * The rows of past workbooks, one workbook after the other, in the order of their first rows. The
 * program begins a new workbook only after the last one, so that is the order of time.
 */
final class Xs400Past implements Past {

  private static final int ROWS_A_TURN = 2_000;

  private record Dated(Instant first, Workbooks.Found file) {}

  private final Path folder;
  private final List<Path> paths;
  private final SheetLog.Manner manner;
  private final Map<ChannelId, Channel> channels = new HashMap<>();
  private final Deque<Workbooks.Found> left = new ArrayDeque<>();
  private boolean looked;
  private long bytes;
  private long bytesLeft;
  private @Nullable OpenWorkbook open;

  /**
   * @param paths files and folders; none: the folder
   */
  Xs400Past(Path folder, List<Path> paths, SheetLog.Manner manner) {
    this.folder = folder;
    this.paths = List.copyOf(paths);
    this.manner = manner;
  }

  @Override
  public Turn next() {
    var tally = new TurnTally(channels);
    if (!looked) {
      looked = true;
      look(tally);
    }
    while (tally.rows() < ROWS_A_TURN) {
      if (open == null && !openNext(tally)) {
        return tally.turn("", true, false, Health.ok(""));
      }
      if (open != null) {
        read(open, tally);
      }
    }
    return tally.turn("", true, true, Health.ok(""));
  }

  private void look(TurnTally tally) {
    var found = new ArrayList<Workbooks.Found>();
    for (var path : paths.isEmpty() ? List.of(folder) : paths) {
      try {
        if (Files.isDirectory(path)) {
          found.addAll(Workbooks.in(path));
        } else {
          found.add(new Workbooks.Found(path, path.toString(), WorkbookCopy.Version.of(path)));
        }
      } catch (IOException e) {
        tally.problem(path.toString(), 1, "it cannot be read: " + e.getMessage());
      }
    }
    var dated = new ArrayList<Dated>();
    for (var file : found) {
      first(file, tally).ifPresent(first -> dated.add(new Dated(first, file)));
    }
    dated.sort(Comparator.comparing(Dated::first).thenComparing(d -> d.file().name()));
    for (var one : dated) {
      left.add(one.file());
      bytes += one.file().version().size();
    }
    bytesLeft = bytes;
  }

  /** The time of the first row that has one; the end of time for a workbook without. */
  private Optional<Instant> first(Workbooks.Found file, TurnTally tally) {
    switch (WorkbookCopy.take(file.path())) {
      case WorkbookCopy.Taken.NotYet notYet -> {
        tally.problem(file.name(), 1, "the workbook cannot be read: " + notYet.why());
        return Optional.empty();
      }
      case WorkbookCopy.Taken.Ready ready -> {
        try (var copy = ready.copy();
            var log = new SheetLog(manner, copy.rows())) {
          for (var entry = log.next(); entry.isPresent(); entry = log.next()) {
            if (entry.get() instanceof SheetLog.Entry.Values values) {
              return Optional.of(values.time());
            }
          }
          return Optional.of(Instant.MAX);
        } catch (IOException e) {
          // reading the rows will tell what is wrong and where
          return Optional.of(Instant.MAX);
        }
      }
    }
  }

  private boolean openNext(TurnTally tally) {
    var file = left.poll();
    if (file == null) {
      return false;
    }
    bytesLeft -= file.version().size();
    switch (WorkbookCopy.take(file.path())) {
      case WorkbookCopy.Taken.Ready ready ->
          open = new OpenWorkbook(file, ready.copy(), manner, Optional.empty());
      case WorkbookCopy.Taken.NotYet notYet ->
          tally.problem(file.name(), 1, "the workbook cannot be read: " + notYet.why());
    }
    return true;
  }

  private void read(OpenWorkbook workbook, TurnTally tally) {
    var name = workbook.file().name();
    while (tally.rows() < ROWS_A_TURN) {
      switch (workbook.next()) {
        case OpenWorkbook.Step.Known _ -> {}
        case OpenWorkbook.Step.New row -> {
          switch (row.entry()) {
            case SheetLog.Entry.Values values ->
                tally.row(new Scan(manner.instrument(), values.time(), values.readings()));
            case SheetLog.Entry.Unreadable bad -> tally.unreadable(name, bad.number(), bad.why());
          }
        }
        case OpenWorkbook.Step.Damaged damaged -> {
          tally.problem(name, damaged.row(), damaged.why());
          tally.channels(workbook.channels());
          close();
          return;
        }
        case OpenWorkbook.Step.End _ -> {
          tally.channels(workbook.channels());
          close();
          return;
        }
      }
    }
    tally.channels(workbook.channels());
  }

  @Override
  public double progress() {
    return !looked ? 0 : bytes == 0 ? 1 : 1 - bytesLeft / (double) bytes;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
