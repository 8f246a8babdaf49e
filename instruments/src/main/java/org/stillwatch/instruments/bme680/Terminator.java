package org.stillwatch.instruments.bme680;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What follows each good line. */
enum Terminator {
  /** Whatever the sketch does. */
  AUTO,
  /** Nothing. */
  NONE,
  /** A line PANDA. */
  PANDA;

  /**
   * @param after what came after the line, without blanks and line ends
   */
  boolean allows(String after) {
    return switch (this) {
      case AUTO -> after.isEmpty() || after.equals(GasLine.PANDA);
      case NONE -> after.isEmpty();
      case PANDA -> after.equals(GasLine.PANDA);
    };
  }

  String expected() {
    return switch (this) {
      case AUTO -> "nothing or a line " + GasLine.PANDA;
      case NONE -> "nothing";
      case PANDA -> "a line " + GasLine.PANDA;
    };
  }

  /**
   * @throws IllegalArgumentException with one sentence
   */
  static Terminator named(String word) {
    return Arrays.stream(values())
        .filter(one -> one.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "terminator: '"
                        + word
                        + "' is none; expected one of "
                        + Arrays.stream(values())
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
