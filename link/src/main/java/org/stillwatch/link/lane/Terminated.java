package org.stillwatch.link.lane;

import java.util.Arrays;

/** Collects bytes until the last of them are the terminator. */
final class Terminated implements FrameState.Wanting {

  private final byte[] terminator;
  private final int longest;
  private byte[] bytes = new byte[64];
  private int count;

  Terminated(byte[] terminator, int longest) {
    this.terminator = terminator;
    this.longest = longest;
  }

  @Override
  public FrameState take(byte next) {
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    bytes[count++] = next;
    if (ends()) {
      return new FrameState.Complete(Arrays.copyOf(bytes, count - terminator.length));
    }
    return count >= longest + terminator.length
        ? new FrameState.Broken(soFar(), "no end within " + longest + " bytes")
        : this;
  }

  private boolean ends() {
    return count >= terminator.length
        && Arrays.equals(bytes, count - terminator.length, count, terminator, 0, terminator.length);
  }

  @Override
  public byte[] soFar() {
    return Arrays.copyOf(bytes, count);
  }
}
