package org.stillwatch.instruments.bluefors;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/** From the vendor's names to channels. */
public final class BlueforsNames {

  private static final int THERMOMETERS = 16;
  private static final int GAUGES = 6;

  /** The usual wiring of a Bluefors system, sensor channel to plate. */
  private static final Map<Integer, String> PLATES =
      Map.of(1, "50k", 2, "4k", 3, "magnet", 5, "still", 6, "mxc");

  private static final Pattern SENSOR =
      Pattern.compile("(?<kind>CH|P)?(?<number>[1-9]\\d?)", Pattern.CASE_INSENSITIVE);

  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._+-]*");

  private static final Pattern VALVE = Pattern.compile("v\\d+");
  private static final Pattern PUMP = Pattern.compile("(turbo|scroll|compressor|pulsetube).*");

  /** Temperatures of a Cryomech compressor, by the end of their keys. */
  private static final Map<String, String> COMPRESSOR_TEMPERATURES =
      Map.of("wi", "water-in", "wo", "water-out", "o", "oil", "h", "helium");

  /** Units of Status_ keys that are known; pressures of the compressor are psi on its panel. */
  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("nxdspt", Unit.KELVIN),
          Map.entry("nxdsct", Unit.KELVIN),
          Map.entry("nxdst", Unit.of("s")),
          Map.entry("nxdsbs", Unit.of("s")),
          Map.entry("nxdstrs", Unit.of("s")),
          Map.entry("cpahours", Unit.of("s")),
          Map.entry("cpalp", Unit.of("psi")),
          Map.entry("cpalpa", Unit.of("psi")),
          Map.entry("cpahp", Unit.of("psi")),
          Map.entry("cpahpa", Unit.of("psi")),
          Map.entry("cpadp", Unit.of("psi")),
          Map.entry("cpacurrent", Unit.of("A")),
          Map.entry("nxdsf", Unit.of("Hz")),
          Map.entry("tc400actualspd", Unit.of("Hz")),
          Map.entry("tc400drvpower", Unit.WATT));

  private final String instrument;
  private final Duration every;
  private final List<String> heaters;
  private final Map<Integer, String> thermometers = new HashMap<>();
  private final Map<Integer, String> gauges = new HashMap<>();

  /**
   * @param sensors the user's names and what the vendor calls them
   * @throws IllegalArgumentException with one sentence when they make no sense
   */
  public BlueforsNames(
      String instrument,
      Map<String, BlueforsSettings.Sensor> sensors,
      List<String> heaters,
      Duration every) {
    this.instrument = instrument;
    this.every = every;
    this.heaters = heaters;
    heaters.forEach(BlueforsNames::checkPart);
    sensors.forEach(this::name);
    Set<String> taken = new HashSet<>(thermometers.values());
    PLATES.forEach(
        (sensor, plate) -> {
          if (!thermometers.containsKey(sensor) && !taken.contains(plate)) {
            thermometers.put(sensor, plate);
          }
        });
  }

  private void name(String name, BlueforsSettings.Sensor sensor) {
    checkPart(name);
    var match = SENSOR.matcher(sensor.sensor().strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "channels: "
              + name
              + ": '"
              + sensor.sensor()
              + "' is no sensor; expected CH1 to CH16 for a thermometer or P1 to P6 for a gauge");
    }
    boolean gauge = "p".equalsIgnoreCase(match.group("kind"));
    int number = Integer.parseInt(match.group("number"));
    if (number > (gauge ? GAUGES : THERMOMETERS)) {
      throw new IllegalArgumentException(
          "channels: "
              + name
              + ": there is no sensor "
              + sensor.sensor()
              + "; expected CH1 to CH16 for a thermometer or P1 to P6 for a gauge");
    }
    var other = (gauge ? gauges : thermometers).put(number, name);
    if (other != null) {
      throw new IllegalArgumentException(
          "channels: " + other + " and " + name + " are both sensor " + sensor.sensor());
    }
  }

  private static void checkPart(String name) {
    if (!PART.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be part of a channel id; expected lower case, such as mxc");
    }
  }

  private Channel number(String name, Unit unit, String label) {
    return Channel.number(ChannelId.of(instrument, name), unit, label, every);
  }

  private String thermometer(int sensor) {
    return thermometers.getOrDefault(sensor, "ch" + sensor);
  }

  public Channel temperature(int sensor) {
    return number(thermometer(sensor) + "/temperature", Unit.KELVIN, "CH" + sensor + " T");
  }

  public Channel resistance(int sensor) {
    return number(thermometer(sensor) + "/resistance", Unit.OHM, "CH" + sensor + " R");
  }

  public Channel excitation(int sensor) {
    return number(thermometer(sensor) + "/excitation", Unit.WATT, "CH" + sensor + " P");
  }

  public Channel pressure(int gauge) {
    return number(gauges.getOrDefault(gauge, "p" + gauge), Unit.MBAR, "maxigauge CH" + gauge);
  }

  public Channel flow() {
    return number("flow", Unit.of("mmol/s"), "Flowmeter");
  }

  /**
   * @param pair of columns, from 1
   */
  public Channel heater(int pair) {
    var name = pair <= heaters.size() ? heaters.get(pair - 1) : "heater" + pair;
    return number("heater/" + name, Unit.WATT, "Heaters " + pair);
  }

  /** A valve, pump or switch of the Channels log. */
  public Channel state(String name) {
    var slug = slug(name);
    var id =
        VALVE.matcher(slug).matches()
            ? "valve/" + slug
            : PUMP.matcher(slug).matches() ? "pump/" + slug : "switch/" + slug;
    var label = "Channels " + name;
    return id.startsWith("valve/")
        ? Channel.states(ChannelId.of(instrument, id), label, every, "closed", "open")
        : Channel.states(ChannelId.of(instrument, id), label, every, "off", "on");
  }

  /** A value of the Status_ log. Keys of further units end in {@code _2}, {@code _3}. */
  public Channel status(String key) {
    var lower = key.toLowerCase(Locale.ROOT);
    int underscore = lower.lastIndexOf('_');
    boolean numbered = underscore > 0 && isNumber(lower.substring(underscore + 1));
    var base = numbered ? lower.substring(0, underscore) : lower;
    var suffix = numbered ? "-" + lower.substring(underscore + 1) : "";
    var label = "Status " + key;
    var temperature = compressorTemperature(base);
    if (!temperature.isEmpty()) {
      return number("compressor/" + temperature + suffix, Unit.CELSIUS, label);
    }
    var unit = UNITS.getOrDefault(base, Unit.NONE);
    for (var family : List.of("cpavg", "cpa", "cp", "nxds", "tc400")) {
      // the average pressures of older builds are cpavgl and cpavgh: cp, not cpa
      int cut = family.equals("cpavg") ? 2 : family.length();
      if (base.startsWith(family) && base.length() > cut) {
        var thing =
            switch (family) {
              case "nxds" -> "scroll/";
              case "tc400" -> "turbo/";
              default -> "compressor/";
            };
        return number(thing + slug(base.substring(cut)) + suffix, unit, label);
      }
    }
    return plainStatus(key);
  }

  /** A value of the Status_ log under its own name. */
  Channel plainStatus(String key) {
    return number("status/" + slug(key), Unit.NONE, "Status " + key);
  }

  /** Whether a key is a compressor temperature of an older build, written in K. */
  static boolean isOlderTemperature(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith("cptemp");
  }

  /**
   * The unit of a channel of every Bluefors system, by its name without the instrument; empty for
   * names that depend on the model.
   */
  public Optional<Unit> unit(String name) {
    var thermometers = IntStream.rangeClosed(1, THERMOMETERS).boxed().toList();
    var gauges = IntStream.rangeClosed(1, GAUGES).boxed().toList();
    return Stream.of(
            thermometers.stream().map(this::temperature),
            thermometers.stream().map(this::resistance),
            thermometers.stream().map(this::excitation),
            gauges.stream().map(this::pressure),
            Stream.of(flow()),
            IntStream.rangeClosed(1, heaters.size()).mapToObj(this::heater),
            COMPRESSOR_TEMPERATURES.keySet().stream().map(end -> status("cpatemp" + end)),
            UNITS.keySet().stream().map(this::status))
        .flatMap(channels -> channels)
        .filter(channel -> channel.id().name().equals(name))
        .map(Channel::unit)
        .findFirst();
  }

  private static String compressorTemperature(String base) {
    for (var prefix : List.of("cpatemp", "cptemp")) {
      if (base.startsWith(prefix)) {
        return COMPRESSOR_TEMPERATURES.getOrDefault(base.substring(prefix.length()), "");
      }
    }
    return "";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A vendor's name as part of a channel id: lower case, all but letters and digits a hyphen. */
  public static String slug(String name) {
    var out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      boolean fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '+';
      if (fits && (out.length() > 0 || Character.isLetterOrDigit(c))) {
        out.append(c);
      } else if (!fits && out.length() > 0) {
        out.append('-');
      }
    }
    return out.isEmpty() ? "unnamed" : out.toString();
  }
}
