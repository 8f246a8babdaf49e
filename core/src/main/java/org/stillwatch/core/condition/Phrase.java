package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.stillwatch.core.reading.ChannelId;

/** What an expression can say: a number or a truth. */
public sealed interface Phrase permits Expression, Condition {

  /** The canonical text; reading it gives this phrase again. */
  String text();

  /** The channels it asks about. */
  default Set<ChannelId> channels() {
    return Survey.of(this).channels();
  }

  /** The rules whose alarms it asks about. */
  default Set<String> alarms() {
    return Survey.of(this).alarms();
  }

  /** How far back it looks, by channel. */
  default Map<ChannelId, Duration> windows() {
    return Survey.of(this).windows();
  }
}
