package org.stillwatch.simulators.kinds;

import java.util.List;
import java.util.Optional;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.wire.WireDevice;

/** A family of devices that can be simulated on a cable. */
public interface SimulatedKind {

  /**
   * What a person may choose about a simulated device.
   *
   * @param addresses of the devices on the cable; empty for the usual one
   * @param model one of {@link #models}; the first unless given
   * @param seed of all that is random in it
   */
  record Choice(List<String> addresses, Optional<String> model, long seed) {
    public Choice {
      addresses = List.copyOf(addresses);
    }
  }

  /** The word after {@code kind:} in the station file. */
  String name();

  /** What it is, one clause. */
  String about();

  /** The models, the usual one first; empty when there is but one. */
  List<String> models();

  /** A line of a station file that watches it where it listens. */
  String watching(String where);

  /** How it treats clients over TCP. */
  default TcpHost.Clients clients() {
    return TcpHost.Clients.SHARED;
  }

  /**
   * @throws IllegalArgumentException with one sentence when the choice makes no sense
   */
  WireDevice make(Choice choice);

  /**
   * The model that was chosen, or the usual one.
   *
   * @throws IllegalArgumentException with one sentence when there is no such model
   */
  default String model(Choice choice) {
    var chosen = choice.model().orElse(models().getFirst());
    if (!models().contains(chosen)) {
      throw new IllegalArgumentException(
          "'"
              + chosen
              + "' is no model of "
              + name()
              + "; expected one of "
              + String.join(", ", models()));
    }
    return chosen;
  }
}
