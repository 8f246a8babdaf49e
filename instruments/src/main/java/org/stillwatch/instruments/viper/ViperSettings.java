package org.stillwatch.instruments.viper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Keys of {@code kind: viper-hdf5}.
 *
 * @param file that VIPER wrote
 * @param runStarts when each of its runs without a date began, in the station's zone, in order
 * @param end {@code modified}: the last run ended when the file was changed last
 * @param every from one row to the next, 5 s unless given
 */
public record ViperSettings(
    Path file, List<LocalDateTime> runStarts, Optional<End> end, Optional<Duration> every) {

  /** What is known of the end of the last run. */
  public enum End {
    MODIFIED
  }

  public ViperSettings {
    runStarts = List.copyOf(runStarts);
  }
}
