package org.stillwatch.web.xmlrpc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long calls took, counted in steps of an eighth of a power of two, so that a quantile is at
 * most 12.5 % too high. Takes no more memory however many are counted.
 */
public final class Latency {

  private static final int PARTS = 8;
  private static final int PART_BITS = 3;

  private final AtomicLongArray counts = new AtomicLongArray(64 * PARTS);

  /** Counts one. */
  public void add(long nanos) {
    counts.incrementAndGet(slot(Math.max(0, nanos)));
  }

  private static int slot(long nanos) {
    if (nanos < PARTS) {
      return (int) nanos;
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    int part = (int) (nanos >>> (power - PART_BITS)) & (PARTS - 1);
    return (power - PART_BITS + 1) * PARTS + part;
  }

  /** The greatest value of a slot, in nanoseconds. */
  private static long most(int slot) {
    if (slot < PARTS) {
      return slot;
    }
    int power = slot / PARTS + PART_BITS - 1;
    long part = slot % PARTS;
    return (1L << power) + ((part + 1) << (power - PART_BITS)) - 1;
  }

  public long count() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /**
   * Within which this part of the calls was answered.
   *
   * @param part from 0 to 1: 0.99
   * @return zero when none was counted
   */
  public Duration quantile(double part) {
    long rank = (long) Math.ceil(part * count());
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(most(i));
      }
    }
    return Duration.ZERO;
  }
}
