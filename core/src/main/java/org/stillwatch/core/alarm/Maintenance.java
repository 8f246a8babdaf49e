package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;

/**
 * A time in which alarms of some channels are expected: they are watched and shown, not told. What
 * is still in alarm when it ends is told then.
 *
 * @param channels whose alarms are put aside, also those of their instruments' health
 * @param begins gives when it begins next
 * @param lasts how long
 */
public record Maintenance(
    List<ChannelPattern> channels, Schedule begins, Duration lasts, String why) {

  public Maintenance {
    channels = List.copyOf(channels);
    if (lasts.isNegative() || lasts.isZero()) {
      throw new IllegalArgumentException("a maintenance window must last a while, such as 4h");
    }
  }

  /** When the window that this instant lies in ends. */
  Optional<Instant> endOfWindow(Instant now) {
    return begins
        .next(now.minus(lasts))
        .filter(began -> !began.isAfter(now))
        .map(began -> began.plus(lasts))
        .filter(now::isBefore);
  }

  boolean covers(Optional<ChannelId> channel, Optional<String> instrument) {
    return channels.stream()
        .map(ChannelPattern::regex)
        .anyMatch(
            regex ->
                channel.filter(id -> regex.matcher(id.text()).matches()).isPresent()
                    || instrument.filter(id -> coversAll(regex, id)).isPresent());
  }

  /** Whether a pattern takes whatever channel an instrument may have: {@code fridge/**}. */
  private static boolean coversAll(Pattern regex, String instrument) {
    return regex.matcher(instrument + "/any").matches()
        || regex.matcher(instrument + "/any/any").matches();
  }
}
