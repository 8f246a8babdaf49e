package org.stillwatch.app.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 90s}, {@code 15m}, {@code 2h}, {@code 3d}. */
public final class Durations {

  private static final Pattern SHAPE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h|d)");

  private Durations() {}

  /**
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static Duration parse(String text) {
    var trimmed = text.strip();
    var match = SHAPE.matcher(trimmed);
    if (match.matches()) {
      double millis =
          Double.parseDouble(match.group(1))
              * switch (match.group(2)) {
                case "ms" -> 1;
                case "s" -> 1e3;
                case "m", "min" -> 60e3;
                case "h" -> 3600e3;
                default -> 86400e3;
              };
      return Duration.ofMillis(Math.round(millis));
    }
    try {
      return Duration.parse(trimmed);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no length of time; expected 90s, 15m, 2h, 3d or ISO 8601 such as PT2H",
          e);
    }
  }
}
