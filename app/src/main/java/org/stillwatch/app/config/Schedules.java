package org.stillwatch.app.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.alarm.Schedule;

/**
 * Schedules as people write them: {@code second Tuesday 12:00}, {@code every day 08:00}, {@code
 * every Monday 09:30}, or a cron expression with seconds in Quartz form ({@code 0 0 12 ? * TUE#2}).
 *
 * <p>Times are wall-clock times of the station's zone. A time in the hour that daylight saving
 * leaves out comes right after the gap, once; a time in the hour that it repeats comes at its first
 * pass.
 */
public final class Schedules {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(first|second|third|fourth|last|every)\\s+)?"
              + "(monday|tuesday|wednesday|thursday|friday|saturday|sunday|day)s?"
              + "\\s+(?:at\\s+)?(\\d{1,2}):(\\d{2})");
  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");
  private static final int MONTHS_AHEAD = 14;

  private Schedules() {}

  /**
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static Schedule parse(String text, ZoneId zone) {
    var words = WORDS.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (words.matches()) {
      int hour = Integer.parseInt(words.group(3));
      int minute = Integer.parseInt(words.group(4));
      if (hour > 23 || minute > 59) {
        throw new IllegalArgumentException(
            "'" + text + "' has no such time of day; expected 00:00 to 23:59");
      }
      return days(
          words.group(1) == null ? "every" : words.group(1),
          words.group(2),
          LocalTime.of(hour, minute),
          zone);
    }
    if (text.strip().split("\\s+").length >= 6) {
      return cron(text, zone);
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no schedule; expected words such as 'second Tuesday 12:00' or 'every day"
            + " 08:00', or cron with seconds such as '0 0 12 ? * TUE#2'");
  }

  private static Schedule days(String which, String day, LocalTime time, ZoneId zone) {
    return after -> {
      var start = after.atZone(zone).toLocalDate();
      if (day.equals("day") || which.equals("every")) {
        return start
            .datesUntil(start.plusDays(9))
            .filter(
                date ->
                    day.equals("day")
                        || date.getDayOfWeek() == DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
            .map(date -> date.atTime(time).atZone(zone).toInstant())
            .filter(at -> at.isAfter(after))
            .findFirst();
      }
      var weekday = DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT));
      var adjuster =
          which.equals("last")
              ? TemporalAdjusters.lastInMonth(weekday)
              : TemporalAdjusters.dayOfWeekInMonth(ORDINALS.indexOf(which) + 1, weekday);
      for (int month = 0; month < MONTHS_AHEAD; month++) {
        LocalDate date = start.withDayOfMonth(1).plusMonths(month).with(adjuster);
        var at = date.atTime(time).atZone(zone).toInstant();
        if (at.isAfter(after)) {
          return Optional.of(at);
        }
      }
      return Optional.empty();
    };
  }

  private static Schedule cron(String text, ZoneId zone) {
    try {
      var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ);
      var times = ExecutionTime.forCron(new CronParser(definition).parse(text).validate());
      return after -> next(times, after, zone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no cron expression in Quartz form (second minute hour day month weekday): "
              + e.getMessage(),
          e);
    }
  }

  /** Counts in wall-clock time, so that a time in the daylight-saving gap is not lost. */
  private static Optional<Instant> next(ExecutionTime times, Instant after, ZoneId zone) {
    // the same wall-clock time as if the zone had no daylight saving; an hour earlier is enough to
    // come back into a gap or a repeated hour
    var wall = after.atZone(zone).toLocalDateTime().minusHours(1).atZone(ZoneOffset.UTC);
    for (int tries = 0; tries < 10_000; tries++) {
      var next = times.nextExecution(wall);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      wall = next.get();
      var at = wall.toLocalDateTime().atZone(zone).toInstant();
      if (at.isAfter(after)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
