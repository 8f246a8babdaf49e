package org.stillwatch.instruments.bluefors.valvecontrol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.bluefors.BlueforsNames;

/** {@code kind: bluefors-valvecontrol}: the server of the older ValveControl program. */
public final class ValveControlKind implements InstrumentKind<ValveControlSettings> {

  private static final int PORT = 1234;
  private static final Duration EVERY = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "bluefors-valvecontrol";
  }

  @Override
  public Class<ValveControlSettings> settings() {
    return ValveControlSettings.class;
  }

  @Override
  public Optional<Unit> unit(ValveControlSettings settings, String name) {
    return name.endsWith("/temperature") ? Optional.empty() : names("any", EVERY).unit(name);
  }

  @Override
  public Instrument open(Site site, ValveControlSettings settings) {
    int port = settings.port().orElse(PORT);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " is none; expected 1 to 65535");
    }
    if (settings.host().isBlank()) {
      throw new IllegalArgumentException("host is empty; expected such as 10.0.0.7");
    }
    var every = settings.every().orElse(EVERY);
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "every: " + every + " is too short; expected 1s or more, such as 10s");
    }
    return new ValveControl(
        site.id(), names(site.id(), every), settings.host().strip(), port, every);
  }

  private static BlueforsNames names(String instrument, Duration every) {
    return new BlueforsNames(instrument, Map.of(), List.of(), every);
  }
}
