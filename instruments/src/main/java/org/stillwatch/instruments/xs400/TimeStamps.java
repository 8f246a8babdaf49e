package org.stillwatch.instruments.xs400;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.instruments.logfile.LogText;

/**
 * Reads time stamps, which are local wall time. The format of the original is not known for sure;
 * tried in this order: the configured format, {@code yyyy-M-d H:mm[:ss[.SSS]]} (with {@code T}
 * too), {@code yyyy/M/d H:mm[:ss]}, {@code yyyy.M.d H:mm[:ss]}, {@code M/d/yyyy h:mm[:ss] AM},
 * {@code M/d/yyyy H:mm[:ss]}, {@code d.M.yyyy H:mm[:ss]}; a number is a spreadsheet's serial
 * number, days since 1899-12-30.
 */
final class TimeStamps {

  private static final List<DateTimeFormatter> TRIED =
      List.of(
          format("yyyy-M-d['T'][' ']", "H", ""),
          format("yyyy/M/d ", "H", ""),
          format("yyyy.M.d ", "H", ""),
          format("M/d/yyyy ", "h", " a"),
          format("M/d/yyyy ", "H", ""),
          format("d.M.yyyy ", "H", ""));

  private static final LocalDateTime SERIAL_BASE = LocalDateTime.of(1899, 12, 30, 0, 0);
  private static final double MILLIS_OF_DAY = 86_400_000.0;

  /** Serial numbers of 1954 and 2119: other numbers are no times of a log. */
  private static final double FIRST_SERIAL = 20_000;

  private static final double LAST_SERIAL = 80_000;

  private final List<DateTimeFormatter> formats;

  /**
   * @param configured a pattern of {@link DateTimeFormatter}, tried first
   * @throws IllegalArgumentException with one sentence when it is no pattern of a date and a time
   */
  TimeStamps(Optional<String> configured) {
    var all = new ArrayList<DateTimeFormatter>();
    configured.ifPresent(pattern -> all.add(configured(pattern)));
    all.addAll(TRIED);
    this.formats = List.copyOf(all);
  }

  private static DateTimeFormatter configured(String pattern) {
    try {
      var format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      var sample = LocalDateTime.of(2026, 6, 26, 15, 55, 2);
      LocalDateTime.parse(format.format(sample), format);
      return format;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "time-format '"
              + pattern
              + "' is no pattern of a date and a time; expected one such as yyyy/M/d H:mm:ss",
          e);
    }
  }

  /**
   * @param before of the time: date and what divides it from the hour
   * @param hour with or without half of day
   */
  private static DateTimeFormatter format(String before, String hour, String after) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(before + hour + ":mm")
        .optionalStart()
        .appendPattern(":ss")
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .optionalEnd()
        .optionalEnd()
        .appendPattern(after)
        .toFormatter(Locale.ENGLISH);
  }

  /** The time in a cell; empty when it holds none. */
  Optional<LocalDateTime> parse(SheetReader.Cell cell) {
    if (cell.sort() == SheetReader.Sort.ERROR) {
      return Optional.empty();
    }
    var number = LogText.number(cell.text());
    if (number.isPresent()) {
      double days = number.getAsDouble();
      return days >= FIRST_SERIAL && days < LAST_SERIAL
          ? Optional.of(SERIAL_BASE.plus(Duration.ofMillis(Math.round(days * MILLIS_OF_DAY))))
          : Optional.empty();
    }
    return formats.stream().flatMap(f -> parse(f, cell.text()).stream()).findFirst();
  }

  private static Optional<LocalDateTime> parse(DateTimeFormatter format, String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, format));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
