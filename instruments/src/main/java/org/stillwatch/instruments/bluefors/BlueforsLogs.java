package org.stillwatch.instruments.bluefors;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.logfile.LogInstrument;

/** {@code kind: bluefors-logs}: the classic log folders of a Bluefors dilution refrigerator. */
public final class BlueforsLogs implements InstrumentKind<BlueforsSettings> {

  /** Gauges, flow and status are written every 60 s or faster. */
  private static final Duration EVERY = Duration.ofSeconds(60);

  private static final List<String> HEATERS = List.of("mxc", "still");

  @Override
  public String name() {
    return "bluefors-logs";
  }

  @Override
  public Class<BlueforsSettings> settings() {
    return BlueforsSettings.class;
  }

  @Override
  public Instrument open(Site site, BlueforsSettings settings) {
    var every = settings.every().orElse(EVERY);
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "every: " + every + " is no period; expected one such as 60s");
    }
    var names = names(site.id(), settings, every);
    var zone = settings.zone().orElse(site.zone());
    return new LogInstrument(
        site.withZone(zone),
        settings.folder(),
        new BlueforsFormat(names, zone),
        LogInstrument.POLL_BYTES);
  }

  @Override
  public Optional<Unit> unit(BlueforsSettings settings, String name) {
    return names("any", settings, EVERY).unit(name);
  }

  private static BlueforsNames names(String instrument, BlueforsSettings settings, Duration every) {
    return new BlueforsNames(
        instrument,
        settings.channels().orElse(Map.of()),
        settings.heaters().orElse(HEATERS),
        every);
  }
}
