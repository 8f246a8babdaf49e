package org.stillwatch.formats.inflate;

import java.util.zip.CRC32;

/**
 * The CRC-32 of RFC 1952 over bytes and over stretches of zeros, which cost the logarithm of their
 * length: to append n bytes multiplies the polynomial so far by x<sup>8n</sup>.
 */
final class ZeroAwareCrc {
  private static final int POLYNOMIAL = 0xEDB88320;

  /** {@code POWERS[k]}: x to the power of 8 times 2<sup>k</sup>, highest coefficient lowest. */
  private static final int[] POWERS = powers();

  private final CRC32 recent = new CRC32();
  private long recentLength;
  private int before;

  void bytes(byte[] buffer, int offset, int length) {
    recent.update(buffer, offset, length);
    recentLength += length;
  }

  void zeros(long length) {
    before = ~times(~value(), length);
    recent.reset();
    recentLength = 0;
  }

  /** Of all so far. */
  int value() {
    return times(before, recentLength) ^ (int) recent.getValue();
  }

  void reset() {
    recent.reset();
    recentLength = 0;
    before = 0;
  }

  /** This polynomial as it is when so many bytes follow. */
  private static int times(int polynomial, long bytes) {
    int product = polynomial;
    int k = 0;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        product = multiply(POWERS[k], product);
      }
      k++;
    }
    return product;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int left = a; left != 0; left <<= 1) {
      if (left < 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }

  private static int[] powers() {
    var powers = new int[Long.SIZE];
    powers[0] = 1 << (31 - 8);
    for (int k = 1; k < powers.length; k++) {
      powers[k] = multiply(powers[k - 1], powers[k - 1]);
    }
    return powers;
  }
}
