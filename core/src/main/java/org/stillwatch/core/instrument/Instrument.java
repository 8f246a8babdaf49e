package org.stillwatch.core.instrument;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;

/**
 * One device or data source. Called by one thread at a time.
 *
 * <p>An instrument never fails a turn for a bad row, an unplugged cable or a missing folder: it
 * reports a problem or a health and goes on.
 */
public interface Instrument extends AutoCloseable {

  /** The channels known so far; grows when the device shows more. */
  List<Channel> channels();

  /**
   * Where to go on: the cursor that was committed last, or nothing on the first run. Called once,
   * before the first turn.
   */
  void resume(Optional<String> cursor);

  /**
   * Takes what is new, in order. Returns soon (within about a second of work) and in bounded
   * memory; when there is more, {@link Turn#more} says so.
   *
   * @param now the wall clock
   */
  Turn turn(Instant now);

  /**
   * Past files of this instrument, read from their beginning by the same reader, for import and
   * replay. No paths: the instrument's own folder.
   *
   * @return empty when this instrument keeps no files
   */
  default Optional<Past> past(List<Path> paths) {
    return Optional.empty();
  }

  /** What may be commanded of it; empty when it is only read. */
  default Optional<Controls> controls() {
    return Optional.empty();
  }

  @Override
  void close();
}
