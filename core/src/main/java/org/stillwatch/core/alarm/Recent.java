package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** The recent past of the channels that a condition looks back at, and no more. */
final class Recent {

  private static final int SPARE = 1024;

  private final Map<ChannelId, Duration> lengths;
  private final Map<ChannelId, Kept> kept = new HashMap<>();

  /** Oldest first, from {@code start} on. */
  private static final class Kept {
    private final List<Reading> readings = new ArrayList<>();
    private int start;
  }

  Recent(Map<ChannelId, Duration> lengths) {
    this.lengths = new HashMap<>(lengths);
  }

  /** Keeps these channels at least so far back from now on. */
  void also(Map<ChannelId, Duration> more) {
    more.forEach((id, length) -> lengths.merge(id, length, (a, b) -> a.compareTo(b) > 0 ? a : b));
  }

  /** How far back each channel is kept. */
  Map<ChannelId, Duration> lengths() {
    return Map.copyOf(lengths);
  }

  /** Takes a reading that is not older than the last one. */
  void take(Reading reading) {
    var length = lengths.get(reading.channel());
    if (length == null) {
      return;
    }
    var own = kept.computeIfAbsent(reading.channel(), id -> new Kept());
    own.readings.add(reading);
    var from = reading.time().minus(length);
    // the last one before the window tells what held at its beginning
    while (own.start + 1 < own.readings.size()
        && !own.readings.get(own.start + 1).time().isAfter(from)) {
      own.start++;
    }
    if (own.start > SPARE && own.start > own.readings.size() / 2) {
      own.readings.subList(0, own.start).clear();
      own.start = 0;
    }
  }

  /** Forgets all, since what comes now may be stamped with earlier times. */
  void clear() {
    kept.clear();
  }

  /** The readings of a window that ends now, and the last one before it. */
  List<Reading> window(ChannelId channel, Duration length, Instant now) {
    var own = kept.get(channel);
    if (own == null) {
      return List.of();
    }
    var from = now.minus(length);
    int low = own.start;
    int high = own.readings.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (own.readings.get(middle).time().isAfter(from)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return own.readings.subList(Math.max(own.start, low - 1), own.readings.size());
  }
}
