package org.stillwatch.app.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Points in time as people write them on the command line. */
public final class Times {

  private static final DateTimeFormatter WALL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[' ']['T']HH:mm[:ss]")
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT);

  private Times() {}

  /**
   * RFC 3339, {@code 2026-06-26 15:52} or {@code 2026-06-26} in the zone, or so long ago: {@code
   * -2h}.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static Instant parse(String text, ZoneId zone, Instant now) {
    var stripped = text.strip();
    if (stripped.equals("now")) {
      return now;
    }
    if (stripped.startsWith("-")) {
      return now.minus(Durations.parse(stripped.substring(1)));
    }
    try {
      return OffsetDateTime.parse(stripped.replace(' ', 'T')).toInstant();
    } catch (DateTimeParseException withoutOffset) {
      try {
        return LocalDateTime.parse(stripped, WALL).atZone(zone).toInstant();
      } catch (DateTimeParseException withoutTime) {
        try {
          return LocalDate.parse(stripped).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException e) {
          throw new IllegalArgumentException(
              "'" + text + "' is no time; expected 2026-06-26T15:52:00Z, '2026-06-26 15:52' or -2h",
              e);
        }
      }
    }
  }
}
