package org.stillwatch.instruments.bluefors.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.bluefors.BlueforsNames;

/** From nodes of the control software to channels. */
final class ControlNames {

  /**
   * A channel, and how many of its units one unit of the node is.
   *
   * @param isTemperature 0 is no value
   */
  record Target(Channel channel, double factor, boolean isTemperature) {}

  /** What is asked for and listened to, from the root of the tree. */
  static final List<String> ROOTS =
      List.of("mapper.bf", "mapper.bflegacy.boolean", "mapper.temperature_control.heaters");

  /** The sensor of each temperature, as wired by the vendor. */
  private static final Map<String, Integer> SENSORS =
      Map.of("t50k", 1, "t4k", 2, "tmagnet", 3, "tstill", 5, "tmixing", 6);

  private static final Pattern TEMPERATURE =
      Pattern.compile("mapper\\.bf\\.temperatures\\.(t\\w+)");
  private static final Pattern PRESSURE = Pattern.compile("mapper\\.bf\\.pressures\\.p([1-6])");
  private static final Pattern HEATER =
      Pattern.compile("mapper\\.temperature_control\\.heaters\\.([\\w-]+)\\.power");
  private static final Pattern STATE = Pattern.compile("mapper\\.bflegacy\\.boolean\\.([\\w-]+)");

  /** The API gives pressures in bar. */
  private static final double MBAR_PER_BAR = 1000;

  private final String instrument;
  private final Duration every;
  private final BlueforsNames names;

  ControlNames(String instrument, Duration every) {
    this.instrument = instrument;
    this.every = every;
    this.names = new BlueforsNames(instrument, Map.of(), List.of(), every);
  }

  /** The channel of a node; empty for nodes that are none. */
  Optional<Target> target(String node) {
    var temperature = TEMPERATURE.matcher(node);
    if (temperature.matches()) {
      return Optional.of(new Target(temperature(temperature.group(1)), 1, true));
    }
    var pressure = PRESSURE.matcher(node);
    if (pressure.matches()) {
      int gauge = Integer.parseInt(pressure.group(1));
      return Optional.of(new Target(names.pressure(gauge), MBAR_PER_BAR, false));
    }
    if (node.equals("mapper.bf.flow")) {
      return Optional.of(new Target(names.flow(), 1, false));
    }
    var heater = HEATER.matcher(node);
    if (heater.matches()) {
      var name = heater.group(1).equals("sample") ? "mxc" : BlueforsNames.slug(heater.group(1));
      return Optional.of(new Target(number("heater/" + name, Unit.WATT, node), 1, false));
    }
    var state = STATE.matcher(node);
    return state.matches()
        ? Optional.of(new Target(names.state(state.group(1)), 1, false))
        : Optional.empty();
  }

  private Channel temperature(String name) {
    var sensor = SENSORS.get(name);
    return sensor == null
        ? number(
            BlueforsNames.slug(name.substring(1)) + "/temperature",
            Unit.KELVIN,
            "mapper.bf.temperatures." + name)
        : names.temperature(sensor);
  }

  private Channel number(String name, Unit unit, String label) {
    return Channel.number(ChannelId.of(instrument, name), unit, label, every);
  }

  Optional<Unit> unit(String name) {
    return names.unit(name);
  }
}
