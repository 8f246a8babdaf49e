package org.stillwatch.formats.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Unpacks a gzip file (RFC 1952): all its members, one behind the other, each checked against its
 * CRC-32 and its length.
 */
public final class Gunzip {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final BitInput in;
  private final CRC32 headerCrc = new CRC32();

  private Gunzip(InputStream in) {
    this.in = new BitInput(in);
  }

  /**
   * Unpacks all of a stream.
   *
   * @param in packed bytes; read to its end, not closed
   * @param out takes what comes out; before an error it may have been given bytes already
   * @throws ZipException in one clause, when the stream is no gzip file, is damaged or is cut off
   * @throws IOException when it cannot be read
   */
  public static void unpack(InputStream in, ByteRuns out) throws IOException {
    var gunzip = new Gunzip(in);
    try {
      gunzip.members(out);
    } catch (ZipException e) {
      // what is wrong may be what was made up behind the end
      gunzip.in.requireReal();
      throw e;
    }
  }

  private void members(ByteRuns out) throws IOException {
    var window = new Window(out);
    var decoder = new DeflateDecoder(in, window);
    boolean first = true;
    do {
      header(first);
      decoder.decode();
      in.alignToByte();
      int crc = in.take(32);
      int length = in.take(32);
      in.requireReal();
      window.finish(crc, length);
      first = false;
    } while (!in.atEnd());
  }

  private void header(boolean first) throws IOException {
    headerCrc.reset();
    if (number(2) != MAGIC) {
      throw new ZipException(
          first
              ? "it does not begin as a gzip file does"
              : "behind the packed data, at byte " + in.used() + ", comes what is no gzip data");
    }
    if (number(1) != DEFLATE) {
      throw new ZipException("it is packed by a method that is not DEFLATE");
    }
    int flags = number(1);
    if ((flags & RESERVED) != 0) {
      throw new ZipException("its header has flags that do not exist");
    }
    number(4); // time
    number(2); // level, system
    if ((flags & EXTRA) != 0) {
      for (int left = number(2); left > 0; left--) {
        number(1);
      }
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    int crc = (int) headerCrc.getValue() & 0xffff;
    if ((flags & HEADER_CRC) != 0 && number(2) != crc) {
      throw new ZipException("its header does not have the CRC that it says");
    }
  }

  private void skipText() throws IOException {
    int next;
    do {
      next = number(1);
    } while (next != 0);
  }

  private int number(int bytes) throws IOException {
    int value = in.take(8 * bytes);
    for (int i = 0; i < bytes; i++) {
      headerCrc.update(value >>> (8 * i));
    }
    return value;
  }
}
