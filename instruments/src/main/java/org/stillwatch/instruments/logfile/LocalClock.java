package org.stillwatch.instruments.logfile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the wall-clock times of one file's rows into instants with an ordinal.
 *
 * <p>In a repeated daylight-saving hour the earlier offset holds until time runs backwards in the
 * file. A time in the hour that daylight saving leaves out is moved forward by its length, as a
 * clock that was not set does. Rows of one instant are numbered from 0.
 */
public final class LocalClock {

  /**
   * @param last the wall-clock time of the last row
   * @param ordinal of the last row
   * @param later the second pass of a repeated hour has begun
   */
  public record Memory(Optional<LocalDateTime> last, int ordinal, boolean later)
      implements RowMemory {

    public static final Memory START = new Memory(Optional.empty(), 0, false);

    @Override
    public String encode() {
      return last.map(LocalDateTime::toString).orElse("-") + " " + ordinal + " " + later;
    }

    /** Reads what {@link #encode} wrote; an empty text is the start. */
    public static Memory decode(String text) {
      if (text.isEmpty()) {
        return START;
      }
      var parts = text.split(" ", 3);
      return new Memory(
          parts[0].equals("-") ? Optional.empty() : Optional.of(LocalDateTime.parse(parts[0])),
          Integer.parseInt(parts[1]),
          Boolean.parseBoolean(parts[2]));
    }
  }

  /** Greater than any change of offset, so that a day without one near it needs no second look. */
  private static final long SLACK_SECONDS = 86_400;

  /** The instant of a row and its ordinal among the rows of that instant. */
  public record Stamp(Instant time, int ordinal) {}

  private final ZoneId zone;
  private Memory memory;
  private @Nullable LocalDate day;
  private @Nullable ZoneOffset offsetOfDay;

  public LocalClock(ZoneId zone, Memory memory) {
    this.zone = zone;
    this.memory = memory;
  }

  public Memory memory() {
    return memory;
  }

  /** The stamp of the next row of the file. */
  public Stamp stamp(LocalDateTime wall) {
    var last = memory.last().orElse(wall);
    var offset = offset(wall.toLocalDate());
    boolean repeated = offset == null && zone.getRules().getValidOffsets(wall).size() == 2;
    boolean later = repeated && (memory.later() || wall.isBefore(last));
    int ordinal =
        memory.last().isPresent() && wall.equals(last) && later == memory.later()
            ? memory.ordinal() + 1
            : 0;
    memory = new Memory(Optional.of(wall), ordinal, later);
    if (offset != null) {
      return new Stamp(wall.toInstant(offset), ordinal);
    }
    var zoned = wall.atZone(zone);
    return new Stamp(
        (later ? zoned.withLaterOffsetAtOverlap() : zoned.withEarlierOffsetAtOverlap()).toInstant(),
        ordinal);
  }

  /** The offset of the whole day; null on a day when it changes. Kept, as it costs much. */
  private @Nullable ZoneOffset offset(LocalDate date) {
    if (date.equals(day)) {
      return offsetOfDay;
    }
    var rules = zone.getRules();
    var start = date.atStartOfDay();
    var offset = rules.getOffset(start);
    var before = start.toInstant(offset).minusSeconds(SLACK_SECONDS);
    var next = rules.nextTransition(before);
    boolean same =
        next == null
            || next.getInstant()
                .isAfter(start.plusDays(1).toInstant(offset).plusSeconds(SLACK_SECONDS));
    day = date;
    offsetOfDay = same ? offset : null;
    return offsetOfDay;
  }
}
