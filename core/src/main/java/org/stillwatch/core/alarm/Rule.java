package org.stillwatch.core.alarm;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * What to watch, and what to tell at each side of it: either a pair of limits on one channel, or
 * any condition, which is high while it is true.
 *
 * @param channel that the limits are on; for a condition the channel that is shown with it
 * @param when the condition; empty for a pair of limits
 * @param during judged only while this is true; while it is false the rule is not in alarm
 * @param low what to do when the value goes below its limit, or the condition becomes false; its
 *     limit is that of {@code high} when absent
 * @param high what to do when the value goes above its limit, or the condition becomes true
 * @param initially the side to start from before the first value; {@code UNKNOWN}: the side
 *     opposite to the one that raises an alarm
 * @param hold the value must have been beyond the limit for as long
 * @param unknownAfter how long a channel may be without a value before that is told; empty: as long
 *     as it takes to become stale
 * @param latch its alarm stays, when it is over, until someone acknowledges it
 */
public record Rule(
    String name,
    ChannelId channel,
    Optional<Condition> when,
    Optional<Condition> during,
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
    if (when.isEmpty()
        && Stream.of(low, high).flatMap(Optional::stream).allMatch(e -> e.limit().isEmpty())) {
      throw new IllegalArgumentException("the rule '" + name + "' has no limit");
    }
  }

  /** A pair of limits on a channel, without anything else. */
  public static Rule limits(
      String name,
      ChannelId channel,
      Optional<Edge> low,
      Optional<Edge> high,
      Side initially,
      Duration hold) {
    return new Rule(
        name,
        channel,
        Optional.empty(),
        Optional.empty(),
        low,
        high,
        initially,
        hold,
        Optional.empty(),
        false);
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

  /** All channels that it depends on. */
  public Set<ChannelId> channels() {
    var all = new LinkedHashSet<ChannelId>();
    all.add(channel);
    when.ifPresent(condition -> all.addAll(condition.channels()));
    during.ifPresent(condition -> all.addAll(condition.channels()));
    return all;
  }

  /** Whether it must be judged by the clock, too. */
  boolean needsClock() {
    return Stream.of(when, during)
        .flatMap(Optional::stream)
        .anyMatch(condition -> condition.needsClock() || !condition.alarms().isEmpty());
  }

  /** What it asks, to tell whether that was changed. */
  String questionText() {
    var asked =
        when.map(Condition::text)
            .orElseGet(
                () ->
                    channel
                        + low.flatMap(Edge::limit).map(limit -> " below " + limit).orElse("")
                        + high.flatMap(Edge::limit).map(limit -> " above " + limit).orElse(""));
    return asked
        + during.map(condition -> " while " + condition.text()).orElse("")
        + " from "
        + start().word();
  }

  /** What it compares with, in this unit; empty when it does not fit. */
  public List<Double> limits(Unit unit) {
    return Stream.of(low, high)
        .flatMap(Optional::stream)
        .flatMap(edge -> edge.limit().stream())
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

  /** The words of being on a side: {@code above 29 degC}. */
  String words(Side side) {
    if (when.isPresent()) {
      var asked = when.get().text();
      return side == Side.LOW ? "no longer: " + asked : asked;
    }
    var limit =
        edge(side)
            .flatMap(Edge::limit)
            .or(() -> edge(side.opposite()).flatMap(Edge::limit))
            .map(Object::toString)
            .orElse("");
    return (side == Side.HIGH ? "above " : "below ") + limit;
  }
}
