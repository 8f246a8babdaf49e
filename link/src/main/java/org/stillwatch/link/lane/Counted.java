package org.stillwatch.link.lane;

import java.util.Arrays;

/** Collects a number of bytes. */
final class Counted implements FrameState.Wanting {

  private final byte[] bytes;
  private int count;

  Counted(int length) {
    this.bytes = new byte[length];
  }

  @Override
  public FrameState take(byte next) {
    bytes[count++] = next;
    return count == bytes.length ? new FrameState.Complete(bytes.clone()) : this;
  }

  @Override
  public byte[] soFar() {
    return Arrays.copyOf(bytes, count);
  }
}
