package org.stillwatch.instruments.leiden;

import java.time.Duration;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.logfile.ExpectedPeriod;
import org.stillwatch.instruments.logfile.LogInstrument;

/** {@code kind: leiden-log}: the logs of a Leiden Cryogenics fridge. */
public final class LeidenKind implements InstrumentKind<LeidenSettings> {

  @Override
  public String name() {
    return "leiden-log";
  }

  @Override
  public Class<LeidenSettings> settings() {
    return LeidenSettings.class;
  }

  @Override
  public Instrument open(Site site, LeidenSettings settings) {
    var local = site.withZone(settings.zone().orElse(site.zone()));
    return new LogInstrument(
        local,
        settings.folder(),
        new LeidenLog(
            local.id(), local.zone(), ExpectedPeriod.of(settings.every(), Duration.ofMinutes(5))),
        LogInstrument.POLL_BYTES);
  }
}
