package org.stillwatch.stores.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelPattern;

/**
 * What is recorded, and where.
 *
 * @param name the first part of the names of its files
 * @param every one row for each such stretch, on a grid that begins in 1970 (UTC); empty: one row
 *     for each time at which one of the channels has a reading
 * @param rotate how long a file goes on, on such a grid, too
 * @param swmr whether the file stays open, so that others follow it in HDF5's SWMR mode
 * @param station its name, for the file; likewise {@code zone} and {@code software}
 */
public record RecordingSettings(
    String name,
    List<ChannelPattern> channels,
    Path folder,
    Optional<Duration> every,
    Duration rotate,
    boolean swmr,
    String station,
    ZoneId zone,
    String software) {

  public RecordingSettings {
    channels = List.copyOf(channels);
    if (every.filter(length -> !length.isPositive()).isPresent() || !rotate.isPositive()) {
      throw new IllegalArgumentException(
          "a recording needs a length of more than nothing for 'every' and 'rotate'");
    }
  }
}
