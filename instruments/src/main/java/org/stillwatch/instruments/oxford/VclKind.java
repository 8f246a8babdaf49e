package org.stillwatch.instruments.oxford;

import java.time.Duration;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.logfile.ExpectedPeriod;
import org.stillwatch.instruments.logfile.LogInstrument;

/** {@code kind: oxford-vcl}: the binary logs of an Oxford Instruments fridge. */
public final class VclKind implements InstrumentKind<VclSettings> {

  @Override
  public String name() {
    return "oxford-vcl";
  }

  @Override
  public Class<VclSettings> settings() {
    return VclSettings.class;
  }

  @Override
  public Instrument open(Site site, VclSettings settings) {
    return new LogInstrument(
        site,
        settings.folder(),
        new VclLog(site.id(), ExpectedPeriod.of(settings.every(), Duration.ofSeconds(61))),
        LogInstrument.POLL_BYTES);
  }
}
