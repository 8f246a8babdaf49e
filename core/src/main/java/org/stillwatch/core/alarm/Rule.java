package org.stillwatch.core.alarm;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.reading.ChannelId;

/**
 * A pair of limits on one channel and what to tell at each.
 *
 * @param low what to do when the value goes below its limit; its limit is that of {@code high} when
 *     absent
 * @param initially the side to start from before the first value; {@code UNKNOWN}: the side
 *     opposite to the one that raises an alarm
 * @param hold the value must have been beyond the limit for as long
 * @param unknownAfter how long the channel may be without a value before that is told; empty: as
 *     long as it takes to become stale
 */
public record Rule(
    String name,
    ChannelId channel,
    Optional<Edge> low,
    Optional<Edge> high,
    Side initially,
    Duration hold,
    Optional<Duration> unknownAfter) {

  public Rule {
    if (low.isEmpty() && high.isEmpty()) {
      throw new IllegalArgumentException("the rule '" + name + "' has neither low nor high");
    }
  }

  public Optional<Edge> edge(Side side) {
    return switch (side) {
      case LOW -> low;
      case HIGH -> high;
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Whether being on this side is an alarm. */
  public boolean alarms(Side side) {
    return edge(side).map(Edge::raisesAlarm).orElse(false);
  }

  /** The side to start from. */
  public Side start() {
    if (initially != Side.UNKNOWN || alarms(Side.HIGH) == alarms(Side.LOW)) {
      return initially;
    }
    return alarms(Side.HIGH) ? Side.LOW : Side.HIGH;
  }
}
