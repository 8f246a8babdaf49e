package org.stillwatch.formats.inflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * What was unpacked last: the 32 KiB that later bytes may repeat, and behind them bytes that go to
 * the taker when the buffer is full. Long stretches of zeros go to the taker as their length.
 *
 * <p>The fields are open to {@link DeflateDecoder}, whose inner loop keeps them in registers.
 */
final class Window {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The longest match (RFC 1951, 3.2.5), and what eight bytes at a time may write beyond it. */
  static final int LONGEST_MATCH = 258;

  private static final int SLACK = LONGEST_MATCH + 2 * Long.BYTES;
  private static final int HISTORY = 1 << 15;
  private static final int SIZE = 1 << 17;

  /** Zeros that are worth their own message. */
  private static final int LONG_STRETCH = 2 * HISTORY;

  private final ByteRuns out;
  private final ZeroAwareCrc crc = new ZeroAwareCrc();
  private long length;
  private int given;

  final byte[] bytes = new byte[HISTORY + SIZE + SLACK];

  /** Where the next byte goes; the first byte that may be repeated; from where there is no room. */
  int end;

  int oldest;
  final int limit = HISTORY + SIZE;

  Window(ByteRuns out) {
    this.out = out;
  }

  /** Makes room for a longest match and more. */
  void makeRoom() {
    give();
    int kept = Math.min(HISTORY, end - oldest);
    System.arraycopy(bytes, end - kept, bytes, 0, kept);
    oldest = 0;
    end = kept;
    given = kept;
  }

  /** Hands out what was not handed out yet. */
  void give() {
    if (given < end) {
      crc.bytes(bytes, given, end - given);
      length += end - given;
      out.bytes(bytes, given, end - given);
      given = end;
    }
  }

  void zeros(long count) {
    if (count >= LONG_STRETCH) {
      give();
      crc.zeros(count);
      length += count;
      out.zeros(count);
      Arrays.fill(bytes, 0, HISTORY, (byte) 0);
      oldest = 0;
      end = HISTORY;
      given = HISTORY;
      return;
    }
    long left = count;
    while (left > 0) {
      if (end >= limit) {
        makeRoom();
      }
      int size = (int) Math.min(left, limit - end);
      Arrays.fill(bytes, end, end + size, (byte) 0);
      end += size;
      left -= size;
    }
  }

  /**
   * The member is at its end.
   *
   * @throws ZipException when its bytes are not those that were packed
   */
  void finish(int expectedCrc, int expectedLength) throws ZipException {
    give();
    if (crc.value() != expectedCrc) {
      throw new ZipException(
          "the unpacked bytes have the CRC-32 %08x, but the file says %08x"
              .formatted(crc.value(), expectedCrc));
    }
    if ((int) length != expectedLength) {
      throw new ZipException(
          "%d bytes were unpacked, but the file says %d (modulo 2^32)"
              .formatted(length, Integer.toUnsignedLong(expectedLength)));
    }
    crc.reset();
    length = 0;
    oldest = end;
  }
}
