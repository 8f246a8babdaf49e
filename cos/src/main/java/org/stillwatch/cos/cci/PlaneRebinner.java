package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.inflate.ByteRuns;

/**
 * Sums the 16-bit pixels of one pulse height into superpixels as they come. The 8 pixels of a
 * superpixel in one row are 16 bytes, read as two longs: nearly all of them are 0 and cost one
 * comparison.
 *
 * <p>A negative number of counts cannot be: it is damage, or a sum that ran over 32767. It is
 * refused, as the true number is not known.
 */
final class PlaneRebinner implements ByteRuns {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int GROUP = X_BINNING * Short.BYTES;
  private static final long SIGNS = 0x8000_8000_8000_8000L;
  private static final long EVERY_OTHER = 0x0000_ffff_0000_ffffL;

  private final Cube cube;
  private final int pulseHeight;

  /** The superpixel and the native row that come next. */
  private int x;

  private int row;

  /** A group that came in two pieces. */
  private final byte[] pieces = new byte[GROUP];

  private int begun;

  PlaneRebinner(Cube cube, int pulseHeight) {
    this.cube = cube;
    this.pulseHeight = pulseHeight;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (begun > 0) {
      int size = Math.min(GROUP - begun, length);
      piece(buffer, at, size);
      at += size;
    }
    while (end - at >= GROUP) {
      int groups = Math.min((end - at) / GROUP, cube.width() - x);
      groups(buffer, at, groups);
      at += groups * GROUP;
    }
    if (at < end) {
      piece(buffer, at, end - at);
    }
  }

  @Override
  public void zeros(long length) {
    long left = length;
    if (begun > 0) {
      int size = (int) Math.min(GROUP - begun, left);
      piece(new byte[GROUP], 0, size);
      left -= size;
    }
    long next = (long) row * cube.width() + x + left / GROUP;
    row = (int) (next / cube.width());
    x = (int) (next % cube.width());
    if (left % GROUP > 0) {
      piece(new byte[GROUP], 0, (int) (left % GROUP));
    }
  }

  private void piece(byte[] buffer, int offset, int length) {
    System.arraycopy(buffer, offset, pieces, begun, length);
    begun += length;
    if (begun == GROUP) {
      begun = 0;
      groups(pieces, 0, 1);
    }
  }

  /** Adds groups that lie in one row. */
  private void groups(byte[] buffer, int offset, int count) {
    int at = offset;
    int last = x + count;
    int next = x;
    while (next < last && ((long) LONG.get(buffer, at) | (long) LONG.get(buffer, at + 8)) == 0) {
      next++;
      at += GROUP;
    }
    if (next < last) {
      var line = cube.writableLine(pulseHeight, row / Y_BINNING);
      for (; next < last; next++) {
        long first = (long) LONG.get(buffer, at);
        long second = (long) LONG.get(buffer, at + 8);
        if ((first | second) != 0) {
          if (((first | second) & SIGNS) != 0) {
            throw negative(next);
          }
          long sums =
              (first & EVERY_OTHER)
                  + ((first >>> 16) & EVERY_OTHER)
                  + (second & EVERY_OTHER)
                  + ((second >>> 16) & EVERY_OTHER);
          line[next] += (int) (sums + (sums >>> 32));
        }
        at += GROUP;
      }
    }
    x = last;
    if (x == cube.width()) {
      x = 0;
      row++;
    }
  }

  private FitsProblem negative(int superpixel) {
    return new FitsProblem(
        "has a negative number of counts of pulse height %d at y %d, x %d to %d, expected 0 to 32767"
            .formatted(
                pulseHeight, row, superpixel * X_BINNING, superpixel * X_BINNING + X_BINNING - 1));
  }
}
