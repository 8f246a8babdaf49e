package org.stillwatch.app.convert;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.app.convert.IniFile.Entry;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;

/**
 * The cooldown monitor's {@code config.ini}: thresholds, channels, modes, the temperature
 * controller, the Discord channel and the folder of the Bluefors logs.
 */
final class CooldownMonitor {

  private static final String DEFAULTS = "DEFAULTS";
  private static final String MODES = "PROGRAM_MODES";
  private static final String MQTT = "MQTT";
  private static final String DISCORD = "DISCORD";
  private static final String LOGGING = "LOGGING";
  private static final List<String> SECTIONS = List.of(DEFAULTS, MODES, MQTT, DISCORD, LOGGING);

  private static final String FRIDGE = "fridge";
  private static final String LIVE = "live";

  /** Names of sensors with the channels that they have unless configured otherwise. */
  private static final Map<String, String> SENSORS = sensors();

  /** Of these a base temperature is expected; from 1 K on it was probably meant in mK. */
  private static final List<String> MILLIKELVIN = List.of("baseT", "circ_warning");

  private static final List<String> KELVIN =
      List.of("still_full_cd", "still_4K_cd", "still_coldinsert", "warmup");

  private static final String HOURS = "snapshot_time_hrs";

  /** The monitor's modes without blanks, in lower case. */
  private static final Map<String, String> PROCEDURES = procedures();

  private static final Pattern DISCORD_CHANNEL =
      Pattern.compile(
          "https?://[^/]*discord(?:app)?\\.com/(?:api/(?:v\\d+/)?)?channels/(?:[^/]+/)?(\\d{5,20})(?:/messages)?/?");

  private static final Pattern WEBHOOK =
      Pattern.compile("https?://[^/]*discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/.+");

  private final IniFile file;
  private final String name;
  private final ZoneId zone;
  private final Findings findings = new Findings();
  private final List<Entry> used = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  CooldownMonitor(IniFile file, String name, ZoneId zone) {
    this.file = file;
    this.name = name;
    this.zone = zone;
  }

  private static Map<String, String> sensors() {
    var sensors = new LinkedHashMap<String, String>();
    sensors.put("50k", "1");
    sensors.put("4k", "2");
    sensors.put("still", "5");
    sensors.put("mxc", "6");
    sensors.put("magnet", "");
    sensors.put("fse", "");
    return sensors;
  }

  private static Map<String, String> procedures() {
    var modes = new LinkedHashMap<String, String>();
    modes.put("fullcooldown", "full-cooldown");
    modes.put("cooldownto4k", "cooldown-to-4k");
    modes.put("condensing", "condensing");
    modes.put("fsecoldinsert", "fse-cold-insert");
    modes.put("fsecoldinsert4k", "fse-cold-insert-4k");
    modes.put("warmup", "warmup");
    modes.put("fsewarmup", "fse-warmup");
    modes.put("circulationmode", "circulation");
    modes.put("circulation", "circulation");
    modes.put("readingsnapshot", "reading-snapshot");
    return modes;
  }

  Conversion convert() {
    if (SECTIONS.stream().noneMatch(file::has)) {
      throw new NotConvertible(
          1,
          1,
          "none of the sections "
              + SECTIONS
              + " is there; expected config.ini of the cooldown monitor, or config.py of the"
              + " fridge log watcher");
    }
    var folder = given(LOGGING, "input_logfile_path");
    var host = given(MQTT, "hostname");
    if (folder.isEmpty() && host.isEmpty()) {
      throw new NotConvertible(
          1,
          1,
          "neither [LOGGING] input_logfile_path nor [MQTT] hostname is given; there is nothing to"
              + " watch");
    }
    boolean both = folder.isPresent() && host.isPresent();
    var main = folder.isPresent() ? FRIDGE : LIVE;
    var sensors = numbers();
    head();
    out.append("instruments:\n");
    folder.ifPresent(entry -> logs(entry, sensors));
    var port = given(MQTT, "port");
    var topic = given(MQTT, "topic");
    host.ifPresent(entry -> controller(entry, port, topic, sensors));
    out.append('\n');
    var places = both ? derived(sensors) : Map.<String, String>of();
    out.append("snapshots:\n  fridge: ")
        .append(
            Yaml.list(
                both
                    ? List.of(
                        "lab/*/temperature",
                        "fridge/*/temperature",
                        "fridge/p*",
                        "fridge/flow",
                        "fridge/heater/*")
                    : folder.isPresent()
                        ? List.of(
                            "fridge/*/temperature", "fridge/p*", "fridge/flow", "fridge/heater/*")
                        : List.of("live/*/temperature")))
        .append("\n\n");
    procedures(main, places);
    records(main, sensors);
    notifier();
    leftovers();
    return findings.conversion(out.toString());
  }

  private void head() {
    out.append("# Made from ")
        .append(name.replaceAll("\\R", " "))
        .append(" by 'stillwatch convert'. Next: stillwatch check station.yaml\n")
        .append("# zone: of this computer; change it when the logs are written elsewhere.\n");
    out.append("station: {name: Bluefors fridge, zone: ")
        .append(Yaml.text(zone.getId()))
        .append(", data: ./data}\nweb: {port: 8080}\n\n");
  }

