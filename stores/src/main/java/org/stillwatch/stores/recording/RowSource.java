package org.stillwatch.stores.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore;

/** The rows of a recording, from the store. */
record RowSource(ReadingStore store, Optional<Duration> every) {

  /** Rows later than {@code after} and not later than {@code upTo}. */
  Rows rows(List<ChannelId> channels, long after, long upTo) {
    var readings = new ArrayList<Reading>();
    if (every.isPresent()) {
      long step = every.get().toNanos();
      long from = RowBuilder.floor(after, step) + 1;
      long to = RowBuilder.floor(upTo, step) + 1;
      read(channels, from, to, readings);
      return RowBuilder.grid(channels, step, after, upTo, readings);
    }
    read(channels, after + 1, upTo + 1, readings);
    return RowBuilder.each(channels, readings);
  }

  private void read(List<ChannelId> channels, long from, long to, List<Reading> readings) {
    if (to > from && !channels.isEmpty()) {
      for (var channel : channels) {
        store.read(channel, RowBuilder.instant(from), RowBuilder.instant(to), readings::add);
      }
    }
  }
}
