package org.stillwatch.simulators.kinds;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.wire.WireDevice;

/** High-voltage supplies of CAEN, all outputs off. */
final class SupplySimulator implements SimulatedKind {

  private static final Duration THINKS = Duration.ofMillis(20);
  private static final double NOISE_VOLT = 0.2;

  @Override
  public String name() {
    return "caen-hv";
  }

  @Override
  public String about() {
    return "a CAEN high-voltage supply, or a chain of its boards";
  }

  @Override
  public List<String> models() {
    return Arrays.stream(SimulatedBoard.Model.values()).map(SimulatedBoard.Model::word).toList();
  }

  @Override
  public String watching(String where) {
    return "hv1: {kind: caen-hv, " + where + "}";
  }

  @Override
  public TcpHost.Clients clients() {
    return TcpHost.Clients.ONE_SERVED;
  }

  @Override
  public WireDevice make(Choice choice) {
    var word = model(choice);
    var model =
        Arrays.stream(SimulatedBoard.Model.values())
            .filter(one -> one.word().equals(word))
            .findFirst()
            .orElseThrow();
    var addresses = choice.addresses().isEmpty() ? List.of("0") : choice.addresses();
    return new SimulatedCaen(
        THINKS,
        addresses.stream()
            .map(
                address ->
                    new SimulatedBoard(number(address), model, choice.seed()).noise(NOISE_VOLT))
            .toList());
  }

  private static int number(String address) {
    if (!address.matches("\\d{1,2}")) {
      throw new IllegalArgumentException(
          "'" + address + "' is no address of a board; expected 0 to 31");
    }
    return Integer.parseInt(address);
  }
}
