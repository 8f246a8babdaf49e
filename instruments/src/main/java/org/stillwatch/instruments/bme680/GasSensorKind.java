package org.stillwatch.instruments.bme680;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.lane.Lanes;

/** {@code kind: bme680-arduino}: a BME680 gas sensor behind an Arduino. */
public final class GasSensorKind implements InstrumentKind<GasSensorSettings> {

  private static final int BAUD = 115200;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration WARM_UP = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "bme680-arduino";
  }

  @Override
  public Class<GasSensorSettings> settings() {
    return GasSensorSettings.class;
  }

  @Override
  public Optional<Unit> unit(GasSensorSettings settings, String name) {
    return switch (name) {
      case GasSensor.TEMPERATURE -> Optional.of(Unit.of("K"));
      case GasSensor.PRESSURE -> Optional.of(Unit.of("Pa"));
      case GasSensor.HUMIDITY -> Optional.of(Unit.of("%"));
      case GasSensor.RESISTANCE -> Optional.of(Unit.OHM);
      case GasSensor.WARM_UP -> Optional.of(Unit.STATE);
      default -> Optional.empty();
    };
  }

  @Override
  public Instrument open(Site site, GasSensorSettings settings) {
    var every = settings.every().orElse(EVERY);
    if (every.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "every: " + every + " is too short; expected 1s or more, such as 10s");
    }
    var terminator = Terminator.named(settings.terminator().orElse("auto"));
    var warmUp = settings.warmUp().orElse(WARM_UP);
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException(
          "warm-up: " + warmUp + " is negative; expected such as 5m");
    }
    var port = settings.line().toPort(BAUD);
    var lanes = site.shared().one(Lanes.class, Lanes::new);
    var lane = lanes.join(port, GasSensor.MANNERS);
    var sensor =
        new GasSensor(
            site.id(),
            lane,
            terminator,
            warmUp,
            every,
            SteadyClock.SYSTEM,
            () -> lanes.leave(lane));
    return new PolledInstrument(site.id(), port.name(), sensor, every);
  }
}
