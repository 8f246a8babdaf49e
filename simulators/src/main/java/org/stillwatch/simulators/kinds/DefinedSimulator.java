package org.stillwatch.simulators.kinds;

import java.util.List;
import java.util.function.Function;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * A device that is watched by a definition file, whose name is that of the simulator.
 *
 * @param models the usual one first; empty when there is but one
 * @param maker gets the model; the name of the kind when there is but one
 */
record DefinedSimulator(
    String name, String about, List<String> models, Function<String, WireDevice> maker)
    implements SimulatedKind {

  DefinedSimulator {
    models = List.copyOf(models);
  }

  @Override
  public String watching(String where) {
    return name.replaceFirst("^.*-", "") + ": {definition: " + name + ".yaml, " + where + "}";
  }

  @Override
  public WireDevice make(Choice choice) {
    if (!choice.addresses().isEmpty()) {
      throw new IllegalArgumentException(name + " has no address; expected none");
    }
    if (models.isEmpty() && choice.model().isPresent()) {
      throw new IllegalArgumentException(name + " has one model only; expected none");
    }
    return maker.apply(models.isEmpty() ? name : model(choice));
  }
}
