package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** What a condition may ask: the newest readings, their recent past, and other alarms. */
public interface Facts {

  /** The time of the step: that of the rows, or of the clock. */
  Instant now();

  /** The newest reading of a channel; empty when none has been seen. */
  Optional<Reading> latest(ChannelId channel);

  /** Whether a channel has been silent for too long: its newest reading says nothing about now. */
  boolean stale(ChannelId channel);

  /**
   * The readings of a channel in a window that ends now, oldest first, measured and missing, and
   * before them the last reading before the window where it is still known.
   */
  List<Reading> window(ChannelId channel, Duration length);

  /** Whether the alarm of a rule is active; unknown when the rule cannot be judged. */
  Truth alarm(String rule);
}
