package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.lane.Lanes;

/** {@code kind: kjlc-gauge}: vacuum gauges of the KJLC 392, 354 and 300 series. */
public final class GaugeKind implements InstrumentKind<GaugeSettings> {

  private static final int BAUD = 19200;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  @Override
  public String name() {
    return "kjlc-gauge";
  }

  @Override
  public Class<GaugeSettings> settings() {
    return GaugeSettings.class;
  }

  @Override
  public Optional<Unit> unit(GaugeSettings settings, String name) {
    return switch (name) {
      case "ion/pressure", "cg1/pressure", "cg2/pressure" ->
          Optional.of(settings.unit().map(PressureUnit::named).orElse(PressureUnit.TORR).unit());
      case Gauge.FILAMENT, Gauge.DEGAS, Gauge.EMISSION, Gauge.STATUS -> Optional.of(Unit.STATE);
      default -> Optional.empty();
    };
  }

  @Override
  public Instrument open(Site site, GaugeSettings settings) {
    var address = settings.address().orElse("01").strip().toUpperCase(Locale.ROOT);
    if (!address.matches("[0-9A-F]{2}")) {
      throw new IllegalArgumentException(
          "address: '" + address + "' is none; expected two hex digits in quotes, such as \"01\"");
    }
    var every = settings.every().orElse(EVERY);
    var timeout = settings.timeout().orElse(TIMEOUT);
    if (every.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "every: " + every + " is too short; expected 100ms or more, such as 1s");
    }
    if (timeout.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "timeout: " + timeout + " is too short; expected 100ms or more, such as 500ms");
    }
    var model = settings.model().map(Model::numbered);
    var unit = settings.unit().map(PressureUnit::named);
    var port = settings.line().toPort(BAUD);
    var lanes = site.shared().one(Lanes.class, Lanes::new);
    var lane = lanes.join(port, GaugeTalk.MANNERS.withEcho(settings.echo().orElse(false)));
    var talk = new GaugeTalk(lane, address, timeout);
    return new PolledInstrument(
        site.id(),
        port.name(),
        new Gauge(site.id(), talk, model, unit, every, () -> lanes.leave(lane)),
        every);
  }
}
