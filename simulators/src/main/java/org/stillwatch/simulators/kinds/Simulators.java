package org.stillwatch.simulators.kinds;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stillwatch.simulators.cryomech.SimulatedCpa;
import org.stillwatch.simulators.edwards.SimulatedTic;
import org.stillwatch.simulators.iseg.SimulatedIseg;
import org.stillwatch.simulators.lakeshore.Simulated218;
import org.stillwatch.simulators.lakeshore.Simulated372;
import org.stillwatch.simulators.pfeiffer.SimulatedTpg;
import org.stillwatch.simulators.scpi.SimulatedSupply;
import org.stillwatch.simulators.wire.WireDevice;

/** All simulated kinds; a new one is added here. */
public final class Simulators {

  private static final List<SimulatedKind> ALL =
      List.of(
          new GaugeSimulator(),
          new GasSensorSimulator(),
          new SupplySimulator(),
          one("lakeshore-218", "a Lake Shore 218 temperature monitor", Simulated218::new),
          one("lakeshore-372", "a Lake Shore 372 bridge with its scanner", Simulated372::new),
          one("pfeiffer-maxigauge", "a Pfeiffer MaxiGauge TPG 256", () -> new SimulatedTpg(false)),
          one("pfeiffer-tpg366", "a Pfeiffer TPG 366", () -> new SimulatedTpg(true)),
          one("edwards-tic", "an Edwards TIC with pumps and gauges", SimulatedTic::new),
          one("scpi-supply", "a power supply that speaks SCPI", SimulatedSupply::new),
          one("iseg-nhr", "an iseg high-voltage module on a serial line", SimulatedIseg::new),
          new DefinedSimulator(
              "cryomech-cpa",
              "a Cryomech CPA compressor over Modbus TCP, or RTU",
              List.of("tcp", "rtu"),
              model ->
                  new SimulatedCpa(
                      model.equals("rtu") ? SimulatedCpa.Wire.RTU : SimulatedCpa.Wire.TCP, 1)));

  private Simulators() {}

  private static SimulatedKind one(String name, String about, Supplier<WireDevice> maker) {
    return new DefinedSimulator(name, about, List.of(), model -> maker.get());
  }

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
