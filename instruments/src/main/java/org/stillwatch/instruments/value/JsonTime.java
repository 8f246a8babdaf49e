package org.stillwatch.instruments.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a JSON text says when it was measured.
 *
 * @param at its place: {@code /timestamp}
 * @param format how it is written, {@link Format#RFC3339} unless given
 */
public record JsonTime(String at, Optional<Format> format) {

  /** How a time is written. */
  public enum Format {
    /** {@code 2026-06-26T15:52:00Z}, or with another offset. */
    RFC3339,
    /** Since 1970, with or without a fraction. */
    SECONDS,
    /** Since 1970. */
    MILLIS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** No clock of a device was set before; what is earlier was never set. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public JsonTime {
    var checked = JsonValues.pointer(at);
  }

  /** The time that a document says, to a microsecond; empty when it says none that can be true. */
  public Optional<Instant> of(JsonNode root) {
    var node = root.at(JsonValues.pointer(at));
    return node.isNumber() || node.isString()
        ? parse(node.asString()).filter(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST))
        : Optional.empty();
  }

  private Optional<Instant> parse(String text) {
    try {
      return switch (format.orElse(Format.RFC3339)) {
        case RFC3339 ->
            Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        case SECONDS -> since1970(text, 1e6);
        case MILLIS -> since1970(text, 1e3);
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> since1970(String text, double micros) {
    var number = DecimalNumber.parse(text);
    if (number.isEmpty() || Math.abs(number.getAsDouble() * micros) > Long.MAX_VALUE / 2.0) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.EPOCH.plus(Math.round(number.getAsDouble() * micros), ChronoUnit.MICROS));
  }
}
