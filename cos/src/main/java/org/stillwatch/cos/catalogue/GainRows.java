package org.stillwatch.cos.catalogue;

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
