package org.stillwatch.instruments.xs400;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An XML stream of bounded size, whose tags and texts are of bounded length too: a parser holds
 * each of them in memory.
 */
final class BoundedInput extends FilterInputStream {

  /** A cell of a workbook holds at most 32767 characters. */
  private static final int LONGEST_PIECE = 1024 * 1024;

  private final long most;
  private long bytes;
  private int piece;

  BoundedInput(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    if (one >= 0) {
      count((byte) one);
    }
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    for (int i = 0; i < read; i++) {
      count(buffer[offset + i]);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(byte b) throws IOException {
    if (++bytes > most) {
      throw new IOException(
          "it unpacks to more than " + most / 1024 / 1024 + " MiB, which no log needs");
    }
    piece = b == '<' || b == '>' ? 0 : piece + 1;
    if (piece > LONGEST_PIECE) {
      throw new IOException("it holds a piece of more than 1 MiB, which no log needs");
    }
  }
}
