package org.stillwatch.link.lane;

import java.io.IOException;
import java.time.Duration;

/** An open port. Used by one thread at a time, but closed by any. */
public interface Connection extends AutoCloseable {

  /**
   * Sends all of it.
   *
   * @throws IOException when the connection is lost, its message being a clause for the user
   */
  void write(byte[] bytes) throws IOException;

  /**
   * Takes what has come, waiting for the first byte.
   *
   * @param atMost zero: only what is there already
   * @return how many bytes were put into the array from its beginning; 0 when none came in time
   * @throws IOException when the connection is lost, its message being a clause for the user
   */
  int read(byte[] into, Duration atMost) throws IOException;

  @Override
  void close();
}
