package org.stillwatch.instruments.logfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.file.FolderFollower;

/**
 * A folder of growing log files as an instrument.
 *
 * <p>First run (no cursor): what is there now of today's files (of the newest day when there are
 * none of today), or in the newest file (with its {@link LogFormat#run}) of a log that is not kept
 * by day, is the backlog; older files are not read. Later everything since the cursor is read, the
 * days in between as well. The cursor covers exactly the rows that went out.
 */
public final class LogInstrument implements Instrument {

  /** How many bytes one turn reads at most. */
  public static final int POLL_BYTES = 4 << 20;

  /** Waiting rows may take about this much memory; beyond it they go out though others miss. */
  private static final long WAITING_BYTES = 64L << 20;

  /** Rows so far ahead of this computer's clock mean that the clocks disagree. */
  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

  /** A file that has not grown for so long no longer speaks for its computer's clock. */
  private static final Duration CLOCK_HEARD = Duration.ofMinutes(10);

  private final Site site;
  private final Path folder;
  private final LogFormat format;
  private final int pollBytes;
  private final FilesToFollow selection;
  private final FolderFollower follower;
  private final RowTally tally = new RowTally();
  private final Channels channels = new Channels();
  private final Map<String, Long> backlog = new LinkedHashMap<>();
  private RowJudge judge;
  private LiveMerge merge;
  private @Nullable LocalDate newest;
  private boolean looked;
  private boolean floorIsNew;
  private @Nullable Instant emptySince;
  private boolean firstLook = true;
  private boolean settled;
  private boolean moreBefore;
  private List<FolderFollower.FileTrouble> troubles = List.of();
  private String cursor = "";

  /**
   * @param site its zone is that of the clock that writes the files
   * @param pollBytes how many bytes one turn reads at most, see {@link #POLL_BYTES}
   */
  public LogInstrument(Site site, Path folder, LogFormat format, int pollBytes) {
    this.site = site;
    this.folder = site.base().resolve(folder);
    this.format = format;
    this.pollBytes = pollBytes;
    selection = new FilesToFollow(format);
    follower = new FolderFollower(this.folder, selection);
    judge = format.judge("");
    merge = new LiveMerge(!judge.equals(RowJudge.NONE));
  }

  @Override
  public List<Channel> channels() {
    return channels.all();
  }

  /**
   * @throws IllegalArgumentException with one sentence when the cursor is none of a log folder
   */
  @Override
  public void resume(Optional<String> from) {
    if (from.isEmpty() || from.get().isEmpty()) {
      return;
    }
    var at = LogCursor.decode(from.get());
    cursor = from.get();
    judge = format.judge(at.judge());
    merge = new LiveMerge(!judge.equals(RowJudge.NONE));
    firstLook = at.firstLook();
    looked = true;
    newest = at.newest().orElse(null);
    emptySince = at.emptySince().orElse(null);
    backlog.putAll(at.backlog());
    at.floor().ifPresent(selection::raiseFloor);
    selection.passOver(at.passedOver());
    if (!firstLook) {
      at.newest().or(at::floor).ifPresent(selection::startAt);
    }
    follower.resume(at.files().stream().map(LogCursor.File::position).toList());
    for (var file : at.files()) {
      channels.look(queue(file.position().file()).resume(file.position(), file.memory()));
    }
  }

  @Override
  public Turn turn(Instant now) {
    tally.startTurn();
    boolean there = Files.isDirectory(folder);
    boolean read = there && read(now);
    boolean wasBacklog = !backlogIsOut();
    var batch = release(now, wasBacklog);
    merge.queues().forEach(queue -> channels.look(queue.channels()));
    if (tally.rows() > 0 || floorIsNew || (cursor.isEmpty() && looked)) {
      floorIsNew = false;
      forgetOldDays(now);
      cursor = encodeCursor();
    }
    return new Turn(
        batch.scans(),
        channels.takeNew(),
        tally.rows(),
        tally.problems(),
        cursor,
        wasBacklog && tally.rows() > 0,
        read || batch.isFull(),
        health(there, now));
  }

