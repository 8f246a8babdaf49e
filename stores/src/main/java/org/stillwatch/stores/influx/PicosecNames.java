package org.stillwatch.stores.influx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.reading.Unit;

/**
 * The names under which the Picosec tools wrote, so that their dashboards go on: gas as {@code
 * Temperature [K]}, {@code Pressure [Pa]}, {@code Humidity [RH]} and {@code VOC [Ohm]} with the tag
 * {@code location} and the field {@code val}; high voltage as {@code HV} with the tags {@code
 * Board} and {@code Channel} and a field for each of the four quantities, in V and uA. Other
 * channels have their usual names.
 *
 * @param location the value of the tag, such as {@code Picosec gas}
 */
public record PicosecNames(String location) implements Naming {

  /** By the end of the channel's id, in the unit that the name promises. */
  private record Gas(String quantity, Unit unit, String measurement) {}

  private static final List<Gas> GAS =
      List.of(
          new Gas("air/temperature", Unit.KELVIN, "Temperature [K]"),
          new Gas("air/pressure", Unit.of("Pa"), "Pressure [Pa]"),
          new Gas("air/humidity", Unit.of("%"), "Humidity [RH]"),
          new Gas("air/resistance", Unit.OHM, "VOC [Ohm]"));

  /** A field of {@code HV}, in the unit of the supply. */
  private record Output(String field, Unit unit) {}

  private static final Unit VOLT = Unit.of("V");
  private static final Unit MICROAMPERE = Unit.of("uA");

  private static final Map<String, Output> OUTPUTS =
      Map.of(
          "vmon", new Output("VMon", VOLT),
          "imon", new Output("IMon", MICROAMPERE),
          "vset", new Output("VSet", VOLT),
          "iset", new Output("ISet", MICROAMPERE));

  /**
   * @throws IllegalArgumentException with one sentence for the user
   */
  public PicosecNames {
    if (location.isBlank()) {
      throw new IllegalArgumentException(
          "the location is empty; expected the tag of the existing points, such as Picosec gas");
    }
  }

  @Override
  public Names names(Channel channel) {
    for (var gas : GAS) {
      if (channel.id().name().equals(gas.quantity()) && channel.unit().convertsTo(gas.unit())) {
        return new Names(
            gas.measurement(), Map.of("location", location), "val", Optional.of(gas.unit()));
      }
    }
    var output = OUTPUTS.get(Naming.quantity(channel.id()));
    var place = SupplyOutput.of(channel.id());
    if (output != null && place.isPresent() && channel.unit().convertsTo(output.unit())) {
      return new Names(
          "HV",
          Map.of(
              "Board", Integer.toString(place.get().board()),
              "Channel", Integer.toString(place.get().channel())),
          output.field(),
          Optional.of(output.unit()));
    }
    return ChannelNames.USUAL.names(channel);
  }
}
