package org.stillwatch.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as people and scripts write them: RFC 3339, {@code 2026-06-26 15:52} in the station's zone,
 * or {@code -2h} before now.
 */
record Times(Instant now, ZoneId zone) {

  private static final Pattern LENGTH =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(s|m|min|h|d)");

  /**
   * @param parameter its name, for the message
   * @throws Refusal when the text is no time
   */
  Instant parse(String parameter, String text) {
    if (text.equals("now")) {
      return now;
    }
    // a plus sign that was not escaped arrives as a blank: 2026-06-26T15:52:00 02:00
    return ago(text)
        .or(() -> withOffset(text))
        .or(() -> withOffset(text.replaceFirst(" (\\d\\d:\\d\\d)$", "+$1")))
        .or(() -> local(text))
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "%s=%s is no time; expected RFC 3339 such as 2026-06-26T13:52:00Z, or -2h"
                        .formatted(parameter, text)));
  }

  private Optional<Instant> ago(String text) {
    try {
      return text.startsWith("-")
          ? plain(text.substring(1)).map(length -> now.minus(length))
          : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * A length of time: {@code 90s}, {@code 2h}, {@code 3d} or ISO 8601.
   *
   * @param parameter its name, for the message
   * @throws Refusal when the text is none, or not longer than zero
   */
  static Duration length(String parameter, String text) {
    return plain(text.strip())
        .or(() -> iso(text.strip()))
        .filter(Duration::isPositive)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "%s=%s is no length of time; expected such as 30m, 2h, 3d or PT2H"
                        .formatted(parameter, text)));
  }

  private static Optional<Duration> plain(String text) {
    var match = LENGTH.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (match.group(2)) {
          case "s" -> 1_000;
          case "m", "min" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        };
    return Optional.of(Duration.ofMillis((long) (Double.parseDouble(match.group(1)) * unit)));
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> withOffset(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      try {
        return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
      } catch (DateTimeException day) {
        return Optional.empty();
      }
    }
  }
}