  /**
   * Reads what is new, unless enough waits already.
   *
   * @return whether there is more to read at once
   */
  private boolean read(Instant now) {
    if (!looked) {
      var undated = look(now);
      selection.passOver(undated.stream().map(FilesToFollow::mark).toList());
      looked = true;
    } else if (selection.floor().isEmpty()) {
      look(now);
    }
    if (settled && selection.laterDayWaits() && merge.isEmpty()) {
      selection.nextDay();
      settled = false;
    }
    if (merge.cost() >= WAITING_BYTES) {
      return true;
    }
    selection.beforePoll();
    var poll = follower.poll(pollBytes);
    troubles = poll.troubles();
    for (var record : poll.records()) {
      queue(record.file()).add(record, now);
    }
    if (firstLook || !backlog.isEmpty()) {
      noteBacklog();
    }
    // a poll that goes on with the one before does not see what other files got meanwhile
    settled = !poll.more() && !moreBefore;
    moreBefore = poll.more();
    if (settled) {
      firstLook = false;
      if (!selection.laterDayWaits()) {
        selection.allDays();
      }
    }
    return !settled || selection.laterDayWaits();
  }

  private FileQueue queue(String file) {
    return merge
        .files()
        .computeIfAbsent(
            file,
            name ->
                new FileQueue(
                    name, format, () -> follower.head(name).orElseGet(() -> new byte[0])));
  }

