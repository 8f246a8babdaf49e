package org.stillwatch.stores.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stillwatch.core.reading.ChannelId;

/**
 * A part of a table: rows in the order of time, for each channel a column of cells.
 *
 * @param times nanoseconds since 1970 (UTC)
 * @param cells by channel, in the order of {@code channels}
 */
record Rows(List<ChannelId> channels, long[] times, List<Cells> cells) {

  /**
   * The cells of one channel.
   *
   * @param values NaN where there is none
   * @param grades codes of {@link Grade}
   * @param reasons empty where a value is measured or there is no reading
   */
  record Cells(double[] values, byte[] grades, String[] reasons) {

    /** Cells without readings. */
    static Cells none(int count) {
      var cells = new Cells(new double[count], new byte[count], new String[count]);
      Arrays.fill(cells.values, Double.NaN);
      Arrays.fill(cells.grades, Grade.NONE.code());
      Arrays.fill(cells.reasons, "");
      return cells;
    }

    Cells part(int from, int to) {
      return new Cells(
          Arrays.copyOfRange(values, from, to),
          Arrays.copyOfRange(grades, from, to),
          Arrays.copyOfRange(reasons, from, to));
    }

    /** Whether a row is the same here and there. */
    boolean agrees(int row, Cells other) {
      return Double.doubleToLongBits(values[row]) == Double.doubleToLongBits(other.values[row])
          && grades[row] == other.grades[row]
          && reasons[row].equals(other.reasons[row]);
    }

    boolean isMeasured(int row) {
      return grades[row] == Grade.GOOD.code() || grades[row] == Grade.SUSPECT.code();
    }
  }

  static Rows empty(List<ChannelId> channels) {
    return new Rows(channels, new long[0], channels.stream().map(id -> Cells.none(0)).toList());
  }

  int count() {
    return times.length;
  }

  boolean isEmpty() {
    return times.length == 0;
  }

  Rows part(int from, int to) {
    return new Rows(
        channels,
        Arrays.copyOfRange(times, from, to),
        cells.stream().map(column -> column.part(from, to)).toList());
  }

  /** These rows and then those, which have the same channels. */
  Rows and(Rows next) {
    if (isEmpty() || next.isEmpty()) {
      return isEmpty() ? next : this;
    }
    var joined = new ArrayList<Cells>();
    for (int c = 0; c < cells.size(); c++) {
      var one = cells.get(c);
      var two = next.cells.get(c);
      joined.add(
          new Cells(
              joined(one.values, two.values),
              joined(one.grades, two.grades),
              joined(one.reasons, two.reasons)));
    }
    var both = Arrays.copyOf(times, times.length + next.times.length);
    System.arraycopy(next.times, 0, both, times.length, next.times.length);
    return new Rows(channels, both, joined);
  }

  private static double[] joined(double[] one, double[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  private static byte[] joined(byte[] one, byte[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  private static String[] joined(String[] one, String[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  /** The first row from which on the time is at least this; the count when there is none. */
  int firstAtOrAfter(long time) {
    int at = Arrays.binarySearch(times, time);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && times[at - 1] == time) {
      at--;
    }
    return at;
  }

  /** The first row that has a reading; the count when there is none. */
  int firstWithReading() {
    for (int row = 0; row < times.length; row++) {
      for (var column : cells) {
        if (column.isMeasured(row)
            || (column.grades[row] == Grade.MISSING.code()
                && !column.reasons[row].equals(RowBuilder.NO_READING))) {
          return row;
        }
      }
    }
    return times.length;
  }

  /** How many cells hold a reading. */
  long readings() {
    long count = 0;
    for (var column : cells) {
      for (int row = 0; row < times.length; row++) {
        if (column.isMeasured(row)
            || (column.grades[row] == Grade.MISSING.code()
                && !column.reasons[row].equals(RowBuilder.NO_READING))) {
          count++;
        }
      }
    }
    return count;
  }

  /**
   * How many rows of a file, from the first on, are as the store has them. A measured value of
   * which the store knows nothing counts as the same: the file may be older than the store.
   *
   * @param stored the same stretch of time from the store
   */
  int agreeing(Rows stored) {
    int most = Math.min(count(), stored.count());
    for (int row = 0; row < most; row++) {
      if (times[row] != stored.times[row]) {
        return row;
      }
      for (int c = 0; c < cells.size(); c++) {
        var mine = cells.get(c);
        var theirs = stored.cells.get(c);
        boolean unknown =
            theirs.grades[row] == Grade.NONE.code()
                || theirs.reasons[row].equals(RowBuilder.NO_READING);
        if (!mine.agrees(row, theirs) && !(unknown && mine.isMeasured(row))) {
          return row;
        }
      }
    }
    return most;
  }
}
