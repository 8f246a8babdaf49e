package org.stillwatch.simulators.kinds;

import java.util.List;
import java.util.stream.Collectors;

/** All simulated kinds; a new one is added here. */
public final class Simulators {

  private static final List<SimulatedKind> ALL =
      List.of(new GaugeSimulator(), new GasSensorSimulator());

  private Simulators() {}

  public static List<SimulatedKind> all() {
    return ALL;
  }

  /**
   * @throws IllegalArgumentException with one sentence when there is none of this name
   */
  public static SimulatedKind named(String name) {
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + "' cannot be simulated; expected one of "
                        + ALL.stream().map(SimulatedKind::name).collect(Collectors.joining(", "))));
  }
}
