package org.stillwatch.core.alarm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * A pair of limits on one channel and what to tell at each.
 *
 * @param low what to do when the value goes below its limit; its limit is that of {@code high} when
 *     absent
 * @param initially the side to start from before the first value; {@code UNKNOWN}: the side
 *     opposite to the one that raises an alarm
 * @param hold the value must have been beyond the limit for as long
 * @param latch its alarm stays, when it is over, until someone acknowledges it
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
    Optional<Duration> unknownAfter,
    boolean latch) {

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

  /** What it asks, to tell whether that was changed. */
  String questionText() {
    return channel
        + low.map(edge -> " below " + edge.limit()).orElse("")
        + high.map(edge -> " above " + edge.limit()).orElse("")
        + " from "
        + start().word();
  }

  /** What it compares with, in this unit; empty when it does not fit. */
  public List<Double> limits(Unit unit) {
    return Stream.of(low, high)
        .flatMap(Optional::stream)
        .map(Edge::limit)
        .filter(limit -> limit.fits(unit))
        .map(limit -> limit.in(unit))
        .toList();
  }

  /** The side to start from. */
  public Side start() {
    if (initially != Side.UNKNOWN || alarms(Side.HIGH) == alarms(Side.LOW)) {
      return initially;
    }
    return alarms(Side.HIGH) ? Side.LOW : Side.HIGH;
  }
}
