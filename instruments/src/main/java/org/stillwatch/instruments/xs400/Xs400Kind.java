package org.stillwatch.instruments.xs400;

import java.time.Duration;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.instruments.logfile.ExpectedPeriod;

/** {@code kind: xs400-log}: the workbooks of a CETC XS400 refrigerator. */
public final class Xs400Kind implements InstrumentKind<Xs400Settings> {

  @Override
  public String name() {
    return "xs400-log";
  }

  @Override
  public Class<Xs400Settings> settings() {
    return Xs400Settings.class;
  }

  /**
   * @throws IllegalArgumentException with one sentence when {@code time-format} is no pattern of a
   *     date and a time
   */
  @Override
  public Instrument open(Site site, Xs400Settings settings) {
    return new Xs400Log(
        site.base().resolve(settings.folder()),
        new SheetLog.Manner(
            site.id(),
            settings.zone().orElse(site.zone()),
            ExpectedPeriod.of(settings.every(), Duration.ofSeconds(60)),
            new TimeStamps(settings.timeFormat())));
  }
}
