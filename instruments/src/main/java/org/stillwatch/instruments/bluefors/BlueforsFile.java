package org.stillwatch.instruments.bluefors;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a log file is, by its name: {@code 26-06-26/CH6 T 26-06-26.log}.
 *
 * @param sensor the Lake Shore channel of a thermometer's file, else 0
 * @param day the local day, year first in names
 */
record BlueforsFile(Kind kind, int sensor, LocalDate day) {

  enum Kind {
    TEMPERATURE,
    RESISTANCE,
    EXCITATION,
    GAUGES,
    FLOW,
    STATES,
    STATUS,
    HEATERS,
    ERRORS
  }

  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\d\\d-\\d\\d-\\d\\d/)?"
              + "(?:CH(?<sensor>[1-9]\\d?)[ _](?<quantity>[TRP])"
              + "|(?<other>maxigauge|Flowmeter|Channels|Status|Heaters|Errors))"
              + "[ _](?<year>\\d\\d)-(?<month>\\d\\d)-(?<date>\\d\\d)\\.log",
          Pattern.CASE_INSENSITIVE);

  /** Empty for a file that is none of this log. */
  static Optional<BlueforsFile> of(String file) {
    var match = NAME.matcher(file);
    if (!match.matches()) {
      return Optional.empty();
    }
    LocalDate day;
    try {
      day =
          LocalDate.of(
              2000 + Integer.parseInt(match.group("year")),
              Integer.parseInt(match.group("month")),
              Integer.parseInt(match.group("date")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    var other = match.group("other");
    if (other != null) {
      return Optional.of(new BlueforsFile(kind(other), 0, day));
    }
    var kind =
        switch (match.group("quantity").toUpperCase(Locale.ROOT)) {
          case "T" -> Kind.TEMPERATURE;
          case "R" -> Kind.RESISTANCE;
          default -> Kind.EXCITATION;
        };
    return Optional.of(new BlueforsFile(kind, Integer.parseInt(match.group("sensor")), day));
  }

  private static Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "maxigauge" -> Kind.GAUGES;
      case "flowmeter" -> Kind.FLOW;
      case "channels" -> Kind.STATES;
      case "status" -> Kind.STATUS;
      case "heaters" -> Kind.HEATERS;
      default -> Kind.ERRORS;
    };
  }
}
