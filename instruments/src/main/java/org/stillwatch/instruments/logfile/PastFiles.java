package org.stillwatch.instruments.logfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;

/**
 * Past log files, their rows merged by (time, file, line). Files are open only while their rows
 * take part: those of two or three days at once, when a log is kept by day.
 */
final class PastFiles implements Past {

  private final String instrument;
  private final RowJudge judge;
  private final RowTally tally;
  private final Channels channels = new Channels();
  private final PriorityQueue<FileStream> streams =
      new PriorityQueue<>(Comparator.comparing(FileStream::key).thenComparing(FileStream::file));
  private final List<Early> early;
  private final long totalBytes;
  private long doneBytes;
  private boolean started;
  private Health health = Health.ok("");

  /** A problem found before any row was read. */
  private record Early(String file, String why) {}

  private PastFiles(
      Site site,
      LogFormat format,
      RowTally tally,
      List<FileStream> files,
      List<Early> early,
      long totalBytes) {
    this.instrument = site.id();
    this.judge = format.judge("");
    this.tally = tally;
    this.early = early;
    this.totalBytes = totalBytes;
    for (var file : files) {
      file.startsAt(
          file.day()
              .map(day -> day.minusDays(1).atStartOfDay(site.zone()).toInstant())
              .orElseGet(file::peekStart));
      streams.add(file);
    }
  }

  /**
   * @param folder the instrument's own folder; files below it keep their names
   * @param paths files and folders to read
   */
  static PastFiles open(Site site, Path folder, LogFormat format, List<Path> paths) {
    var tally = new RowTally();
    var files = new ArrayList<FileStream>();
    var early = new ArrayList<Early>();
    var names = new NamesOfPast(folder, format);
    Set<String> taken = new HashSet<>();
    long bytes = 0;
    for (var path : paths) {
      var asked = site.base().resolve(path);
      var found = find(asked, early);
      int ours = 0;
      for (var one : found) {
        var name = names.of(one, asked);
        if (name.isEmpty()) {
          continue;
        }
        ours++;
        if (taken.add(name.get())) {
          files.add(new FileStream(one, name.get(), format, tally));
          bytes += size(one);
        } else if (paths.size() == 1) {
          early.add(new Early(one.toString(), "another file is called " + name.get() + " as well"));
        }
      }
      if (ours == 0 && !found.isEmpty()) {
        early.add(new Early(path.toString(), "holds no log file of this kind"));
      }
    }
    return new PastFiles(site, format, tally, files, early, bytes);
  }

  private static List<Path> find(Path path, List<Early> early) {
    if (!Files.exists(path)) {
      early.add(new Early(path.toString(), "there is no such file or folder"));
      return List.of();
    }
    try (var found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      early.add(new Early(path.toString(), "cannot be listed: " + e.getMessage()));
      return List.of();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // told when it is opened
      return 0;
    }
  }

  @Override
  public Turn next() {
    tally.startTurn();
    if (!started) {
      started = true;
      early.forEach(problem -> tally.problem(problem.file, 0, problem.why));
    }
    var batch = new Batch(instrument, judge);
    while (!batch.isFull() && !streams.isEmpty()) {
      var group = nextGroup();
      if (!group.isEmpty()) {
        batch.add(group);
      }
    }
    streams.forEach(stream -> channels.look(stream.channels()));
    var problems = tally.problems();
    if (!problems.isEmpty()) {
      health = Health.trouble(problems.getLast().toString());
    }
    return new Turn(
        batch.scans(),
        channels.takeNew(),
        tally.rows(),
        problems,
        "",
        false,
        !streams.isEmpty(),
        health);
  }

  /** All rows of the earliest instant; empty when only a file was opened or came to its end. */
  private List<RowJudge.Filed> nextGroup() {
    var group = new ArrayList<RowJudge.Filed>();
    var members = new ArrayList<FileStream>();
    Instant time = null;
    while (!streams.isEmpty()) {
      var stream = streams.element();
      if (time != null && !stream.key().equals(time)) {
        break;
      }
      streams.remove();
      if (!stream.isOpen()) {
        stream.open();
        goOn(stream);
        continue;
      }
      time = stream.key();
      stream.takeInto(group, time);
      members.add(stream);
    }
    members.forEach(this::goOn);
    return group;
  }

  private void goOn(FileStream stream) {
    if (stream.isOver()) {
      channels.look(stream.channels());
      doneBytes += stream.done();
    } else {
      streams.add(stream);
    }
  }

  @Override
  public double progress() {
    if (streams.isEmpty()) {
      return 1;
    }
    long done = doneBytes;
    for (var stream : streams) {
      done += stream.done();
    }
    return totalBytes == 0 ? 0 : Math.min(1, (double) done / totalBytes);
  }

  @Override
  public void close() {
    streams.forEach(FileStream::close);
    streams.clear();
  }

  /** The name of a past file: as live following would have it. */
  private record NamesOfPast(Path folder, LogFormat format) {

    /**
     * @param asked the file or folder that the user gave
     * @return empty for a file that is none of this log
     */
    Optional<String> of(Path file, Path asked) {
      var candidates = new ArrayList<String>();
      below(folder, file).ifPresent(candidates::add);
      var name = String.valueOf(file.getFileName());
      var parent = file.toAbsolutePath().getParent();
      if (format.day(name).isPresent() && parent != null && parent.getFileName() != null) {
        candidates.add(parent.getFileName() + "/" + name);
      } else {
        below(asked, file).ifPresent(candidates::add);
      }
      candidates.add(name);
      return candidates.stream().filter(format::accepts).findFirst();
    }

    private static Optional<String> below(Path folder, Path file) {
      var from = real(folder);
      var to = real(file);
      if (!to.startsWith(from) || to.equals(from)) {
        return Optional.empty();
      }
      return Optional.of(from.relativize(to).toString().replace('\\', '/'));
    }

    private static Path real(Path path) {
      try {
        return path.toRealPath();
      } catch (IOException e) {
        return path.toAbsolutePath().normalize();
      }
    }
  }
}
