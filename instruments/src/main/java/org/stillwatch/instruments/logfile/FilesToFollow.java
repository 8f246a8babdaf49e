package org.stillwatch.instruments.logfile;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.file.FolderFollower;
import org.stillwatch.link.file.RecordFormat;

/**
 * Which files of the folder are followed now.
 *
 * <p>Dated files are followed from a floor on, not before there is one, which rises with the days
 * so that old folders are not read again. After a stop the days are gone through one by one up to
 * the last one there is, so that no more than about a day of rows is in memory; only then all days
 * are followed together.
 */
final class FilesToFollow implements FolderFollower.Selection {

  /** How many days before the newest are still looked at: a share may show old rows late. */
  static final int DAYS_KEPT = 2;

  private record Known(boolean ours, Optional<LocalDate> day) {}

  private final LogFormat format;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> passedOver = new HashSet<>();
  private final NavigableSet<LocalDate> seen = new TreeSet<>();
  private @Nullable LocalDate floor;
  private @Nullable LocalDate upTo;

  FilesToFollow(LogFormat format) {
    this.format = format;
  }

  Optional<LocalDate> floor() {
    return Optional.ofNullable(floor);
  }

  /** Undated files that were there before the first run and are not read, by {@link #mark}. */
  Set<String> passedOver() {
    return passedOver;
  }

  void passOver(Collection<String> marks) {
    passedOver.addAll(marks);
  }

  /** Follows no day before this one; never goes back. */
  void raiseFloor(LocalDate day) {
    if (floor == null || day.isAfter(floor)) {
      floor = day;
    }
  }

  /** Goes through the days one by one, beginning with this one and those before it. */
  void startAt(LocalDate day) {
    upTo = day;
  }

  /** Whether all that is in the days followed so far is old: there is a later day to go on with. */
  boolean laterDayWaits() {
    return upTo != null && seen.higher(upTo) != null;
  }

  /** Goes on with the next day, or with all of them when it is the last. */
  void nextDay() {
    var last = upTo;
    upTo = last == null ? null : seen.higher(last);
  }

  /** All days are followed together. */
  void allDays() {
    upTo = null;
  }

  void beforePoll() {
    seen.clear();
  }

  @Override
  public boolean accepts(String file) {
    var it = known.computeIfAbsent(file, this::look);
    if (!it.ours) {
      return false;
    }
    if (it.day.isEmpty()) {
      return passedOver.isEmpty() || !passedOver.contains(mark(file));
    }
    var day = it.day.get();
    if (floor == null || day.isBefore(floor)) {
      return false;
    }
    seen.add(day);
    return upTo == null || !day.isAfter(upTo);
  }

  @Override
  public boolean enters(String folder) {
    var day = format.folderDay(folder);
    return floor == null || day.isEmpty() || !day.get().isBefore(floor);
  }

  private Known look(String file) {
    boolean ours = format.accepts(file);
    return new Known(ours, ours ? format.day(file) : Optional.empty());
  }

  @Override
  public RecordFormat format(String file) {
    return format.records(file);
  }

  /** A short mark of a file name (FNV-1a, 64 bit), so that the cursor stays small. */
  static String mark(String file) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash);
  }
}
