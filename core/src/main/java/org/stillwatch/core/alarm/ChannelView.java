package org.stillwatch.core.alarm;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/** A channel as it is now. */
public record ChannelView(
    Channel channel,
    Optional<Reading> latest,
    Optional<Reading.Measured> lastMeasured,
    boolean stale,
    boolean unknown,
    Duration staleAfter) {
  static ChannelView of(ChannelWatch watch) {
    return new ChannelView(
        watch.channel(),
        watch.latest(),
        watch.lastMeasured(),
        watch.stale(),
        watch.unknown(),
        watch.staleAfter());
  }
}
