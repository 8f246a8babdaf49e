package org.stillwatch.simulators.lakeshore;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stillwatch.simulators.wire.LineDevice;

/** A Lake Shore 218: eight temperatures in one answer. */
public final class Simulated218 extends LineDevice {

  private static final int INPUTS = 8;
  private static final double CYCLE_SECONDS = 600;

  private final double[] kelvin = {4.21, 52.3, 3.05, 77.35, 295.1, 294.8, 4.4, 120.6};

  public Simulated218() {
    super("\r\n", "\r\n", Duration.ofMillis(20), 9600);
  }

  /**
   * Another temperature from now on.
   *
   * @param input 1 to 8
   * @param to in K; 0 for a sensor that is not there
   */
  public synchronized void set(int input, double to) {
    kelvin[input - 1] = to;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    var words = command.strip().split(" +");
    return switch (words[0]) {
      case "*IDN?" -> Optional.of("LSCI,MODEL218S,218A0001,032301");
      case "KRDG?" ->
          words.length < 2 || words[1].equals("0")
              ? Optional.of(
                  IntStream.range(0, INPUTS)
                      .mapToObj(i -> reading(i, now))
                      .collect(Collectors.joining(",")))
              : input(words[1]).map(i -> reading(i, now));
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> input(String text) {
    return text.matches("[1-8]") ? Optional.of(Integer.parseInt(text) - 1) : Optional.empty();
  }

  private String reading(int input, Duration now) {
    double wave = 1 + 0.001 * Math.sin(2 * Math.PI * now.toMillis() / 1e3 / CYCLE_SECONDS);
    return String.format(Locale.ROOT, "%+08.3f", kelvin[input] * wave);
  }

  @Override
  public String toString() {
    return "Lake Shore 218 " + Arrays.toString(kelvin);
  }
}
