package org.stillwatch.stores.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * The readings as they were known when a snapshot was taken: for a channel of the snapshot up to
 * the reading in it, so that rows that were late change nothing; else up to its time. A day back,
 * since the logs that are recorded begin anew each day.
 */
final class PastReadings {

  private static final List<Duration> BACK =
      List.of(Duration.ofMinutes(15), Duration.ofHours(2), Duration.ofDays(1));

  private final ReadingStore store;
  private final StoredSnapshot snapshot;
  private final Map<ChannelId, Channel> channels;

  PastReadings(ReadingStore store, StoredSnapshot snapshot) {
    this.store = store;
    this.snapshot = snapshot;
    this.channels =
        store.channels().stream().collect(Collectors.toMap(Channel::id, Function.identity()));
  }

  /** The newest readings, at most so many, in order of time. */
  List<Reading> last(ChannelId channel, int most) {
    var end = end(channel);
    var found = new ArrayList<Reading>();
    for (var back : BACK) {
      found.clear();
      store.read(channel, end.minus(back), end.plusNanos(1), found::add);
      if (found.size() >= most) {
        break;
      }
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
  }

  Optional<Reading> latest(ChannelId channel) {
    return last(channel, 1).stream().findFirst();
  }

  private Instant end(ChannelId channel) {
    return snapshot.readings().stream()
        .filter(reading -> reading.channel().equals(channel))
        .map(Reading::time)
        .findFirst()
        .orElse(snapshot.time());
  }

  /** The value in a unit; as it is when its channel has another dimension. */
  double in(Unit unit, Reading.Measured reading) {
    var channel = channels.get(reading.channel());
    return channel != null && channel.unit().convertsTo(unit)
        ? channel.unit().convert(reading.value(), unit)
        : reading.value();
  }

  boolean isKnown(ChannelId channel) {
    return channels.containsKey(channel);
  }
}
