package org.stillwatch.simulators.scpi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.simulators.wire.LineDevice;

/** A supply of one output on a load of ten ohm, with the error queue of SCPI. */
public final class SimulatedSupply extends LineDevice {

  private static final double LOAD_OHM = 10;
  private static final double MOST_VOLT = 30;
  private static final double MOST_AMPERE = 5;

  /** SCPI-99, volume 1, 7.2.1: what stands for infinity. */
  private static final double OVER_RANGE = 9.9e37;

  private final Deque<String> errors = new ArrayDeque<>();
  private double setVolt = 5;
  private double setAmpere = 1;
  private boolean on;
  private boolean overRange;

  public SimulatedSupply() {
    super("\n", "\n", Duration.ofMillis(5), 9600);
  }

  /** Whether it says over range instead of a current. */
  public synchronized void overRange(boolean is) {
    overRange = is;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    var words = command.strip().toUpperCase(Locale.ROOT).split(" +", 2);
    double volt = on ? Math.min(setVolt, setAmpere * LOAD_OHM) : 0;
    return switch (words[0]) {
      case "*IDN?" -> Optional.of("STILLWATCH,SUPPLY 1,0,1.0");
      case "MEAS:VOLT?" -> Optional.of(number(volt));
      case "MEAS:CURR?" -> Optional.of(number(overRange ? OVER_RANGE : volt / LOAD_OHM));
      case "VOLT?" -> Optional.of(number(setVolt));
      case "CURR?" -> Optional.of(number(setAmpere));
      case "OUTP?" -> Optional.of(on ? "1" : "0");
      case "SYST:ERR?" -> Optional.of(errors.isEmpty() ? "0,\"No error\"" : errors.remove());
      case "VOLT" -> set(words, MOST_VOLT).map(value -> setVolt = value).flatMap(v -> nothing());
      case "CURR" ->
          set(words, MOST_AMPERE).map(value -> setAmpere = value).flatMap(v -> nothing());
      case "OUTP" -> {
        on = words.length == 2 && (words[1].equals("ON") || words[1].equals("1"));
        yield nothing();
      }
      default -> {
        errors.add("-113,\"Undefined header\"");
        yield nothing();
      }
    };
  }

  private static Optional<String> nothing() {
    return Optional.empty();
  }

  private Optional<Double> set(String[] words, double most) {
    if (words.length == 2 && words[1].matches("\\+?\\d+(\\.\\d*)?(E[-+]?\\d+)?")) {
      double value = Double.parseDouble(words[1]);
      if (value <= most) {
        return Optional.of(value);
      }
    }
    errors.add("-222,\"Data out of range\"");
    return Optional.empty();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%+.5E", value);
  }
}
