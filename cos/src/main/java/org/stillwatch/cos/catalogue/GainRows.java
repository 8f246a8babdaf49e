package org.stillwatch.cos.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.stillwatch.cos.detector.GainMap;

/**
 * The fitted superpixels of a CCI, by y and x.
 *
 * @param cells their places in the map, {@code y * width + x}
 */
record GainRows(long fileId, GainMap map, int[] cells) {

  /** Gains in the catalogue are thousandths of a bin: a map's three decimals in two bytes. */
  static final int MILLI = 1000;

  /** Rows of one statement: numbers alone, so that they need no parameters. */
  private static final int AT_ONCE = 4_000;

  static GainRows of(long fileId, GainMap map) {
    return of(fileId, map, cell -> true);
  }

  private static GainRows of(long fileId, GainMap map, IntPredicate wanted) {
    return new GainRows(
        fileId,
        map,
        IntStream.range(0, map.gain().length)
            .filter(cell -> milli(map.gain()[cell]) > 0 && wanted.test(cell))
            .toArray());
  }

  /** Those of the watched rows whose gain is at most the limit. */
  GainRows low(int firstY, int lastY, double limit) {
    return of(
        fileId,
        map,
        cell ->
            cell / map.width() >= firstY
                && cell / map.width() <= lastY
                && milli(map.gain()[cell]) <= milli(limit));
  }

  /** Appends them to a table of a server: many rows with each statement. */
  void insert(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (int from = 0; from < size(); from += AT_ONCE) {
        var sql = new StringBuilder("INSERT INTO ").append(table).append(" VALUES ");
        for (int i = from; i < Math.min(from + AT_ONCE, size()); i++) {
          sql.append(i == from ? "(" : ",(").append(fileId);
          sql.append(',').append(y(i)).append(',').append(x(i));
          sql.append(',').append(gainMilli(i)).append(',').append(counts(i)).append(')');
        }
        statement.execute(sql.toString());
      }
    }
  }

  int size() {
    return cells.length;
  }

  int y(int row) {
    return cells[row] / map.width();
  }

  int x(int row) {
    return cells[row] % map.width();
  }

  int gainMilli(int row) {
    return milli(map.gain()[cells[row]]);
  }

  int counts(int row) {
    return map.counts()[cells[row]];
  }

  static int milli(double gain) {
    return (int) Math.rint(gain * MILLI);
  }

  static double gain(int milli) {
    return milli / (double) MILLI;
  }
}
