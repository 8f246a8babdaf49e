package org.stillwatch.cos.detector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * A modified Julian date, UTC, in days. Leap seconds are not counted, as in the headers of the
 * files.
 *
 * @param days days since 1858-11-17T00:00:00Z
 */
public record Mjd(double days) implements Comparable<Mjd> {
  private static final double UNIX_EPOCH = 40587;
  private static final double MILLIS_OF_DAY = 86_400_000;

  public Mjd {
    if (!Double.isFinite(days)) {
      throw new IllegalArgumentException(days + " is no modified Julian date");
    }
  }

  public static Mjd of(Instant instant) {
    return new Mjd(UNIX_EPOCH + instant.toEpochMilli() / MILLIS_OF_DAY);
  }

  /** To the millisecond. */
  public Instant instant() {
    return Instant.ofEpochMilli(Math.round((days - UNIX_EPOCH) * MILLIS_OF_DAY));
  }

  /**
   * Reads {@code 57322.5}, {@code 2015-10-27} (its beginning) or {@code 2015-10-27T12:00:00}, with
   * or without {@code Z}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static Mjd parse(String text) {
    var trimmed = text.strip();
    try {
      if (trimmed.matches("[+-]?\\d+(\\.\\d*)?|[+-]?\\.\\d+")) {
        return new Mjd(Double.parseDouble(trimmed));
      }
      if (trimmed.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return of(LocalDate.parse(trimmed).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      var bare = trimmed.replace(' ', 'T').toUpperCase(Locale.ROOT);
      return of(
          bare.matches(".*(Z|[+-]\\d{2}:\\d{2})")
              ? OffsetDateTime.parse(bare).toInstant()
              : LocalDateTime.parse(bare).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no date; expected a modified Julian date as 57322.5, or a UTC date as"
              + " 2015-10-27 or 2015-10-27T12:00:00",
          e);
    }
  }

  @Override
  public int compareTo(Mjd other) {
    return Double.compare(days, other.days);
  }
}
