package org.stillwatch.instruments.leiden;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.InstantClock;
import org.stillwatch.instruments.logfile.LogText;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FileRecord;

/** Reads the rows of one {@code LogAVS} or {@code WarmUp} file. */
final class ThermometerReader implements RowReader {

  /** From 1904-01-01 to 1970-01-01, both UTC: 66 years of which 17 are leap years. */
  private static final long SECONDS_1904_TO_1970 = (66L * 365 + 17) * 86_400;

  /** No two clocks of one room are further apart, whatever their zones. */
  private static final Duration MOST_APART = Duration.ofHours(26);

  private final LeidenHead head;
  private final ThermometerColumns columns;
  private final ZoneId zone;
  private final int firstOrdinal;
  private final InstantClock clock;

  /**
   * @param firstOrdinal of an instant's rows in this file
   */
  ThermometerReader(
      LeidenHead head, ThermometerColumns columns, ZoneId zone, int firstOrdinal, String memory) {
    this.head = head;
    this.columns = columns;
    this.zone = zone;
    this.firstOrdinal = firstOrdinal;
    this.clock = new InstantClock(InstantClock.Memory.decode(memory));
  }

  @Override
  public List<Channel> channels() {
    return columns.columns().stream().map(ThermometerColumns.Column::channel).toList();
  }

  @Override
  public Row read(FileRecord record) {
    var line = LogText.line(record.bytes());
    var fields = LeidenHead.fields(line);
    var date = LeidenHead.date(fields.getFirst());
    if (date.isEmpty()) {
      return head.isHeaderLine(line, record.offset())
          ? new Row.Nothing(clock.memory())
          : unreadable(
              LogText.quote(fields.getFirst())
                  + " is no date; expected one like 2021-02-26 09:58:05");
    }
    if (fields.size() < ThermometerColumns.FIELDS
        || fields.subList(ThermometerColumns.FIELDS, fields.size()).stream()
            .anyMatch(f -> !f.isEmpty())) {
      return unreadable(
          fields.size() + " fields; expected " + ThermometerColumns.FIELDS + " between tabs");
    }
    var instant = instant(fields.get(1));
    if (instant.isEmpty()) {
      return unreadable(
          LogText.quote(fields.get(1)) + " is no time; expected seconds since 1904 in Date2");
    }
    var local = LocalDateTime.ofInstant(instant.get(), zone);
    if (Duration.between(date.get(), local).abs().compareTo(MOST_APART) > 0) {
      return unreadable(
          "Date1 is %s and Date2 is %s; expected them to agree within a day"
              .formatted(date.get(), local));
    }
    var stamp = clock.stamp(instant.get());
    var readings = new ArrayList<Reading>(columns.columns().size());
    for (var column : columns.columns()) {
      readings.add(
          reading(
              column, fields.get(column.index()), stamp.time(), firstOrdinal + stamp.ordinal()));
    }
    return new Row.Values(stamp.time(), readings, clock.memory());
  }

  private Row unreadable(String why) {
    return new Row.Unreadable(why, clock.memory());
  }

  /** To the millisecond; the files have tenths of a second. */
  private static Optional<Instant> instant(String secondsSince1904) {
    var number = LogText.number(secondsSince1904);
    // 1935 to 5072; also keeps exponents small enough for exact arithmetic
    if (number.isEmpty() || !(number.getAsDouble() > 1e9 && number.getAsDouble() < 1e11)) {
      return Optional.empty();
    }
    var millis =
        new BigDecimal(secondsSince1904)
            .subtract(BigDecimal.valueOf(SECONDS_1904_TO_1970))
            .movePointRight(3)
            .setScale(0, RoundingMode.HALF_UP);
    return Optional.of(Instant.ofEpochMilli(millis.longValueExact()));
  }

  private static Reading reading(
      ThermometerColumns.Column column, String field, Instant time, int ordinal) {
    var id = column.channel().id();
    var number = LogText.number(field);
    if (number.isEmpty()) {
      return Reading.missing(
          id,
          time,
          ordinal,
          field.isEmpty() ? "empty field" : LogText.quote(field) + " is no number");
    }
    double value = number.getAsDouble();
    if (!Double.isFinite(value)) {
      return Reading.missing(id, time, ordinal, field);
    }
    var sort = column.sort();
    if (sort == ThermometerColumns.Sort.CURRENT) {
      return Reading.measured(id, time, ordinal, value);
    }
    if (value == 0) {
      return Reading.missing(id, time, ordinal, "0, not measured");
    }
    if (sort == ThermometerColumns.Sort.TEMPERATURE) {
      return value < 0
          ? Reading.missing(id, time, ordinal, field + " mK is no temperature")
          : new Reading.Measured(id, time, ordinal, kelvin(field, value), column.quality());
    }
    // the bridge's noise around a short circuit may read below zero
    return new Reading.Measured(
        id, time, ordinal, value, value < 0 ? Quality.SUSPECT : column.quality());
  }

  /** Shifts the decimal point, so that 3.610354E+3 mK is exactly 3.610354 K. */
  private static double kelvin(String field, double millikelvin) {
    return millikelvin < 1e-300
        ? millikelvin / 1000
        : new BigDecimal(field).movePointLeft(3).doubleValue();
  }
}
