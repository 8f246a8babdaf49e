package org.stillwatch.stores.records;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;

/**
 * What is recorded, and where.
 *
 * @param folder of the files
 * @param make whether the folder is made at the start; one that is not may be a share that is not
 *     there now
 * @param zone in which times are written, and in which a year begins
 * @param instrument each snapshot with a channel of it is a row
 * @param channels what is read from elsewhere than from the usual channels of the instrument
 */
public record RecordSettings(
    Path folder, boolean make, ZoneId zone, String instrument, Map<Source, ChannelId> channels) {

  public RecordSettings {
    channels = Map.copyOf(channels);
  }

  /** Where a source is read; empty when it is not recorded. */
  public Optional<ChannelId> channel(Source source) {
    return Optional.ofNullable(channels.get(source))
        .or(() -> source.usualName().map(name -> ChannelId.of(instrument, name)));
  }
}
