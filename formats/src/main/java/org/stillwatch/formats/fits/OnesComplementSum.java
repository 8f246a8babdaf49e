package org.stillwatch.formats.fits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of FITS (appendix J of the standard): the sum of big-endian words of 32 bits, what
 * runs over added at the lower end. Zeros add nothing.
 */
final class OnesComplementSum {
  private static final long LOW = 0xffff_ffffL;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private long sum;

  /** How many bytes of the word have come. */
  private int phase;

  void bytes(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (phase != 0 && at < end) {
      single(buffer[at++]);
    }
    for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
      sum += (int) WORD.get(buffer, at) & LOW;
    }
    while (at < end) {
      single(buffer[at++]);
    }
    sum = (sum & LOW) + (sum >>> 32);
  }

  private void single(byte next) {
    sum += (next & 0xffL) << (24 - 8 * phase);
    phase = (phase + 1) & 3;
  }

  void zeros(long length) {
    phase = (int) ((phase + length) & 3);
  }

  /** Appends what another sum is of; both of whole words. */
  void add(OnesComplementSum other) {
    sum += other.value();
  }

  /** Of all so far, as a number of 32 bits. */
  long value() {
    long folded = sum;
    while (folded > LOW) {
      folded = (folded & LOW) + (folded >>> 32);
    }
    return folded;
  }
}
