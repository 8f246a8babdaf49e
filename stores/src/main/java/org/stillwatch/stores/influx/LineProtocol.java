package org.stillwatch.stores.influx;

import java.time.DateTimeException;
import java.time.Instant;
import org.stillwatch.core.reading.Reading;

/**
 * Writes readings as line protocol, the one text that InfluxDB 1, 2 and 3 all take: {@code
 * measurement,tag=value field=1.5 1782475200000000000}. Numbers are always floats, as short as they
 * read back the same; times are nanoseconds since 1970 and always given, so that a point that comes
 * twice is one point.
 *
 * <p>The rules of escaping: InfluxData, "Line protocol reference", special characters.
 */
final class LineProtocol {

  /** The field of a text that tells why there is no value. */
  static final String REASON = "reason";

  /** Servers take 64 KB; nobody reads more than this. */
  private static final int REASON_LENGTH = 1000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** InfluxDB keeps the very first and last values of 64 bits for itself (models/time.go). */
  private static final long FIRST_NANOS = Long.MIN_VALUE + 2;

  private static final long LAST_NANOS = Long.MAX_VALUE - 1;

  private LineProtocol() {}

  /** Measurement and tags, as they stand at the beginning of every line of the series. */
  private static String head(Series series) {
    var out = new StringBuilder();
    escaped(out, series.measurement(), ", ");
    series
        .tags()
        .forEach(
            (key, value) -> {
              escaped(out.append(','), key, ",= ");
              escaped(out.append('='), value, ",= ");
            });
    return out.toString();
  }

  /** All of a line that stands before the number and the time. */
  static String prefix(Series series) {
    var out = new StringBuilder(head(series)).append(' ');
    escaped(out, series.field(), ",= ");
    return out.append('=').toString();
  }

  /** A line that tells why there is no value, without its end. */
  static String reason(Series series, String reason, long nanos) {
    var out = new StringBuilder(head(series)).append(' ').append(REASON).append("=\"");
    reason
        .codePoints()
        .limit(REASON_LENGTH)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\');
              }
              out.appendCodePoint(c);
            });
    return out.append("\" ").append(nanos).toString();
  }

  private static void escaped(StringBuilder out, String text, String special) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  /**
   * The shortest decimals that read back as the same number: {@code 4}, {@code 0.0093}, {@code
   * 2.94E-6}. A plain number is a float to every server; a whole one would need an {@code i}.
   *
   * @param value finite
   */
  static String number(double value) {
    var text = Double.toString(value);
    if (text.endsWith(".0")) {
      return text.substring(0, text.length() - 2);
    }
    int point = text.indexOf(".0E");
    return point < 0 ? text : text.substring(0, point) + text.substring(point + 2);
  }

  /**
   * The time of a reading as the server keys it. Servers know no ordinal: of several readings of
   * one channel and instant, the next is one nanosecond later.
   *
   * @throws DateTimeException when no server could keep it
   */
  static long nanos(Reading reading) {
    try {
      Instant time = reading.time();
      long second = time.getEpochSecond();
      // below zero the seconds alone could overflow where the sum does not
      long nanos =
          second < 0
              ? Math.addExact(
                  Math.multiplyExact(second + 1, NANOS_PER_SECOND),
                  time.getNano() - NANOS_PER_SECOND)
              : Math.addExact(Math.multiplyExact(second, NANOS_PER_SECOND), time.getNano());
      nanos = Math.addExact(nanos, reading.ordinal());
      if (nanos >= FIRST_NANOS && nanos <= LAST_NANOS) {
        return nanos;
      }
    } catch (ArithmeticException tooFar) {
      // said below
    }
    throw new DateTimeException("its time is outside the years 1677 to 2262");
  }
}
