package org.stillwatch.instruments.ppms;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header's {@code FILEOPENTIME}: the machine's clock and the wall clock at the same moment.
 * Spellings seen: {@code 29595963.16,6/4/2013,11:53 AM} and {@code 1164777384.812000 11/28/2006,
 * 9:16:24 PM}.
 *
 * @param seconds in the base of the time column
 * @param wall local time, mostly to the minute
 */
record FileOpened(double seconds, LocalDateTime wall) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "[,\\s]*([-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?)[,\\s]+"
              + "([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})[,\\s]+"
              + "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\\.[0-9]+)?\\s*([aApP])?[mM.]*[,\\s]*");

  /**
   * @param text the header line after the word FILEOPENTIME
   * @return empty when it is not understood
   */
  static Optional<FileOpened> parse(String text) {
    var match = SHAPE.matcher(text.replace("\"", ""));
    if (!match.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(match.group(2));
    int second = Integer.parseInt(match.group(3));
    int year = Integer.parseInt(match.group(4));
    int hour = Integer.parseInt(match.group(5));
    var half = match.group(8);
    if (half != null) {
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    // month first as the vendor writes it, unless that cannot be
    boolean dayFirst = first > 12;
    try {
      return Optional.of(
          new FileOpened(
              Double.parseDouble(match.group(1)),
              LocalDateTime.of(
                  year < 100 ? 2000 + year : year,
                  dayFirst ? second : first,
                  dayFirst ? first : second,
                  hour,
                  Integer.parseInt(match.group(6)),
                  match.group(7) == null ? 0 : Integer.parseInt(match.group(7)))));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
