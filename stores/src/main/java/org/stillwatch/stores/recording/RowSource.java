package org.stillwatch.stores.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore;

/** The rows of a recording, from the store. */
record RowSource(ReadingStore store, Optional<Duration> every) {

  /** Rows later than {@code after} and not later than {@code upTo}. */
  Rows rows(List<ChannelId> channels, long after, long upTo) {
    return rows(channels, after, upTo, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * Rows later than {@code after} and not later than {@code upTo}.
   *
   * @param most readings that are taken into memory; with more there are no rows, where there is a
   *     row for each
   */
  Optional<Rows> rows(List<ChannelId> channels, long after, long upTo, int most) {
    var readings = new ArrayList<Reading>();
    if (every.isPresent()) {
      long step = every.get().toNanos();
      long from = RowBuilder.floor(after, step) + 1;
      long to = RowBuilder.floor(upTo, step) + 1;
      read(channels, from, to, readings::add);
      return Optional.of(RowBuilder.grid(channels, step, after, upTo, readings));
    }
    long[] more = {0};
    read(
        channels,
        after + 1,
        upTo + 1,
        reading -> {
          if (readings.size() < most) {
            readings.add(reading);
          } else {
            more[0]++;
          }
        });
    return more[0] > 0 ? Optional.empty() : Optional.of(RowBuilder.each(channels, readings));
  }

  private void read(List<ChannelId> channels, long from, long to, Consumer<Reading> sink) {
    if (to > from) {
      for (var channel : channels) {
        store.read(channel, RowBuilder.instant(from), RowBuilder.instant(to), sink);
      }
    }
  }
}
