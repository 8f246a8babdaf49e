package org.stillwatch.instruments.ppms;

import java.time.Duration;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.logfile.ExpectedPeriod;
import org.stillwatch.instruments.logfile.LogInstrument;

/** {@code kind: ppms-log}: the logs of Quantum Design MultiVu. */
public final class MultiVuKind implements InstrumentKind<MultiVuSettings> {

  @Override
  public String name() {
    return "ppms-log";
  }

  @Override
  public Class<MultiVuSettings> settings() {
    return MultiVuSettings.class;
  }

  @Override
  public Instrument open(Site site, MultiVuSettings settings) {
    var local = site.withZone(settings.zone().orElse(site.zone()));
    return new LogInstrument(
        local,
        settings.folder(),
        new MultiVuLog(
            local.id(), local.zone(), ExpectedPeriod.of(settings.every(), Duration.ofSeconds(60))),
        LogInstrument.POLL_BYTES);
  }
}
