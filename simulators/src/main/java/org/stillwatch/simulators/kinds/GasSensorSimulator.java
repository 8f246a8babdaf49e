package org.stillwatch.simulators.kinds;

import java.util.List;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.wire.WireDevice;

/** A BME680 behind an Arduino. */
final class GasSensorSimulator implements SimulatedKind {

  private static final String MANGOLINO = "mangolino";

  @Override
  public String name() {
    return "bme680-arduino";
  }

  @Override
  public String about() {
    return "a BME680 gas sensor behind an Arduino, with the sketch picosec or mangolino";
  }

  @Override
  public List<String> models() {
    return List.of("picosec", MANGOLINO);
  }

  @Override
  public String watching(String where) {
    return "gas: {kind: bme680-arduino, " + where + "}";
  }

  @Override
  public WireDevice make(Choice choice) {
    if (!choice.addresses().isEmpty()) {
      throw new IllegalArgumentException(
          "bme680-arduino has no address; expected none, and got "
              + String.join(",", choice.addresses()));
    }
    return new SimulatedGasSensor(
        model(choice).equals(MANGOLINO) ? Sketch.MANGOLINO : Sketch.PICOSEC, choice.seed());
  }
}
