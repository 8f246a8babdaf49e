package org.stillwatch.core.notice;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the day in which less grave notices wait. They are not lost: they come when it ends.
 *
 * @param from by the wall clock of the station's zone
 * @param to after midnight when it is not later than {@code from}
 * @param upTo the gravest severity that waits
 * @param days the days on which it begins; empty: every day
 */
public record QuietHours(LocalTime from, LocalTime to, Severity upTo, Set<DayOfWeek> days) {

  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "quiet hours from " + from + " to " + to + " have no length; expected two times of day");
    }
    days = Set.copyOf(days);
  }

  /** When a notice that comes now may be told; empty: at once. */
  public Optional<Instant> heldUntil(Severity severity, Instant now, ZoneId zone) {
    if (severity.compareTo(upTo) > 0) {
      return Optional.empty();
    }
    var today = now.atZone(zone).toLocalDate();
    // one that began yesterday may still last
    for (var day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
      var begins = day.atTime(from).atZone(zone).toInstant();
      var ends = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone).toInstant();
      if ((days.isEmpty() || days.contains(day.getDayOfWeek()))
          && !now.isBefore(begins)
          && now.isBefore(ends)) {
        return Optional.of(ends);
      }
    }
    return Optional.empty();
  }
}
