package org.stillwatch.formats.inflate;

/**
 * Takes the bytes of a stream in their order. Bytes that it cannot use are its own unchecked
 * exception, which ends the stream.
 */
public interface ByteRuns {

  /** Takes everything and keeps nothing. */
  ByteRuns IGNORED =
      new ByteRuns() {
        @Override
        public void bytes(byte[] buffer, int offset, int length) {}

        @Override
        public void zeros(long length) {}
      };

  /**
   * The next bytes of the stream. The buffer is the giver's: its content changes after the call.
   */
  void bytes(byte[] buffer, int offset, int length);

  /** The next {@code length} bytes of the stream are zeros. */
  void zeros(long length);
}
