package org.stillwatch.instruments.bluefors.controller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.bluefors.BlueforsNames;
import org.stillwatch.instruments.bluefors.BlueforsSettings;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.link.mqtt.BrokerAddress;
import org.stillwatch.link.mqtt.MqttFeed;

/** {@code kind: bluefors-controller}: the temperature controller of a Bluefors refrigerator. */
public final class ControllerKind implements InstrumentKind<ControllerSettings> {

  private static final String TOPIC = "channel/measurement/listen";

  /** The scanner comes round all sensors in less. */
  private static final Duration EVERY = Duration.ofSeconds(60);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Hours of messages; what does not fit is filled from the history. */
  private static final int CAPACITY = 10_000;

  @Override
  public String name() {
    return "bluefors-controller";
  }

  @Override
  public Class<ControllerSettings> settings() {
    return ControllerSettings.class;
  }

  @Override
  public Optional<Unit> unit(ControllerSettings settings, String name) {
    return name.endsWith("/temperature") || name.endsWith("/resistance")
        ? names("any", settings).unit(name)
        : Optional.empty();
  }

  @Override
  public Instrument open(Site site, ControllerSettings settings) {
    if (settings.mqtt().isEmpty() && settings.http().isEmpty()) {
      throw new IllegalArgumentException(
          "neither mqtt nor http is given; expected at least one, such as mqtt:"
              + " tcp://10.0.0.5:1883");
    }
    var every = settings.every().orElse(EVERY);
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "every: " + every + " is no period; expected one such as 60s");
    }
    var names = names(site.id(), settings);
    var wanted = new TreeMap<Integer, String>();
    settings
        .channels()
        .orElse(Map.of())
        .forEach((name, sensor) -> wanted.put(number(name, sensor), name));
    var feed =
        settings
            .mqtt()
            .map(
                text ->
                    new MqttFeed(
                        BrokerAddress.parse(text), settings.topic().orElse(TOPIC), CAPACITY));
    var http =
        settings
            .http()
            .map(address -> new ControllerHttp(new HttpLink(address, Optional.empty(), ANSWER)));
    return new ControllerInstrument(site.id(), names, wanted, every, feed, http);
  }

  private static BlueforsNames names(String instrument, ControllerSettings settings) {
    return new BlueforsNames(
        instrument,
        settings.channels().orElse(Map.of()),
        List.of(),
        settings.every().orElse(EVERY));
  }

  /** The channel of the controller: {@code 6}, or {@code CH6} as in the logs. */
  private static int number(String name, BlueforsSettings.Sensor sensor) {
    var text = sensor.sensor().strip();
    var digits = text.replaceFirst("(?i)^CH", "");
    if (digits.matches("[1-9]\\d?") && Integer.parseInt(digits) <= Measurement.SENSORS) {
      return Integer.parseInt(digits);
    }
    throw new IllegalArgumentException(
        "channels: "
            + name
            + ": '"
            + text
            + "' is no sensor of the controller; expected 1 to "
            + Measurement.SENSORS);
  }
}
