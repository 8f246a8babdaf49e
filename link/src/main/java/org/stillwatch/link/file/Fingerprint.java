package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Hashes that tell files, and places in files, from each other. */
final class Fingerprint {

  /** How many bytes before a position its tail hash covers. */
  static final int TAIL_BYTES = 64;

  private static final int FIRST_LOOK_BYTES = 4096;
  private static final int HASH_HEX_DIGITS = 16;

  /**
   * What a file is.
   *
   * @param hash of its first bytes
   * @param length how many bytes that is
   */
  record Identity(String hash, int length) {}

  private Fingerprint() {}

  /**
   * The identity that the format sees in the file. A head that is full and still shows no complete
   * record is the identity as a whole.
   *
   * @param finished nothing will be appended: what there is must do
   * @return empty while the first record is not complete
   */
  static Optional<Identity> identity(
      SeekableByteChannel channel, RecordFormat format, boolean finished) throws IOException {
    int most = format.headBytes();
    var head = read(channel, 0, Math.min(most, FIRST_LOOK_BYTES));
    int length = identityBytes(format, head);
    if (length < 0 && head.length == FIRST_LOOK_BYTES && most > FIRST_LOOK_BYTES) {
      head = read(channel, 0, most);
      length = identityBytes(format, head);
    }
    if (length < 0 && (head.length >= most || finished)) {
      length = head.length;
    }
    return length <= 0
        ? Optional.empty()
        : Optional.of(new Identity(hash(Arrays.copyOf(head, length)), length));
  }

  private static int identityBytes(RecordFormat format, byte[] head) {
    int length = head.length == 0 ? -1 : format.identityBytes(head);
    return length > head.length || length == 0 ? -1 : length;
  }

  /** The first 64 bits of the SHA-256 of the bytes, in hexadecimal. */
  static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
    }
  }

  /**
   * The tail hash of a position: FNV-1a of 64 bits over the bytes before it. It is made for each
   * record, so it must cost little; it guards against chance, not against malice.
   */
  static String tail(byte[] bytes, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }

  /** The tail hash at an offset of a file. */
  static String tail(SeekableByteChannel channel, long offset) throws IOException {
    int length = (int) Math.min(TAIL_BYTES, offset);
    var bytes = read(channel, offset - length, length);
    return tail(bytes, 0, bytes.length);
  }

  /** The bytes from an offset; fewer at the end of the file. */
  static byte[] read(SeekableByteChannel channel, long from, int length) throws IOException {
    long there = Math.max(0, channel.size() - from);
    var buffer = ByteBuffer.allocate((int) Math.min(length, there));
    channel.position(from);
    while (buffer.hasRemaining() && channel.read(buffer) > 0) {}
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
