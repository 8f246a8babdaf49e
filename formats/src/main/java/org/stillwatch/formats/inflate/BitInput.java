package org.stillwatch.formats.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Packed bytes as bits, least significant first (RFC 1951, 3.1.1). After the last byte come {@link
 * #PAD} zeros, so that whoever decodes may always read eight bytes at once; {@link #requireReal}
 * says whether bits were used that the file does not have.
 *
 * <p>The fields are open to {@link DeflateDecoder}, whose inner loop keeps them in registers.
 */
final class BitInput {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SIZE = 1 << 16;
  private static final int PAD = 16;

  private final InputStream in;
  private long passed;
  private boolean ended;

  /** Where the file ends in the buffer, once it is known. */
  private int end;

  final byte[] buffer = new byte[SIZE + PAD];

  /** The next byte that is not in {@link #bits}, and where the bytes of the buffer end. */
  int position;

  int limit;

  /** The next bits, of which {@link #count} count; those above are of the same stream or 0. */
  long bits;

  int count;

  BitInput(InputStream in) {
    this.in = in;
  }

  /** Makes eight bytes or more stand in the buffer. */
  void load() throws IOException {
    if (limit - position >= 8) {
      return;
    }
    if (ended) {
      throw truncated();
    }
    // what stands in the bits may be given back to the buffer
    int from = Math.max(0, position - Long.BYTES);
    System.arraycopy(buffer, from, buffer, 0, limit - from);
    passed += from;
    position -= from;
    limit -= from;
    while (limit < SIZE && !ended) {
      int read = in.read(buffer, limit, SIZE - limit);
      if (read < 0) {
        ended = true;
        end = limit;
        Arrays.fill(buffer, limit, limit + PAD, (byte) 0);
        limit += PAD;
      } else {
        limit += read;
      }
    }
  }

  /** Takes bytes into {@link #bits} until there are 56 or more. */
  void refill() throws IOException {
    load();
    bits |= (long) LONG.get(buffer, position) << count;
    position += (63 - count) >>> 3;
    count |= 56;
  }

  /** The next {@code width} bits, at most 32, as a number. */
  int take(int width) throws IOException {
    if (count < width) {
      refill();
    }
    int value = (int) (bits & ((1L << width) - 1));
    bits >>>= width;
    count -= width;
    return value;
  }

  /** Leaves out what remains of the byte that was begun. */
  void alignToByte() {
    bits >>>= count & 7;
    count -= count & 7;
  }

  /** The next bytes, once {@link #alignToByte} was called; returns how many, at least 1. */
  int takeBytes(byte[] to, int offset, int length) throws IOException {
    // bits above the count may already hold a part of the byte that comes next
    position -= count >>> 3;
    bits = 0;
    count = 0;
    if (position >= limit) {
      load();
    }
    int size = Math.min(length, (ended ? end : limit) - position);
    if (size <= 0) {
      throw truncated();
    }
    System.arraycopy(buffer, position, to, offset, size);
    position += size;
    return size;
  }

  /** Nothing is left; called between members, on a byte's border. */
  boolean atEnd() throws IOException {
    if (!ended && count < 8) {
      load();
    }
    return ended && position - (count >>> 3) >= end;
  }

  /**
   * Refuses bits that were made up after the end.
   *
   * @throws ZipException when the file ended before
   */
  void requireReal() throws ZipException {
    if (ended && position - (count >>> 3) > end) {
      throw truncated();
    }
  }

  /** How many packed bytes were used. */
  long used() {
    return passed + position - (count >>> 3);
  }

  private ZipException truncated() {
    return new ZipException(
        "the packed data end after %d bytes, in the middle; the file is cut off"
            .formatted(passed + end));
  }
}
