package org.stillwatch.instruments.logfile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges the rows of followed files by (time, file, line), although they do not appear in that
 * order.
 *
 * <p>All rows of one instant go out together, when every file that is in step shows what comes
 * after them, or when the first of them has waited for {@link #GRACE}. A file is in step when it
 * has grown within {@link #IN_STEP}. The rows of one file are never reordered. A row that comes too
 * late goes out when it comes.
 */
final class LiveMerge {

  /** How long a row waits for the rows of other files that belong before it or to it. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** How long a file that does not grow is waited for. */
  static final Duration IN_STEP = Duration.ofMinutes(1);

  private final Map<String, FileQueue> files = new TreeMap<>();
  private final boolean wholeGroups;

  /**
   * @param wholeGroups whether a judge needs all rows of an instant together; without, a row goes
   *     out as soon as every file in step has one at or after its time
   */
  LiveMerge(boolean wholeGroups) {
    this.wholeGroups = wholeGroups;
  }

  Map<String, FileQueue> files() {
    return files;
  }

  Collection<FileQueue> queues() {
    return files.values();
  }

  long cost() {
    long sum = 0;
    for (var queue : files.values()) {
      sum += queue.cost();
    }
    return sum;
  }

  boolean isEmpty() {
    return files.values().stream().allMatch(FileQueue::isEmpty);
  }

  /**
   * Takes the next rows that may go out: all of one instant.
   *
   * @param wait false to take what there is
   * @return empty when there is none yet
   */
  List<RowJudge.Filed> next(Instant now, boolean wait, RowTally tally) {
    var earliest = earliest(tally);
    if (earliest == null) {
      return List.of();
    }
    var members = new ArrayList<FileQueue>();
    var counts = new ArrayList<Integer>();
    boolean complete = true;
    boolean graceOver = false;
    for (var queue : files.values()) {
      int count = 0;
      if (earliest.equals(queue.headTime(tally))) {
        graceOver |= atLeast(GRACE, queue.headReadAt(), now);
        count = queue.leading(earliest);
        members.add(queue);
        counts.add(count);
      }
      boolean shown = !queue.endsAfter(count) || (count > 0 && !wholeGroups);
      complete &= shown || atLeast(IN_STEP, queue.grewAt(), now);
    }
    if (wait && !complete && !graceOver) {
      return List.of();
    }
    var group = new ArrayList<RowJudge.Filed>();
    for (int i = 0; i < members.size(); i++) {
      members.get(i).takeInto(group, counts.get(i), tally);
    }
    return group;
  }

  private @Nullable Instant earliest(RowTally tally) {
    Instant earliest = null;
    for (var queue : files.values()) {
      var time = queue.headTime(tally);
      if (time != null && (earliest == null || time.isBefore(earliest))) {
        earliest = time;
      }
    }
    return earliest;
  }

  /** A clock that was set back counts as time gone by: nothing is held for ever. */
  private static boolean atLeast(Duration length, Instant from, Instant now) {
    if (from.equals(Instant.MIN)) {
      return true;
    }
    return Duration.between(from, now).abs().compareTo(length) >= 0;
  }
}
