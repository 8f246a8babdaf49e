package org.stillwatch.instruments.bluefors.controller;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where to go on, as text: {@code bftc1|5=TIME,6=TIME|} and, while a gap is open, {@code
 * FROM|UNTIL|5=TIME,6=TIME}.
 *
 * @param newest time of each sensor
 */
record ControllerCursor(Map<Integer, Instant> newest, Optional<Gap> gap) {

  private static final String FORM = "bftc1";

  String encode() {
    return FORM
        + "|"
        + times(newest)
        + "|"
        + gap.map(
                open ->
                    open.from()
                        + "|"
                        + open.until().map(Instant::toString).orElse("")
                        + "|"
                        + times(open.known()))
            .orElse("");
  }

  private static String times(Map<Integer, Instant> times) {
    return new TreeMap<>(times)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
  }

  /**
   * @throws IllegalArgumentException when it is the cursor of something else
   */
  static ControllerCursor decode(String text) {
    var parts = text.split("\\|", -1);
    boolean open = parts.length == 5;
    if (!parts[0].equals(FORM) || (!open && parts.length != 3)) {
      throw new IllegalArgumentException("no position of a bluefors-controller: " + text);
    }
    try {
      return new ControllerCursor(
          times(parts[1]),
          open
              ? Optional.of(
                  new Gap(
                      Instant.parse(parts[2]),
                      Optional.of(parts[3]).filter(until -> !until.isEmpty()).map(Instant::parse),
                      times(parts[4])))
              : Optional.empty());
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("no position of a bluefors-controller: " + text, e);
    }
  }

  private static Map<Integer, Instant> times(String text) {
    var times = new TreeMap<Integer, Instant>();
    for (var entry : text.split(",", -1)) {
      int cut = entry.indexOf('=');
      if (cut > 0) {
        times.put(
            Integer.valueOf(entry.substring(0, cut)), Instant.parse(entry.substring(cut + 1)));
      }
    }
    return times;
  }
}
