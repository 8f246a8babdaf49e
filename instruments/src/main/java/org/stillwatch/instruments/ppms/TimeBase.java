package org.stillwatch.instruments.ppms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.reading.Numbers;

/**
 * What the seconds in the time column count from. The file does not say it, so the size of the
 * number and the header's {@code FILEOPENTIME} must:
 *
 * <ul>
 *   <li>about 1e9 (2001 to 2065): Unix seconds, exact, when the header's wall time does not
 *       contradict it by more than a day;
 *   <li>3.0e9 to 4.5e9: local wall-clock seconds since 1899-12-30 (the base of OLE and of
 *       spreadsheets), exact when the header's wall time is within two minutes of it. Else the
 *       number has an odd offset, and the wall time of the header counts;
 *   <li>anything else: seconds since the machine was started; only the header ties them to a date.
 * </ul>
 *
 * Where the header's wall time counts, all times of the file are right to its minute and to each
 * other exactly.
 */
final class TimeBase {

  /** Where a row stands: in UTC, or on the wall where the zone must still be applied. */
  sealed interface Moment {
    record Utc(Instant time) implements Moment {}

    record Wall(LocalDateTime time) implements Moment {}

    /**
     * @param why one clause for the user
     */
    record Unknown(String why) implements Moment {}
  }

  private enum Size {
    UNIX,
    OLE,
    UPTIME;

    static Size of(double seconds) {
      if (seconds >= 1e9 && seconds < 3e9) {
        return UNIX;
      }
      return seconds >= 3e9 && seconds < 4.5e9 ? OLE : UPTIME;
    }
  }

  private static final LocalDateTime OLE_BASE = LocalDateTime.of(1899, 12, 30, 0, 0);

  /** The widest that wall time and UTC can be apart, and some. */
  private static final Duration DAY = Duration.ofHours(26);

  /** The header's wall time is cut to the minute. */
  private static final Duration MINUTES = Duration.ofMinutes(2);

  /** A row a little older than the file's opening is possible; hours are a restarted clock. */
  private static final double EARLIEST_SECONDS = -3600;

  private final Optional<FileOpened> opened;
  private final ZoneId zone;

  TimeBase(Optional<FileOpened> opened, ZoneId zone) {
    this.opened = opened;
    this.zone = zone;
  }

  /** The moment of a row whose time column holds this number of seconds. */
  Moment moment(double seconds) {
    if (!Double.isFinite(seconds) || Math.abs(seconds) > 1e10) {
      return new Moment.Unknown("its time is " + seconds + " s; expected seconds");
    }
    var size = Size.of(seconds);
    var pair = opened.filter(o -> Size.of(o.seconds()) == size);
    return switch (size) {
      case UNIX -> pair.isEmpty() || confirmsUnix(pair.get()) ? utc(seconds) : elapsed(seconds);
      case OLE -> {
        if (pair.isEmpty() || confirmsOle(pair.get())) {
          yield new Moment.Wall(OLE_BASE.plus(span(seconds)));
        }
        yield new Moment.Wall(pair.get().wall().plus(span(seconds - pair.get().seconds())));
      }
      case UPTIME -> elapsed(seconds);
    };
  }

  private Moment elapsed(double seconds) {
    var pair = opened.filter(o -> Size.of(o.seconds()) == Size.of(seconds));
    if (pair.isEmpty()) {
      return new Moment.Unknown(
          "its time "
              + Numbers.plain(seconds)
              + " s counts from an unknown moment; expected a FILEOPENTIME in the header that tells"
              + " it");
    }
    double since = seconds - pair.get().seconds();
    if (since < EARLIEST_SECONDS) {
      return new Moment.Unknown(
          "its time "
              + Numbers.plain(seconds)
              + " s lies before the opening of the file at "
              + Numbers.plain(pair.get().seconds())
              + " s; the machine's clock was started again");
    }
    return new Moment.Utc(pair.get().wall().atZone(zone).toInstant().plus(span(since)));
  }

  private boolean confirmsUnix(FileOpened pair) {
    var local = LocalDateTime.ofInstant(Instant.EPOCH.plus(span(pair.seconds())), zone);
    return Duration.between(local, pair.wall()).abs().compareTo(DAY) <= 0;
  }

  private static boolean confirmsOle(FileOpened pair) {
    var local = OLE_BASE.plus(span(pair.seconds()));
    return Duration.between(local, pair.wall()).abs().compareTo(MINUTES) <= 0;
  }

  private static Moment utc(double seconds) {
    return new Moment.Utc(Instant.EPOCH.plus(span(seconds)));
  }

  /** To the millisecond: more is noise of the double. */
  private static Duration span(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