  /**
   * Finds out from which day on to follow: the newest. In an empty folder that waits for the first
   * files, and a day that was written to since is followed as well: a folder that fills late, or a
   * fridge whose clock is days behind, is followed from its first row, also after a stop.
   *
   * @return the undated files that are not of the newest run
   */
  private List<String> look(Instant now) {
    var undated = new ArrayList<String>();
    var days = new TreeSet<LocalDate>();
    var grown = new TreeSet<LocalDate>();
    String latest = null;
    var latestChange = Instant.MIN;
    try (var found = Files.walk(folder)) {
      for (var path : (Iterable<Path>) found::iterator) {
        var file = folder.relativize(path).toString().replace('\\', '/');
        if (!format.accepts(file)) {
          continue;
        }
        var day = format.day(file);
        if (day.isPresent()) {
          days.add(day.get());
          if (emptySince != null && changedSince(emptySince, path)) {
            grown.add(day.get());
          }
        } else {
          undated.add(file);
          var change = Files.getLastModifiedTime(path).toInstant();
          if (change.isAfter(latestChange)
              || (change.equals(latestChange) && (latest == null || file.compareTo(latest) > 0))) {
            latest = file;
            latestChange = change;
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // what cannot be listed now is told by the follower, which lists the folder next
      troubles = List.of();
    }
    if (!days.isEmpty() || !undated.isEmpty()) {
      var newestDay = days.floor(today(now));
      var first = grown.isEmpty() ? newestDay : grown.first();
      selection.raiseFloor(
          newestDay == null ? today(now) : first.isBefore(newestDay) ? first : newestDay);
      floorIsNew = true;
    } else if (emptySince == null) {
      emptySince = now;
    }
    if (latest != null) {
      var run = format.run(latest);
      undated.removeIf(file -> format.run(file).equals(run));
    }
    return undated;
  }

  /** The clock of a share may be a little behind this one. */
  private static boolean changedSince(Instant time, Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isAfter(time.minus(CLOCKS_AGREE));
  }

  /** In the first look all that is read was there before; later only what was noted then. */
  private void noteBacklog() {
    for (var queue : merge.queues()) {
      if (firstLook && !queue.isEmpty()) {
        backlog.put(queue.file, queue.readTo());
      } else if (backlog.getOrDefault(queue.file, 0L) > queue.readTo()) {
        backlog.remove(queue.file);
      }
    }
  }

  private Batch release(Instant now, boolean inBacklog) {
    var batch = new Batch(site.id(), judge);
    boolean full = merge.cost() >= WAITING_BYTES;
    if (!settled && !full) {
      return batch;
    }
    boolean wait = !full && !selection.laterDayWaits();
    while (!batch.isFull()) {
      var group = merge.next(now, wait, tally);
      if (group.isEmpty()) {
        break;
      }
      batch.add(group);
      for (var filed : group) {
        noteDay(filed.file(), now);
      }
      if (inBacklog && backlogIsOut()) {
        break;
      }
    }
    return batch;
  }

  private boolean backlogIsOut() {
    backlog
        .entrySet()
        .removeIf(
            entry ->
                queue(entry.getKey())
                    .position()
                    .filter(position -> position.offset() >= entry.getValue())
                    .isPresent());
    if (settled && !firstLook && merge.isEmpty() && troubles.isEmpty()) {
      // a file of the backlog may have gone since
      backlog.clear();
    }
    return backlog.isEmpty() && !firstLook;
  }

  /** Days ahead of the calendar do not count: one misnamed folder must not hide all real days. */
  private void noteDay(String file, Instant now) {
    var day = queue(file).day.orElse(null);
    if (day != null && (newest == null || day.isAfter(newest)) && !day.isAfter(today(now))) {
      newest = day;
    }
  }

  private void forgetOldDays(Instant now) {
    if (newest == null) {
      return;
    }
    var floor = newest.minusDays(FilesToFollow.DAYS_KEPT);
    selection.raiseFloor(floor);
    merge
        .queues()
        .removeIf(
            queue -> queue.isEmpty() && queue.day.isPresent() && queue.day.get().isBefore(floor));
    backlog.keySet().retainAll(merge.files().keySet());
  }

  private LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, site.zone());
  }

  private String encodeCursor() {
    var files = new ArrayList<LogCursor.File>();
    for (var queue : merge.queues()) {
      queue
          .position()
          .ifPresent(position -> files.add(new LogCursor.File(position, queue.memory().encode())));
    }
    return new LogCursor(
            selection.floor(),
            Optional.ofNullable(selection.floor().isEmpty() ? emptySince : null),
            Optional.ofNullable(newest),
            firstLook,
            judge.memory(),
            files,
            backlog,
            List.copyOf(selection.passedOver()))
        .encode();
  }

  private Health health(boolean there, Instant now) {
    if (!there) {
      return Health.unreachable(
          "folder " + folder + " does not exist; looking again until it is there");
    }
    var reasons = new ArrayList<String>();
    for (var trouble : troubles) {
      if (trouble.file().isEmpty()) {
        return Health.unreachable("folder " + folder + ": " + trouble.why());
      }
      reasons.add(trouble.file() + ": " + trouble.why());
    }
    clocks(now).ifPresent(reasons::add);
    reasons.addAll(tally.troubles(Optional.ofNullable(newest)));
    if (reasons.isEmpty()) {
      return Health.ok("");
    }
    int told = Math.min(3, reasons.size());
    var text = String.join("; ", reasons.subList(0, told));
    return Health.trouble(
        told == reasons.size() ? text : text + "; and " + (reasons.size() - told) + " more");
  }

  private Optional<String> clocks(Instant now) {
    var ahead = Duration.ZERO;
    for (var queue : merge.queues()) {
      var last = queue.lastTime();
      if (last.isPresent() && queue.grewAt().isAfter(now.minus(CLOCK_HEARD))) {
        var by = Duration.between(now, last.get());
        ahead = by.compareTo(ahead) > 0 ? by : ahead;
      }
    }
    return ahead.compareTo(CLOCKS_AGREE) > 0
        ? Optional.of(
            "clocks disagree: the newest row is " + minutes(ahead) + " ahead of this computer")
        : Optional.empty();
  }

  private static String minutes(Duration length) {
    if (length.toHours() < 2) {
      return length.toMinutes() + " min";
    }
    return length.toDays() < 2 ? length.toHours() + " h" : length.toDays() + " days";
  }

  @Override
  public Optional<Past> past(List<Path> paths) {
    return Optional.of(
        PastFiles.open(site, folder, format, paths.isEmpty() ? List.of(folder) : paths));
  }

  @Override
  public void close() {}
}
