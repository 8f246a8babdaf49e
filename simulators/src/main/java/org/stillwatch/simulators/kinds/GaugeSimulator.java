package org.stillwatch.simulators.kinds;

import java.util.Arrays;
import java.util.List;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.WireDevice;

/** Vacuum gauges on an RS485 pair, their ion gauges on. */
final class GaugeSimulator implements SimulatedKind {

  @Override
  public String name() {
    return "kjlc-gauge";
  }

  @Override
  public String about() {
    return "vacuum gauges of the Kurt J. Lesker 392, 354 and 300 series on an RS485 pair";
  }

  @Override
  public List<String> models() {
    return Arrays.stream(SimulatedGauge.Model.values()).map(SimulatedGauge.Model::number).toList();
  }

  @Override
  public String watching(String where) {
    return "gauge1: {kind: kjlc-gauge, " + where + ", address: \"01\"}";
  }

  @Override
  public WireDevice make(Choice choice) {
    var number = model(choice);
    var model =
        Arrays.stream(SimulatedGauge.Model.values())
            .filter(one -> one.number().equals(number))
            .findFirst()
            .orElseThrow();
    var addresses = choice.addresses().isEmpty() ? List.of("01") : choice.addresses();
    return new GaugeLine(
        addresses.stream()
            .map(
                address ->
                    new SimulatedGauge(
                            address,
                            model,
                            Vacuum.pumping(choice.seed() + 31L * address.hashCode()))
                        .alreadyOn())
            .toList());
  }
}
