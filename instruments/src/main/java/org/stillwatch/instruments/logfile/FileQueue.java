package org.stillwatch.instruments.logfile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.file.FilePosition;
import org.stillwatch.link.file.FileRecord;

/**
 * The rows of one followed file that were read and have not gone out. Rows are taken apart only
 * when their turn comes near.
 */
final class FileQueue {

  /** Rows of one file and instant that are judged together at most. */
  static final int GROUP_ROWS = 10_000;

  /** What a waiting record takes beside its bytes, about. */
  private static final int RECORD_COST = 200;

  /**
   * @param head of the file when a reader must be made for this record
   * @param resumes that reader goes on with what was remembered before the last stop
   */
  private record Waiting(
      FileRecord record, Instant readAt, Optional<byte[]> head, boolean resumes) {}

  private record Parsed(FileRecord record, Instant readAt, Row row) {}

  final String file;
  final Optional<LocalDate> day;
  private final LogFormat format;
  private final Supplier<byte[]> head;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<Parsed> parsed = new ArrayDeque<>();
  private @Nullable RowReader reader;
  private @Nullable FilePosition position;
  private RowMemory memory = RowMemory.EMPTY;
  private boolean goesOn;
  private long readTo;
  private long cost;
  private Instant grewAt = Instant.MIN;
  private @Nullable Instant lastTime;

  /**
   * @param head gives the first bytes of the file
   */
  FileQueue(String file, LogFormat format, Supplier<byte[]> head) {
    this.file = file;
    this.day = format.day(file);
    this.format = format;
    this.head = head;
  }

  /**
   * Goes on after a position.
   *
   * @return the channels that the name of the file tells, although nothing of it was read yet
   */
  List<Channel> resume(FilePosition from, String encodedMemory) {
    position = from;
    memory = () -> encodedMemory;
    readTo = from.offset();
    goesOn = true;
    try {
      return format.open(file, new byte[0], encodedMemory).channels();
    } catch (RuntimeException e) {
      // a reader that cannot be made without the head of its file tells its channels later
      return List.of();
    }
  }

  void add(FileRecord record, Instant now) {
    boolean fresh = record.offset() < readTo || record.offset() == 0;
    boolean needsReader = fresh || (reader == null && isEmpty());
    readTo = record.offset() + record.bytes().length;
    cost += record.bytes().length + RECORD_COST;
    grewAt = now;
    goesOn &= !fresh;
    waiting.add(
        new Waiting(record, now, needsReader ? Optional.of(head.get()) : Optional.empty(), goesOn));
  }

  /** How much memory the waiting rows take, bytes, about. */
  long cost() {
    return cost;
  }

  long readTo() {
    return readTo;
  }

  Instant grewAt() {
    return grewAt;
  }

  Optional<FilePosition> position() {
    return Optional.ofNullable(position);
  }

  RowMemory memory() {
    return memory;
  }

  /** The time of the row that went out last. */
  Optional<Instant> lastTime() {
    return Optional.ofNullable(lastTime);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && parsed.isEmpty();
  }

  List<Channel> channels() {
    return reader == null ? List.of() : reader.channels();
  }

  /**
   * The time of the first row with readings; rows before it that have none are dealt with and told
   * to the tally. Empty when there is none.
   */
  @Nullable Instant headTime(RowTally tally) {
    while (true) {
      var first = parsed.peek();
      if (first == null) {
        if (!parse()) {
          return null;
        }
      } else if (first.row instanceof Row.Values values) {
        return values.time();
      } else {
        take(tally);
      }
    }
  }

  /** When the first row was read. To be called after {@link #headTime} gave a time. */
  Instant headReadAt() {
    return parsed.element().readAt;
  }

  /** How many rows from the front are of this instant, those without readings among them. */
  int leading(Instant time) {
    int count = 0;
    for (var known : parsed) {
      if (count == GROUP_ROWS || isOther(known.row, time)) {
        return count;
      }
      count++;
    }
    while (count < GROUP_ROWS && parse() && !isOther(parsed.getLast().row, time)) {
      count++;
    }
    return count;
  }

  /** Whether the row is of another instant; a row without readings belongs to any. */
  private static boolean isOther(Row row, Instant time) {
    return row instanceof Row.Values values && !values.time().equals(time);
  }

  /** Whether nothing is known of what comes after so many rows. */
  boolean endsAfter(int rows) {
    return parsed.size() <= rows && waiting.isEmpty();
  }

  /** Takes so many rows from the front, those with readings into the group. */
  void takeInto(List<RowJudge.Filed> group, int rows, RowTally tally) {
    for (int i = 0; i < rows; i++) {
      take(tally).ifPresent(group::add);
    }
  }

  private Optional<RowJudge.Filed> take(RowTally tally) {
    var taken = parsed.remove();
    var record = taken.record;
    cost -= record.bytes().length + RECORD_COST;
    position = record.after();
    memory = taken.row.after();
    return switch (taken.row) {
      case Row.Nothing nothing -> {
        tally.nothing();
        yield Optional.empty();
      }
      case Row.Unreadable bad -> {
        tally.unreadable(file, day, record.number(), bad.why());
        yield Optional.empty();
      }
      case Row.Values values -> {
        tally.readable(file);
        lastTime = values.time();
        yield Optional.of(new RowJudge.Filed(file, record.number(), values));
      }
    };
  }

  private boolean parse() {
    var next = waiting.poll();
    if (next == null) {
      return false;
    }
    parsed.add(new Parsed(next.record, next.readAt, read(next)));
    return true;
  }

  private Row read(Waiting next) {
    try {
      if (next.head.isPresent()) {
        reader = null;
        reader = format.open(file, next.head.get(), next.resumes ? memory.encode() : "");
      }
      return reader == null
          ? new Row.Unreadable("no reader for this file", lastMemory())
          : reader.read(next.record);
    } catch (RuntimeException e) {
      // a reader of a lab's own jar may have a mistake: that must not stop the other files
      return new Row.Unreadable("its reader failed: " + e, lastMemory());
    }
  }

  private RowMemory lastMemory() {
    return parsed.isEmpty() ? memory : parsed.getLast().row.after();
  }
}