  private Optional<Entry> given(String section, String key) {
    var entry = file.get(section, key);
    entry.ifPresent(used::add);
    return entry.filter(found -> !found.value().isEmpty());
  }

  /** The channel number of each sensor that there is. */
  private Map<String, String> numbers() {
    var given = new LinkedHashMap<String, Entry>();
    SENSORS
        .keySet()
        .forEach(
            sensor -> given(DEFAULTS, "channel_nr_" + sensor).ifPresent(e -> given.put(sensor, e)));
    var numbers = new LinkedHashMap<String, String>();
    SENSORS.forEach(
        (sensor, usual) -> {
          var entry = Optional.ofNullable(given.get(sensor));
          var number = entry.map(Entry::value).orElse(usual);
          entry
              .filter(e -> !number.matches("[1-9]|1[0-6]"))
              .ifPresent(
                  e -> left(e, "expected a channel number from 1 to 16; the sensor is left out"));
          boolean taken = numbers.containsValue(number);
          entry
              .filter(e -> taken)
              .ifPresent(e -> left(e, "another sensor has this channel; the sensor is left out"));
          boolean other =
              entry.isEmpty() && given.values().stream().anyMatch(e -> e.value().equals(number));
          if (number.matches("[1-9]|1[0-6]") && !taken && !other) {
            numbers.put(sensor, number);
          }
        });
    return numbers;
  }

  /** The value is never repeated: it may stand in the wrong place and be a secret. */
  private void left(Entry entry, String sentence) {
    findings.left(entry.line(), "[" + entry.section() + "] " + entry.key() + ": " + sentence);
  }

  private void logs(Entry folder, Map<String, String> sensors) {
    var channels = new LinkedHashMap<String, String>();
    sensors.forEach((sensor, number) -> channels.put(sensor, "{sensor: CH" + number + "}"));
    out.append("  fridge:\n")
        .append("    kind: bluefors-logs\n    folder: ")
        .append(Yaml.text(folder.value()))
        .append("\n    channels: ")
        .append(Yaml.keys(channels))
        .append('\n');
  }

  private void controller(
      Entry host, Optional<Entry> port, Optional<Entry> topic, Map<String, String> sensors) {
    port.filter(entry -> !entry.value().matches("\\d{1,5}"))
        .ifPresent(entry -> left(entry, "expected a port number; 1883 is used"));
    var number = port.map(Entry::value).filter(text -> text.matches("\\d{1,5}")).orElse("1883");
    var channels = new LinkedHashMap<String, String>();
    sensors.forEach((sensor, nr) -> channels.put(sensor, "{sensor: " + nr + "}"));
    out.append("  live:\n    kind: bluefors-controller\n    mqtt: ")
        .append(Yaml.quoted("tcp://" + host.value() + ":" + number))
        .append('\n');
    topic.ifPresent(
        entry -> out.append("    topic: ").append(Yaml.quoted(entry.value())).append('\n'));
    out.append("    channels: ").append(Yaml.keys(channels)).append('\n');
  }

  /** The live temperatures, and those of the logs while the controller is silent. */
  private Map<String, String> derived(Map<String, String> sensors) {
    var places = new LinkedHashMap<String, String>();
    out.append("derived:\n");
    for (var sensor : sensors.keySet()) {
      var place = "lab/" + sensor + "/temperature";
      out.append("  ")
          .append(place)
          .append(": {expression: \"first(live/")
          .append(sensor)
          .append("/temperature, fridge/")
          .append(sensor)
          .append("/temperature)\", unit: K}\n");
      if (sensor.equals("still") || sensor.equals("mxc")) {
        places.put(sensor, place);
      }
    }
    out.append('\n');
    return places;
  }

  private void procedures(String main, Map<String, String> places) {
    out.append(
        """
        # A plain number of a temperature is in kelvin, as the readings that the monitor compared it with.
        procedures:
        """);
    var offer = offer();
    if (!offer.isEmpty()) {
      out.append("  offer: ").append(Yaml.list(offer)).append('\n');
    }
    var defaults = new LinkedHashMap<String, String>();
    KELVIN.forEach(key -> temperature(key).ifPresent(text -> defaults.put(key, text)));
    MILLIKELVIN.forEach(key -> temperature(key).ifPresent(text -> defaults.put(key, text)));
    given(DEFAULTS, HOURS).flatMap(this::hours).ifPresent(text -> defaults.put(HOURS, text));
    if (!defaults.isEmpty()) {
      out.append("  defaults: ").append(Yaml.keys(defaults)).append('\n');
    }
    out.append("  fridges: {").append(main).append(": {set: fridge");
    if (!places.isEmpty()) {
      out.append(", channels: ").append(Yaml.keys(places));
    }
    out.append("}}\n\n");
  }

