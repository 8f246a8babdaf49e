package org.stillwatch.link.file;

import java.nio.ByteBuffer;

/** Finds the end of the next record. Stateless between calls but for what the head told it. */
public interface RecordCutter {

  /** The greatest number of bytes that {@link #next} ever needs to see to decide. */
  int window();

  /**
   * The length in bytes of the record that starts at {@code offset} of the file.
   *
   * @param bytes from that offset, position 0 to limit; at most {@link #window} bytes, fewer at the
   *     end of the file
   * @return 0 when the record is not complete yet. With a full window it must be positive: garbage
   *     is cut off as a record of its own.
   */
  int next(ByteBuffer bytes, long offset);
}
