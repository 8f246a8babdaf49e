package org.stillwatch.link.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Text in lines that end with a line feed; a carriage return before it stays in the record.
 *
 * <p>A line longer than {@link #LONGEST_BYTES} is cut into pieces of that length, each a record of
 * its own for the reader to complain about, so that a file without line feeds needs no more memory
 * than any other.
 */
public final class LineFormat implements RecordFormat {

  /** Far above any row of a known log (about 2 KiB), and what {@link #headBytes} reads anyway. */
  public static final int LONGEST_BYTES = 64 * 1024;

  private final Predicate<String> firstDataLine;
  private final int longest;

  /** The first line that is not blank tells one file from another. */
  public LineFormat() {
    this(line -> !line.isBlank());
  }

  /**
   * For files that all begin with the same header: the identity goes through the first line that
   * this test accepts, and nothing is handed out before that line is complete. When the first 64
   * KiB hold no such line they are the identity as a whole.
   *
   * @param firstDataLine is given lines as Latin-1 without their terminator
   */
  public LineFormat(Predicate<String> firstDataLine) {
    this(firstDataLine, LONGEST_BYTES);
  }

  LineFormat(Predicate<String> firstDataLine, int longest) {
    this.firstDataLine = firstDataLine;
    this.longest = longest;
  }

  @Override
  public RecordCutter cutter(byte[] head) {
    return new RecordCutter() {
      @Override
      public int window() {
        return longest;
      }

      @Override
      public int next(ByteBuffer bytes, long offset) {
        return lineLength(bytes);
      }
    };
  }

  private int lineLength(ByteBuffer bytes) {
    int most = Math.min(bytes.remaining(), longest);
    for (int i = 0; i < most; i++) {
      if (bytes.get(bytes.position() + i) == '\n') {
        return i + 1;
      }
    }
    return most == longest ? longest : 0;
  }

  @Override
  public int identityBytes(byte[] head) {
    int start = 0;
    while (start < head.length) {
      int length = lineLength(ByteBuffer.wrap(head, start, head.length - start));
      if (length == 0) {
        break;
      }
      var line = new String(head, start, length, StandardCharsets.ISO_8859_1);
      start += length;
      if (firstDataLine.test(withoutTerminator(line))) {
        return start;
      }
    }
    return head.length >= headBytes() ? head.length : -1;
  }

  private static String withoutTerminator(String line) {
    int end = line.length();
    if (line.endsWith("\n")) {
      end -= line.endsWith("\r\n") ? 2 : 1;
    }
    return line.substring(0, end);
  }
}
