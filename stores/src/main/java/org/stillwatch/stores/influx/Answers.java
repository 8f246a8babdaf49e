package org.stillwatch.stores.influx;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.notice.Secret;

/**
 * Reads the answers of servers to a write. Statuses and bodies: InfluxData's "Troubleshoot issues
 * writing data" of each version; those of version 1.6 as the server gives them.
 */
final class Answers {

  /** A server that asks for a longer pause is asked again all the same. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final int SHOWN = 200;

  /** Words by which a server says that points are the cause, not the request. */
  private static final Pattern OF_POINTS =
      Pattern.compile(
          "(?i)partial write|unable to parse|field type conflict|points beyond retention"
              + "|dropped=\\d|\"line_number\"|schema mismatch|invalid field format");

  private static final Pattern DROPPED = Pattern.compile("dropped=(\\d{1,9})");
  private static final Pattern LINE = Pattern.compile("\"line_number\"\\s*:");

  /** The most telling first; version 3 has one for each line. */
  private static final List<Pattern> TEXTS =
      List.of(text("error_message"), text("message"), text("error"));

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private final List<Secret> secrets;

  /**
   * @param secrets that are never shown
   */
  Answers(List<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  private static Pattern text(String key) {
    return Pattern.compile("\"" + key + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,2000})");
  }

  /**
   * @param retryAfter as in the header
   */
  Answer read(int status, Optional<String> retryAfter, String body, Instant now) {
    var said = said(body);
    return switch (status) {
      case 204 -> new Answer.Stored();
      case 413 -> new Answer.TooLarge("413" + said);
      case 400, 422 ->
          new Answer.PointsRefused(
              status + said, refused(body), status == 422 || OF_POINTS.matcher(body).find());
      case 401, 403 ->
          new Answer.NeedsPerson(
              status + said + "; look at the user or token, and what it may write");
      case 404 ->
          new Answer.NeedsPerson(
              status + said + "; look at the address and at the database or bucket");
      case 408, 429, 503 ->
          new Answer.NotNow(status + said, retryAfter.flatMap(text -> pause(text, now)), false);
      default ->
          status >= 500 && !body.contains("retention policy not found")
              ? new Answer.NotNow(
                  status + said, retryAfter.flatMap(text -> pause(text, now)), false)
              : new Answer.NeedsPerson(
                  status
                      + said
                      + (status >= 500
                          ? "; look at the retention policy"
                          : ", where 204 was expected; is this the address of an InfluxDB?"));
    };
  }

  /** How many points the server says it left out; 0 when it does not say. */
  private static int refused(String body) {
    var dropped = DROPPED.matcher(body);
    return dropped.find()
        ? Integer.parseInt(dropped.group(1))
        : Math.toIntExact(LINE.matcher(body).results().count());
  }

  /** The server's own words, cut to what a person reads. */
  private String said(String body) {
    var text =
        TEXTS.stream()
            .flatMap(pattern -> pattern.matcher(body).results().map(match -> match.group(1)))
            .findFirst()
            .map(json -> json.replaceAll("\\\\(.)", "$1"))
            .orElse(body.strip().startsWith("<") ? "" : body.strip());
    for (var secret : secrets) {
      if (!secret.reveal().isEmpty()) {
        text = text.replace(secret.reveal(), "***");
      }
    }
    text = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (text.isEmpty()) {
      return "";
    }
    int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
    return " (" + text.substring(0, end) + (end < text.length() ? "…" : "") + ")";
  }

  private static Optional<Duration> pause(String header, Instant now) {
    var text = header.strip();
    Duration pause;
    if (SECONDS.matcher(text).matches()) {
      pause = Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue());
    } else {
      try {
        pause =
            Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
      } catch (DateTimeException neither) {
        return Optional.empty();
      }
    }
    if (pause.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }
}
