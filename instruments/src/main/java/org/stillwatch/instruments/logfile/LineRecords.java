package org.stillwatch.instruments.logfile;

import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.stillwatch.link.file.RecordCutter;
import org.stillwatch.link.file.RecordFormat;

/**
 * Records that are lines, each ended by a line feed; a line of more than 64 KiB is cut in pieces.
 *
 * @param identity how many bytes of a file's head are its identity, -1 while they are not there
 */
public record LineRecords(ToIntFunction<byte[]> identity) implements RecordFormat {

  private static final int WINDOW = 64 * 1024;

  @Override
  public RecordCutter cutter(byte[] head) {
    return new Cutter();
  }

  @Override
  public int headBytes() {
    return WINDOW;
  }

  @Override
  public int identityBytes(byte[] head) {
    return identity.applyAsInt(head);
  }

  private record Cutter() implements RecordCutter {
    @Override
    public int window() {
      return WINDOW;
    }

    @Override
    public int next(ByteBuffer bytes, long offset) {
      int end = Math.min(bytes.limit(), WINDOW);
      for (int i = bytes.position(); i < end; i++) {
        if (bytes.get(i) == '\n') {
          return i + 1 - bytes.position();
        }
      }
      return bytes.remaining() >= WINDOW ? WINDOW : 0;
    }
  }
}
