package org.stillwatch.instruments.logfile;

import java.nio.ByteBuffer;
import org.stillwatch.link.file.RecordCutter;
import org.stillwatch.link.file.RecordFormat;

/**
 * Text files: a record is a line with its line feed. A line of more than {@value #WINDOW} bytes is
 * no line of a log; it is cut into pieces of that size.
 */
public final class TextLines implements RecordFormat {

  /** The longest line, bytes; the longest seen in real logs are 1.3 kB. */
  public static final int WINDOW = 64 * 1024;

  private static final RecordCutter LINES =
      new RecordCutter() {
        @Override
        public int window() {
          return WINDOW;
        }

        @Override
        public int next(ByteBuffer bytes, long offset) {
          int limit = bytes.limit();
          for (int i = bytes.position(); i < limit; i++) {
            if (bytes.get(i) == '\n') {
              return i - bytes.position() + 1;
            }
          }
          return bytes.remaining() >= WINDOW ? WINDOW : 0;
        }
      };

  @Override
  public RecordCutter cutter(byte[] head) {
    return LINES;
  }

  @Override
  public int headBytes() {
    return WINDOW;
  }

  @Override
  public int identityBytes(byte[] head) {
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        return i + 1;
      }
    }
    return head.length >= WINDOW ? WINDOW : -1;
  }
}
