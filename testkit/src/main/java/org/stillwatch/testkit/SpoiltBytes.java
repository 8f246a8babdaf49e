package org.stillwatch.testkit;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Replies as cables, converters and other programs spoil them: bytes flipped, lost, repeated,
 * inserted; replies cut, joined and swapped; pure noise; and now and then one that is whole. The
 * same seed gives the same replies.
 */
public final class SpoiltBytes {

  private final List<byte[]> good;
  private final Random random;

  /**
   * @param good replies that a device gives, terminator included
   */
  public SpoiltBytes(List<byte[]> good, long seed) {
    this.good = List.copyOf(good);
    this.random = new Random(seed);
  }

  /** The next reply; often spoilt more than once. */
  public byte[] next() {
    var bytes = any();
    for (int times = random.nextInt(3); times > 0; times--) {
      bytes = spoilt(bytes);
    }
    return bytes;
  }

  private byte[] any() {
    return good.get(random.nextInt(good.size()));
  }

  private byte[] spoilt(byte[] bytes) {
    if (bytes.length == 0) {
      return any();
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(10)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(bytes, at, (byte) random.nextInt(256));
      case 2 -> with(bytes, at, (byte) (' ' + random.nextInt(95)));
      case 3 -> joined(part(bytes, 0, at), part(bytes, at + 1, bytes.length));
      case 4 -> joined(part(bytes, 0, at), part(bytes, at == 0 ? 0 : at - 1, bytes.length));
      case 5 ->
          joined(
              joined(part(bytes, 0, at), new byte[] {(byte) random.nextInt(256)}),
              part(bytes, at, bytes.length));
      case 6 -> part(bytes, 0, at);
      case 7 -> joined(part(bytes, 0, at), any());
      case 8 -> joined(bytes, any());
      default -> noise();
    };
  }

  private byte[] noise() {
    var noise = new byte[random.nextInt(40)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    var copy = bytes.clone();
    copy[at] = value;
    return copy;
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    var part = new byte[to - from];
    System.arraycopy(bytes, from, part, 0, part.length);
    return part;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var all = new ByteArrayOutputStream(first.length + second.length);
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
