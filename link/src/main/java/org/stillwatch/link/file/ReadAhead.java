package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file around the place where it is being read: the tail before the place, and as
 * much after it as a cutter needs to see. One buffer serves one file after the other; it grows to
 * the greatest window and never with the size of a file.
 */
final class ReadAhead {

  private static final int CHUNK_BYTES = 64 * 1024;

  private byte[] bytes = new byte[1024];
  private int place;
  private int end;
  private boolean atEnd;
  private @Nullable SeekableByteChannel channel;

  /** Goes to a place of a file. */
  void begin(SeekableByteChannel source, long offset) throws IOException {
    channel = source;
    place = (int) Math.min(Fingerprint.TAIL_BYTES, offset);
    end = 0;
    atEnd = false;
    source.position(offset - place);
    fill(source, place);
    if (end < place) {
      throw new IOException("the file became shorter while it was being read");
    }
  }

  /** Up to {@code window} bytes from the place; fewer only at the end of the file. */
  ByteBuffer ahead(int window) throws IOException {
    if (end - place < window && !atEnd && channel != null) {
      fill(channel, window);
    }
    return ByteBuffer.wrap(bytes, place, Math.min(window, end - place)).slice();
  }

  /** The next bytes as an array of their own; the place moves behind them. */
  byte[] take(int length) {
    var taken = Arrays.copyOfRange(bytes, place, place + length);
    place += length;
    return taken;
  }

  /** The tail hash of the place. */
  String tail() {
    return Fingerprint.tail(bytes, Math.max(0, place - Fingerprint.TAIL_BYTES), place);
  }

  private void fill(SeekableByteChannel source, int wanted) throws IOException {
    int kept = Math.min(place, Fingerprint.TAIL_BYTES);
    System.arraycopy(bytes, place - kept, bytes, 0, end - place + kept);
    end -= place - kept;
    place = kept;
    long left = Math.max(0, source.size() - source.position());
    int room = (int) Math.min(end + left + 1, (long) kept + wanted + CHUNK_BYTES);
    if (room > bytes.length) {
      bytes = Arrays.copyOf(bytes, room);
    }
    while (end < bytes.length) {
      int count = source.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
      if (count <= 0) {
        atEnd = true;
        return;
      }
      end += count;
    }
  }
}
