package org.stillwatch.instruments.kjlc;

import java.util.Arrays;
import java.util.Optional;

/** What RS answers, by its code (IGM402 manual; 04, 10 and 40 of controllers after MGC4000). */
enum Status {
  OK("00", "ok"),
  OVER_PRESSURE("01", "over-pressure"),
  EMISSION("02", "emission-failure"),
  FILAMENT_SUPPLY_LOW("04", "filament-supply-low"),
  POWER("08", "power-failure"),
  DEGAS("10", "degas-failed"),
  COLLECTOR("20", "collector-current-low"),
  FILAMENT_SUPPLY_HIGH("40", "filament-supply-high");

  private final String code;
  private final String word;

  Status(String code, String word) {
    this.code = code;
    this.word = word;
  }

  String word() {
    return word;
  }

  /** The words by value of the channel. */
  static String[] words() {
    return Arrays.stream(values()).map(Status::word).toArray(String[]::new);
  }

  static Optional<Status> answered(String field) {
    return Arrays.stream(values()).filter(status -> field.startsWith(status.code)).findFirst();
  }
}
