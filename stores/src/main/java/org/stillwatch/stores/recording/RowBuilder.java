package org.stillwatch.stores.recording;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;

/** Makes rows of readings. */
final class RowBuilder {

  static final String NO_READING = "no reading in this interval";

  private RowBuilder() {}

  /** Nanoseconds since 1970, which is good for the years 1678 to 2261. */
  static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }

  static Instant instant(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }

  /** The last point of a grid at or before a time. */
  static long floor(long nanos, long step) {
    return Math.floorDiv(nanos, step) * step;
  }

  /**
   * One row for each point of the grid of {@code every} nanoseconds that is later than {@code
   * after} and not later than {@code upTo}: for each channel its newest reading since the point
   * before, that one left out, else missing.
   *
   * @param readings those in that stretch, each channel's in order of time
   */
  static Rows grid(
      List<ChannelId> channels, long every, long after, long upTo, List<Reading> readings) {
    long first = floor(after, every) + every;
    int count = upTo < first ? 0 : (int) ((floor(upTo, every) - first) / every) + 1;
    var times = new long[count];
    for (int row = 0; row < count; row++) {
      times[row] = first + row * every;
    }
    var rows = new Rows(channels, times, noCells(channels, count));
    for (var cells : rows.cells()) {
      java.util.Arrays.fill(cells.grades(), Grade.MISSING.code());
      java.util.Arrays.fill(cells.reasons(), NO_READING);
    }
    var columns = columns(channels);
    for (var reading : readings) {
      long row = Math.ceilDiv(nanos(reading.time()) - first, every);
      var column = columns.get(reading.channel());
      if (column != null && row >= 0 && row < count) {
        put(rows.cells().get(column), (int) row, reading);
      }
    }
    return rows;
  }

  /** One row for each time of a reading, and one more for each further reading of that time. */
  static Rows each(List<ChannelId> channels, List<Reading> readings) {
    record At(long time, int ordinal) implements Comparable<At> {
      @Override
      public int compareTo(At other) {
        return time != other.time
            ? Long.compare(time, other.time)
            : Integer.compare(ordinal, other.ordinal);
      }
    }
    var columns = columns(channels);
    var byRow = new TreeMap<At, List<Reading>>();
    for (var reading : readings) {
      if (columns.containsKey(reading.channel())) {
        byRow
            .computeIfAbsent(
                new At(nanos(reading.time()), reading.ordinal()), at -> new ArrayList<>())
            .add(reading);
      }
    }
    var times = byRow.keySet().stream().mapToLong(At::time).toArray();
    var rows = new Rows(channels, times, noCells(channels, times.length));
    int row = 0;
    for (var together : byRow.values()) {
      for (var reading : together) {
        put(rows.cells().get(columns.getOrDefault(reading.channel(), 0)), row, reading);
      }
      row++;
    }
    return rows;
  }

  private static List<Rows.Cells> noCells(List<ChannelId> channels, int count) {
    return channels.stream().map(channel -> Rows.Cells.none(count)).toList();
  }

  private static Map<ChannelId, Integer> columns(List<ChannelId> channels) {
    var columns = new HashMap<ChannelId, Integer>();
    channels.forEach(channel -> columns.put(channel, columns.size()));
    return columns;
  }

  private static void put(Rows.Cells cells, int row, Reading reading) {
    switch (reading) {
      case Reading.Measured measured -> {
        cells.values()[row] = measured.value();
        cells.grades()[row] =
            (measured.quality() == Quality.GOOD ? Grade.GOOD : Grade.SUSPECT).code();
        cells.reasons()[row] = "";
      }
      case Reading.Missing missing -> {
        cells.values()[row] = Double.NaN;
        cells.grades()[row] = Grade.MISSING.code();
        cells.reasons()[row] = TableFile.REASON.cut(missing.reason());
      }
    }
  }
}
