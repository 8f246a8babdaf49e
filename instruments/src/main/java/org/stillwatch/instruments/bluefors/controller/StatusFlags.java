package org.stillwatch.instruments.bluefors.controller;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The status flags of a measurement, after the table in the BFTC's API manual. */
final class StatusFlags {

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(200, "no data"),
          Map.entry(241, "noisy"),
          Map.entry(242, "overflow"),
          Map.entry(243, "common-mode overflow"),
          Map.entry(244, "zero"),
          Map.entry(245, "resistance too high"),
          Map.entry(246, "resistance too low"),
          Map.entry(247, "unreliable resistance"),
          Map.entry(511, "below the range of temperatures"),
          Map.entry(512, "above the range of temperatures"),
          Map.entry(514, "below the calibration"),
          Map.entry(515, "above the calibration"),
          Map.entry(518, "unreliable temperature"),
          Map.entry(519, "no calibration curve"),
          Map.entry(521, "resistance below its range"),
          Map.entry(522, "resistance above its range"),
          Map.entry(901, "excitation changed by itself"));

  /** With one of these a temperature, if there is one, is not that of the sensor. */
  private static final Set<Integer> NO_TEMPERATURE =
      Set.of(200, 242, 243, 244, 245, 246, 511, 512, 514, 515, 519, 521, 522);

  /** With one of these there is no resistance. */
  private static final Set<Integer> NO_RESISTANCE = Set.of(200, 242, 243, 244);

  private static final Set<Integer> DOUBTFUL = Set.of(241, 247, 518);

  private StatusFlags() {}

  static boolean noTemperature(List<Integer> flags) {
    return flags.stream().anyMatch(NO_TEMPERATURE::contains);
  }

  static boolean noResistance(List<Integer> flags) {
    return flags.stream().anyMatch(NO_RESISTANCE::contains);
  }

  static boolean doubtful(List<Integer> flags) {
    return flags.stream().anyMatch(DOUBTFUL::contains);
  }

  /** {@code below the calibration (flag 514)}; empty when there are none. */
  static String words(List<Integer> flags) {
    return flags.stream()
        .map(
            flag ->
                WORDS.containsKey(flag)
                    ? WORDS.get(flag) + " (flag " + flag + ")"
                    : "flag " + flag + " of the controller")
        .collect(Collectors.joining(", "));
  }
}
