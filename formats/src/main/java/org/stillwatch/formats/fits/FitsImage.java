package org.stillwatch.formats.fits;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * An image, or every so many pixels of one: enough of an image whose pixels are repeated, in a
 * fraction of its memory.
 *
 * @param width pixels along the first axis that were taken
 * @param height pixels along the second axis that were taken
 * @param pixels {@code [y * width + x]}
 */
public record FitsImage(int width, int height, float[] pixels) {

  /** Takes the pixels of an image from its bytes as they come. */
  static final class Taker extends OutputStream {
    private final int bitpix;
    private final int everyX;
    private final int everyY;
    private final byte[] row;
    private final int width;
    private final float[] pixels;
    private int filled;
    private int y;

    /**
     * @param header of an image of two axes
     * @throws FitsProblem when it is none
     */
    Taker(FitsHeader header, int everyX, int everyY) {
      bitpix = size(header, "BITPIX");
      if (size(header, "NAXIS") != 2 || !(bitpix == -32 || bitpix == -64)) {
        throw new FitsProblem(
            header.place() + " is no image of two axes and real numbers (BITPIX -32 or -64)");
      }
      int across = size(header, "NAXIS1");
      int rows = size(header, "NAXIS2");
      this.everyX = everyX;
      this.everyY = everyY;
      row = new byte[Math.multiplyExact(across, Math.abs(bitpix) / Byte.SIZE)];
      width = Math.ceilDiv(across, everyX);
      pixels = new float[Math.multiplyExact(width, Math.ceilDiv(rows, everyY))];
    }

    private static int size(FitsHeader header, String keyword) {
      int size = header.integer(keyword).orElseThrow(() -> none(header, keyword));
      if (!keyword.equals("BITPIX") && (size < 1 || size > Integer.MAX_VALUE / Double.BYTES)) {
        throw new FitsProblem("%s has %s %d".formatted(header.place(), keyword, size));
      }
      return size;
    }

    private static FitsProblem none(FitsHeader header, String keyword) {
      return new FitsProblem("%s has no %s".formatted(header.place(), keyword));
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    /** What comes behind the last row is padding. */
    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int at = offset, left = length; left > 0; ) {
        int n = Math.min(left, row.length - filled);
        System.arraycopy(bytes, at, row, filled, n);
        filled += n;
        at += n;
        left -= n;
        if (filled == row.length) {
          take();
          filled = 0;
        }
      }
    }

    private void take() {
      if (y % everyY == 0 && y / everyY * width < pixels.length) {
        var values = ByteBuffer.wrap(row);
        for (int i = 0, to = y / everyY * width; i < width; i++, to++) {
          pixels[to] =
              bitpix == -32
                  ? values.getFloat(i * everyX * Float.BYTES)
                  : (float) values.getDouble(i * everyX * Double.BYTES);
        }
      }
      y++;
    }

    FitsImage image() {
      return new FitsImage(width, pixels.length / width, pixels);
    }
  }
}
