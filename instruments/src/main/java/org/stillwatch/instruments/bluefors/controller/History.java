package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Past;
import org.stillwatch.instruments.bluefors.controller.ControllerJson.Result;

/**
 * Reads a gap from the controller's history, a part at a time, in order of time. A part of which
 * the controller does not give all is asked again in halves.
 */
final class History {

  private static final Duration LONGEST_PART = Duration.ofHours(6);
  private static final Duration SHORTEST_PART = Duration.ofMinutes(1);

  /**
   * What a part brought.
   *
   * @param measurements in order of time
   * @param rest what is still to be read; empty when the gap is closed
   * @param failed why there was no answer; then the part is to be read again
   */
  record Part(
      List<Measurement> measurements,
      Optional<Gap> rest,
      Optional<String> failed,
      List<Unreadable> unreadable) {}

  private final ControllerHttp http;
  private Duration length = LONGEST_PART;

  History(ControllerHttp http) {
    this.http = http;
  }

  Part next(Gap gap, Collection<Integer> sensors, Instant now) {
    var end = gap.end(now);
    while (true) {
      var to = gap.from().plus(length);
      boolean last = !to.isBefore(now) || !to.isBefore(end);
      if (last) {
        to = end;
      }
      var unreadable = new ArrayList<Unreadable>();
      var found = new ArrayList<Measurement>();
      boolean tooMuch = false;
      for (int sensor : sensors) {
        switch (http.past(sensor, gap.from(), to)) {
          case Result.Failed<Past>(String why) -> {
            return new Part(List.of(), Optional.of(gap), Optional.of(why), List.of());
          }
          case Result.Bad<Past>(Unreadable why) -> unreadable.add(why);
          case Result.Read<Past>(Past past) -> {
            tooMuch |= past.overLimit();
            for (var measurement : past.measurements()) {
              if (gap.misses(measurement) && measurement.time().isBefore(to)) {
                found.add(measurement);
              }
            }
          }
        }
      }
      if (tooMuch && length.compareTo(SHORTEST_PART) > 0) {
        length = length.dividedBy(2);
        continue;
      }
      found.sort(Comparator.comparing(Measurement::time).thenComparingInt(Measurement::sensor));
      return new Part(
          found,
          last ? Optional.empty() : Optional.of(gap.readUpTo(to)),
          Optional.empty(),
          unreadable);
    }
  }
}
