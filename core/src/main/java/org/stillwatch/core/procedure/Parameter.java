package org.stillwatch.core.procedure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * A value that is asked for when a procedure starts.
 *
 * @param unit of a plain number; a unit of time makes it a length of time
 * @param usual the value of an empty answer, as people write it; empty: it must be given
 * @param ask what is asked for: {@code Still threshold}
 */
public record Parameter(String name, Kind kind, Unit unit, Optional<String> usual, String ask) {

  /** What sort of value it takes. */
  public enum Kind {
    /** A number with a unit. */
    QUANTITY,
    /** Any text on one line. */
    TEXT
  }

  private static final Pattern LENGTH =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*(s|min|m|h|d)?\\s*");
  private static final int LONGEST = 300;

  /** Whether the value is a length of time. */
  public boolean isTime() {
    return kind == Kind.QUANTITY && unit.dimension().equals("time");
  }

  /**
   * The value as it is kept and shown, with its unit: {@code 20 mK}, {@code 12 h}.
   *
   * @throws IllegalArgumentException with one sentence when it is no value of this parameter
   */
  public String read(String given) {
    try {
      if (kind == Kind.TEXT) {
        return text(given);
      }
      return isTime() ? length(given) : quantity(given).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static String text(String given) {
    var line = given.strip();
    if (line.isEmpty() || line.length() > LONGEST || line.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "expected a text on one line of at most " + LONGEST + " characters");
    }
    return line;
  }

  private Quantity quantity(String given) {
    var read = Quantity.parse(given);
    var value = read.unit().equals(Unit.NONE) ? new Quantity(read.value(), unit) : read;
    if (!value.fits(unit)) {
      throw new IllegalArgumentException(
          "'" + given.strip() + "' does not fit; expected a value in " + unit);
    }
    if (unit.dimension().equals(Unit.KELVIN.dimension()) && value.in(Unit.KELVIN) <= 0) {
      throw new IllegalArgumentException(
          "'" + given.strip() + "' is not above absolute zero; expected such as " + example());
    }
    return value;
  }

  private String length(String given) {
    var match = LENGTH.matcher(given.toLowerCase(Locale.ROOT));
    if (!match.matches() || Double.parseDouble(match.group(1)) <= 0) {
      throw new IllegalArgumentException(
          "'" + given.strip() + "' is no length of time; expected such as " + example());
    }
    var symbol = match.group(2) == null ? unit.symbol() : match.group(2);
    var written = match.group(1) + " " + (symbol.equals("m") ? "min" : symbol);
    var checked = lengthOf(written);
    return written;
  }

  /** A value that it takes, for sentences and checks. */
  String example() {
    return usual
        .filter(text -> !isTime() || isLength(text))
        .orElse(kind == Kind.TEXT ? "text" : "1 " + unit.symbol());
  }

  /**
   * A length of time as {@link #read} writes it.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static Duration lengthOf(String text) {
    var match = LENGTH.matcher(text);
    if (!match.matches() || match.group(2) == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no length of time; expected such as 90 s, 15 min, 2 h or 3 d");
    }
    var seconds =
        switch (match.group(2)) {
          case "s" -> 1L;
          case "h" -> 3600L;
          case "d" -> 86400L;
          default -> 60L;
        };
    var length =
        Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * seconds * 1000.0));
    if (!length.isPositive() || length.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is out of range; expected more than nothing and at most a year");
    }
    return length;
  }

  /** Whether a text is a length of time with its unit. */
  static boolean isLength(String text) {
    var match = LENGTH.matcher(text);
    return match.matches() && match.group(2) != null;
  }
}
