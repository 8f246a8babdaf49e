package org.stillwatch.instruments.logfile;

import java.util.function.ToIntFunction;
import org.stillwatch.link.file.LineFormat;
import org.stillwatch.link.file.RecordCutter;
import org.stillwatch.link.file.RecordFormat;

/**
 * Records that are lines, as {@link LineFormat} cuts them, with an identity of the family's own.
 *
 * @param identity how many bytes of a file's head are its identity, -1 while they are not there
 */
public record LineRecords(ToIntFunction<byte[]> identity) implements RecordFormat {

  private static final LineFormat LINES = new LineFormat();

  @Override
  public RecordCutter cutter(byte[] head) {
    return LINES.cutter(head);
  }

  @Override
  public int headBytes() {
    return LineFormat.LONGEST_BYTES;
  }

  @Override
  public int identityBytes(byte[] head) {
    return identity.applyAsInt(head);
  }
}
