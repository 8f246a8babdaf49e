package org.stillwatch.formats.fits;

import java.nio.ByteBuffer;

/** The pixels of an image, asked for row by row, so that an image may be larger than memory. */
public sealed interface Pixels {

  int width();

  int height();

  /** As BITPIX says it: 8 (0 to 255), 32, -32 or -64. */
  int bitpix();

  /** Appends row {@code y}, big-endian. */
  void row(int y, ByteBuffer into);

  /** Bytes of a pixel. */
  default int bytes() {
    return Math.abs(bitpix()) / Byte.SIZE;
  }

  /** Each pixel {@code timesX} times beside itself, each row {@code timesY} times. */
  default Pixels enlarged(int timesX, int timesY) {
    return new Enlarged(this, timesX, timesY);
  }

  /** Numbers of 64 bits, {@code [y * width + x]}. */
  static Pixels of(int width, double[] pixels) {
    return new Doubles(width, pixels);
  }

  /** Numbers of 32 bits, {@code [y * width + x]}. */
  static Pixels of(int width, float[] pixels) {
    return new Floats(width, pixels);
  }

  /** Whole numbers of 32 bits, {@code [y * width + x]}. */
  static Pixels of(int width, int[] pixels) {
    return new Ints(width, pixels);
  }

  /** Bytes without sign, {@code [y * width + x]}. */
  static Pixels of(int width, byte[] pixels) {
    return new Bytes(width, pixels);
  }

  /** Numbers of 64 bits. */
  record Doubles(int width, double[] pixels) implements Pixels {
    @Override
    public int height() {
      return Pixels.height(pixels.length, width);
    }

    @Override
    public int bitpix() {
      return -64;
    }

    @Override
    public void row(int y, ByteBuffer into) {
      into.asDoubleBuffer().put(pixels, y * width, width);
      into.position(into.position() + width * Double.BYTES);
    }
  }

  /** Numbers of 32 bits. */
  record Floats(int width, float[] pixels) implements Pixels {
    @Override
    public int height() {
      return Pixels.height(pixels.length, width);
    }

    @Override
    public int bitpix() {
      return -32;
    }

    @Override
    public void row(int y, ByteBuffer into) {
      into.asFloatBuffer().put(pixels, y * width, width);
      into.position(into.position() + width * Float.BYTES);
    }
  }

  /** Whole numbers of 32 bits. */
  record Ints(int width, int[] pixels) implements Pixels {
    @Override
    public int height() {
      return Pixels.height(pixels.length, width);
    }

    @Override
    public int bitpix() {
      return 32;
    }

    @Override
    public void row(int y, ByteBuffer into) {
      into.asIntBuffer().put(pixels, y * width, width);
      into.position(into.position() + width * Integer.BYTES);
    }
  }

  /** Bytes without sign. */
  record Bytes(int width, byte[] pixels) implements Pixels {
    @Override
    public int height() {
      return Pixels.height(pixels.length, width);
    }

    @Override
    public int bitpix() {
      return 8;
    }

    @Override
    public void row(int y, ByteBuffer into) {
      into.put(pixels, y * width, width);
    }
  }

  /** An image with each pixel repeated. */
  record Enlarged(Pixels small, int timesX, int timesY) implements Pixels {
    @Override
    public int width() {
      return small.width() * timesX;
    }

    @Override
    public int height() {
      return small.height() * timesY;
    }

    @Override
    public int bitpix() {
      return small.bitpix();
    }

    @Override
    public void row(int y, ByteBuffer into) {
      int size = bytes();
      var row = new byte[small.width() * size];
      small.row(y / timesY, ByteBuffer.wrap(row));
      var pixel = new byte[timesX * size];
      for (int from = 0; from < row.length; from += size) {
        for (int i = 0; i < timesX; i++) {
          System.arraycopy(row, from, pixel, i * size, size);
        }
        into.put(pixel);
      }
    }
  }

  private static int height(int pixels, int width) {
    if (width <= 0 || pixels % width != 0) {
      throw new IllegalArgumentException(pixels + " pixels are no rows of " + width);
    }
    return pixels / width;
  }
}
