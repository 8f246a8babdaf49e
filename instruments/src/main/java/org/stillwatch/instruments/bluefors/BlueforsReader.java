package org.stillwatch.instruments.bluefors;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.FileRecord;

/**
 * Reads one log file of either build of the control software: {@code DD-MM-YY,HH:MM:SS,} and the
 * fields of its sort, maybe with a blank before the date, {@code E+2} or {@code e+02}.
 */
final class BlueforsReader implements RowReader {

  private static final String DATE = "a date DD-MM-YY";
  private static final String TIME = "a time HH:MM:SS";

  private final RowFields rows;
  private final LocalClock clock;
  private final Fields fields = new Fields();
  private byte[] lastDate = {};
  private @Nullable LocalDate date;
  private int usualFields;
  private int usualLength;

  BlueforsReader(RowFields rows, LocalClock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Row read(FileRecord record) {
    var bytes = record.bytes();
    try {
      fields.split(bytes);
      if (fields.count() == 0) {
        return new Row.Nothing(clock.memory());
      }
      if (fields.count() < RowFields.FIRST) {
        throw new BadField(fields.shown(0) + " is no row; expected date, time and values");
      }
      var wall = LocalDateTime.of(date(), time());
      if (bytes[bytes.length - 1] != '\n') {
        checkOpenEnd();
      }
      var stamp = clock.stamp(wall);
      var readings = readings(stamp.time(), stamp.ordinal());
      usualFields = fields.count();
      usualLength = fields.length(usualFields - 1);
      return new Row.Values(stamp.time(), readings, clock.memory());
    } catch (BadField e) {
      return new Row.Unreadable(e.why(), clock.memory());
    }
  }

  private List<Reading> readings(Instant time, int ordinal) throws BadField {
    return rows.read(fields, time, ordinal);
  }

  private LocalDate date() throws BadField {
    var known = date;
    if (known != null && fields.is(0, lastDate)) {
      return known;
    }
    if (fields.length(0) == 8 && fields.at(0, 2) == '-' && fields.at(0, 5) == '-') {
      int day = two(0, 0);
      int month = two(0, 3);
      int year = two(0, 6);
      if (day > 0 && month > 0 && month <= 12 && year >= 0) {
        try {
          var read = LocalDate.of(2000 + year, month, day);
          date = read;
          lastDate = fields.copy(0);
          return read;
        } catch (DateTimeException e) {
          throw new BadField(fields.shown(0) + " is no day of the calendar; expected " + DATE);
        }
      }
    }
    throw new BadField(fields.shown(0) + " is no date; expected " + DATE);
  }

  private LocalTime time() throws BadField {
    if (fields.length(1) == 8 && fields.at(1, 2) == ':' && fields.at(1, 5) == ':') {
      int hour = two(1, 0);
      int minute = two(1, 3);
      int second = two(1, 6);
      if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60) {
        return LocalTime.of(hour, minute, second);
      }
    }
    throw new BadField(fields.shown(1) + " is no time; expected " + TIME);
  }

  /** Two digits as a number, -1 when they are none. */
  private int two(int field, int index) {
    int tens = fields.at(field, index) - '0';
    int ones = fields.at(field, index + 1) - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
  }

  /**
   * The last line of a past file may lack its line feed. It is taken when it is as long as the line
   * before: of {@code 2.938663e+02} that was cut off, {@code 2.938663e+0} would be another value.
   */
  private void checkOpenEnd() throws BadField {
    int count = fields.count();
    if (count < usualFields || (count == usualFields && fields.length(count - 1) < usualLength)) {
      throw new BadField(
          "the last line is cut off after " + fields.shown(count - 1) + "; expected a line feed");
    }
  }

  @Override
  public List<Channel> channels() {
    return rows.channels();
  }
}
