package org.stillwatch.core.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What ties each row of the journal to all before it: the hash of a row is SHA-256 (FIPS 180-4)
 * over the hash of the row before and what this row holds. So a row cannot be changed, taken out,
 * put in, moved or renumbered without all hashes after it becoming others.
 *
 * <p>The bytes are, integers big-endian: the 32 bytes of the hash before (zeros before the first
 * row); the number of the row (8); its time as seconds since 1970 (8) and nanoseconds within the
 * second (4); then kind, subject and text, each as its length in bytes (4) and its UTF-8. The
 * lengths keep texts from flowing into one another.
 */
public final class JournalChain {

  /** What the first row is chained to. */
  public static final String BEGINNING = "0".repeat(64);

  private static final int HASH_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  private JournalChain() {}

  /**
   * The hash of a row.
   *
   * @param previous of the row before
   */
  public static String hash(String previous, long number, JournalEntry entry) {
    var time = entry.time();
    var kind = entry.kind().getBytes(StandardCharsets.UTF_8);
    var subject = entry.subject().getBytes(StandardCharsets.UTF_8);
    var text = entry.text().getBytes(StandardCharsets.UTF_8);
    var bytes =
        ByteBuffer.allocate(
            HASH_BYTES
                + 2 * Long.BYTES
                + 4 * Integer.BYTES
                + kind.length
                + subject.length
                + text.length);
    bytes.put(HEX.parseHex(previous)).putLong(number);
    bytes.putLong(time.getEpochSecond()).putInt(time.getNano());
    for (var part : new byte[][] {kind, subject, text}) {
      bytes.putInt(part.length).put(part);
    }
    return HEX.formatHex(sha256().digest(bytes.array()));
  }

  /** The row that follows another. */
  public static JournalRow row(String previous, long number, JournalEntry entry) {
    return new JournalRow(number, entry, hash(previous, number, entry));
  }

  /** Whether a text can be a hash at all. */
  public static boolean isHash(String text) {
    return text.length() == BEGINNING.length()
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 'g');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
