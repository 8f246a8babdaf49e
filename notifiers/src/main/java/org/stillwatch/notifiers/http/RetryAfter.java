package org.stillwatch.notifiers.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The {@code Retry-After} header: seconds, also with decimals as some services send, or a date. */
public final class RetryAfter {

  /** Nothing that asks for more is taken at its word. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{1,9}\\d*)?");

  private RetryAfter() {}

  /** Seconds in the body of an answer; empty when it is no number that makes sense. */
  public static Optional<Duration> seconds(JsonNode number) {
    return number.isNumber() && SECONDS.matcher(number.decimalValue().toPlainString()).matches()
        ? seconds(number.decimalValue())
        : Optional.empty();
  }

  /** Empty when the header says nothing that can be understood. */
  static Optional<Duration> parse(String header, Instant now) {
    var text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return seconds(new BigDecimal(text));
    }
    try {
      var until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      var wait = Duration.between(now, until);
      if (wait.isNegative()) {
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> seconds(BigDecimal seconds) {
    return seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0
        ? Optional.of(LONGEST)
        : Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
  }
}
