package org.stillwatch.core.reading;

import java.util.Map;
import java.util.TreeMap;

/**
 * Products and quotients of what units measure: voltage times current is power. A dimension is a
 * word, or words joined by {@code *} and {@code /}: {@code temperature/time}.
 */
final class Dimension {

  static final String NUMBER = "number";

  /** Named dimensions in terms of others; the empty text is a plain number. */
  private static final Map<String, String> MADE_OF =
      Map.of(
          NUMBER,
          "",
          "power",
          "current*voltage",
          "resistance",
          "voltage/current",
          "frequency",
          "/time");

  private Dimension() {}

  static String times(String a, String b) {
    return joined(a, b, 1);
  }

  static String per(String a, String b) {
    return joined(a, b, -1);
  }

  private static String joined(String a, String b, int sign) {
    var powers = new TreeMap<String, Integer>();
    add(powers, a, 1);
    add(powers, b, sign);
    var text = text(powers);
    return MADE_OF.entrySet().stream()
        .filter(named -> named.getValue().equals(text))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(text);
  }

  private static void add(Map<String, Integer> powers, String dimension, int sign) {
    int direction = sign;
    for (var word : MADE_OF.getOrDefault(dimension, dimension).split("(?=[*/])", -1)) {
      if (word.startsWith("/")) {
        direction = -sign;
      } else if (word.startsWith("*")) {
        direction = sign;
      }
      var base = word.startsWith("/") || word.startsWith("*") ? word.substring(1) : word;
      if (!base.isEmpty()) {
        powers.merge(base, direction, Integer::sum);
      }
    }
  }

  private static String text(Map<String, Integer> powers) {
    var above = new StringBuilder();
    var below = new StringBuilder();
    powers.forEach(
        (base, power) -> {
          for (int i = 0; i < power; i++) {
            above.append(above.isEmpty() ? "" : "*").append(base);
          }
          for (int i = 0; i > power; i--) {
            below.append('/').append(base);
          }
        });
    return above.append(below).toString();
  }
}