  private List<String> offer() {
    var offer = new ArrayList<String>();
    given(MODES, "available_modes")
        .ifPresent(
            entry -> {
              for (var line : entry.values()) {
                for (var mode : line.split(",")) {
                  mode(mode.strip(), entry).filter(m -> !offer.contains(m)).ifPresent(offer::add);
                }
              }
            });
    return offer;
  }

  private Optional<String> mode(String mode, Entry entry) {
    var plain = mode.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    var procedure = Optional.ofNullable(PROCEDURES.get(plain));
    if (procedure.isEmpty()) {
      left(
          entry,
          "the mode '"
              + mode
              + "' is not known; "
              + NearMiss.of(plain, List.copyOf(PROCEDURES.values())));
    }
    return procedure;
  }

  private Optional<String> temperature(String key) {
    return given(DEFAULTS, key).flatMap(entry -> temperature(key, entry));
  }

  private Optional<String> temperature(String key, Entry entry) {
    Quantity quantity;
    try {
      quantity = Quantity.parse(entry.value());
    } catch (IllegalArgumentException e) {
      left(entry, "expected a temperature such as 4 or 20 mK; the usual one is used");
      return Optional.empty();
    }
    if (!quantity.fits(Unit.KELVIN)) {
      left(entry, "expected a temperature in K; the usual one is used");
      return Optional.empty();
    }
    if (!quantity.unit().equals(Unit.NONE)) {
      return Optional.of(quantity.toString());
    }
    if (MILLIKELVIN.contains(key) && quantity.value() >= 1) {
      left(
          entry,
          "a plain number is in kelvin, and "
              + Yaml.number(quantity.value())
              + " K is not cold; the usual one is used; write '"
              + key
              + ": "
              + Yaml.number(quantity.value())
              + " mK' under 'defaults' of 'procedures' if that was meant");
      return Optional.empty();
    }
    return Optional.of(kelvin(quantity.value()));
  }

  private static String kelvin(double value) {
    return value != 0 && Math.abs(value) < 1
        ? Yaml.number(new BigDecimal(Double.toString(value)).movePointRight(3).doubleValue())
            + " mK"
        : Yaml.number(value) + " K";
  }

  private Optional<String> hours(Entry entry) {
    if (!entry.value().matches("\\d{1,6}(\\.\\d{1,6})?")
        || Double.parseDouble(entry.value()) <= 0) {
      left(entry, "expected a number of hours; the usual one is used");
      return Optional.empty();
    }
    return Optional.of(Yaml.number(Double.parseDouble(entry.value())) + " h");
  }

  private void records(String main, Map<String, String> sensors) {
    var channels = new LinkedHashMap<String, String>();
    for (var sensor : List.of("magnet", "fse")) {
      if (sensors.containsKey(sensor)) {
        channels.put(sensor, main + "/" + sensor + "/temperature");
      }
    }
    out.append(
            "# <year>_status.log and <year>_readings.csv; files of the monitor there are"
                + " continued\n")
        .append("records: {folder: ./records, instrument: ")
        .append(main);
    if (!channels.isEmpty()) {
      out.append(", channels: ").append(Yaml.keys(channels));
    }
    out.append("}\n");
  }

  private void notifier() {
    var url = given(DISCORD, "channel_url");
    var token = given(DISCORD, "access_token");
    if (url.isEmpty()) {
      token.ifPresent(entry -> left(entry, "there is no channel_url to go with it"));
      return;
    }
    var keys = new LinkedHashMap<String, String>();
    keys.put("kind", "discord");
    var channel = DISCORD_CHANNEL.matcher(url.get().value());
    if (WEBHOOK.matcher(url.get().value()).matches()) {
      keys.put("url", findings.secret("DISCORD_URL", "the channel_url", url.get().line()));
      token.ifPresent(entry -> left(entry, "a webhook needs no token"));
    } else if (channel.matches() && token.isPresent()) {
      boolean prefixed = token.get().value().startsWith("Bot ");
      keys.put(
          "token",
          findings.secret(
              "DISCORD_TOKEN",
              prefixed ? "what follows 'Bot ' in the access_token" : "the access_token",
              token.get().line()));
      keys.put("channel", Yaml.quoted(channel.group(1)));
    } else {
      left(
          url.get(),
          channel.matches()
              ? "an access_token is needed with it; nobody is told"
              : "this is neither the address of a Discord channel nor of a webhook; nobody is"
                  + " told");
      token.ifPresent(entry -> left(entry, "the channel that it is for is not known"));
      return;
    }
    keys.put("zone", Yaml.text(zone.getId()));
    out.append(
            "\nroutes:\n  - {name: team, to: [discord], severity: info}\nnotifiers:\n  discord: ")
        .append(Yaml.keys(keys))
        .append('\n');
  }

  private void leftovers() {
    for (var entry : file.entries()) {
      if (!used.contains(entry)) {
        left(entry, "Stillwatch has nothing that it would set");
      }
    }
    file.twice().forEach(entry -> left(entry, "it is given twice; the first one counts"));
  }
}
