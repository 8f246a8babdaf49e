package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.alarm.Edge;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.station.BackTest.Firing;
import org.stillwatch.core.station.BackTest.Overlap;

/**
 * What became of one rule between two instants: when it was in alarm, and what it told.
 *
 * <p>An alarm that was there from the start, or before anyone watched, counts as time but is no
 * firing: nobody is told. What is told without being an alarm (an edge of severity info) is a
 * firing that is over at once.
 */
final class RuleHistory {

  /** A time in alarm; {@code end} not inclusive. */
  private record Span(Instant start, Instant end) {
    /** Also with what begins and ends at once. */
    boolean meets(Instant from, Instant to) {
      return from.isBefore(end) && (start.isBefore(to) || start.equals(from));
    }
  }

  private final Instant from;
  private final Instant to;
  private final List<Firing> firings = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private @Nullable Instant inAlarmSince;
  private boolean told;

  RuleHistory(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  void crossed(Rule rule, Side before, Side after, Notice notice, boolean silent) {
    var time = notice.time();
    boolean clears = rule.alarms(before);
    if (clears) {
      end(time);
    }
    if (rule.alarms(after)) {
      inAlarmSince = time.isBefore(from) ? from : time;
      told = !silent;
    }
    if (!silent && (rule.alarms(after) || !clears)) {
      firings.add(
          new Firing(
              time,
              rule.alarms(after) ? Optional.empty() : Optional.of(time),
              rule.edge(after).map(Edge::severity).orElse(notice.severity()),
              notice.title(),
              notice.about().map(Notice.About::value).orElse(OptionalDouble.empty())));
    }
  }

  private void end(Instant time) {
    if (inAlarmSince == null) {
      return;
    }
    if (time.isAfter(inAlarmSince)) {
      spans.add(new Span(inAlarmSince, time));
    }
    if (told) {
      var last = firings.removeLast();
      firings.add(
          new Firing(
              last.raised(), Optional.of(time), last.severity(), last.title(), last.value()));
    }
    inAlarmSince = null;
    told = false;
  }

  /** No more will come: what is still in alarm is so up to the end. */
  void close() {
    told = false;
    end(to);
  }

  List<Firing> firings() {
    return List.copyOf(firings);
  }

  Duration inAlarm() {
    return spans.stream()
        .map(span -> Duration.between(span.start, span.end))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The times at which another rule was in alarm as well; empty when there are none. */
  Optional<Overlap> overlap(String name, RuleHistory other) {
    var together = Duration.ZERO;
    int i = 0;
    int j = 0;
    while (i < spans.size() && j < other.spans.size()) {
      var one = spans.get(i);
      var two = other.spans.get(j);
      var start = one.start.isAfter(two.start) ? one.start : two.start;
      var end = one.end.isBefore(two.end) ? one.end : two.end;
      if (start.isBefore(end)) {
        together = together.plus(Duration.between(start, end));
      }
      if (one.end.isBefore(two.end)) {
        i++;
      } else {
        j++;
      }
    }
    int met = 0;
    j = 0;
    for (var firing : firings) {
      // both lists are in order: what ended before this firing meets no later one
      while (j < other.spans.size() && !other.spans.get(j).end.isAfter(firing.raised())) {
        j++;
      }
      if (j < other.spans.size()
          && other.spans.get(j).meets(firing.raised(), firing.cleared().orElse(to))) {
        met++;
      }
    }
    return met == 0 && together.isZero()
        ? Optional.empty()
        : Optional.of(new Overlap(name, met, together));
  }
}
