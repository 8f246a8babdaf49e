package org.stillwatch.instruments.bluefors.control;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.http.Fingerprint;
import org.stillwatch.link.http.HttpLink;

/** {@code kind: bluefors-control}: the Bluefors control software over its API. */
public final class ControlKind implements InstrumentKind<ControlSettings> {

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "bluefors-control";
  }

  @Override
  public Class<ControlSettings> settings() {
    return ControlSettings.class;
  }

  @Override
  public Optional<Unit> unit(ControlSettings settings, String name) {
    return new ControlNames("any", EVERY).unit(name);
  }

  @Override
  public Instrument open(Site site, ControlSettings settings) {
    var every = settings.every().orElse(EVERY);
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "every: " + every + " is too short; expected 1s or more, such as 10s");
    }
    var scheme = settings.url().getScheme();
    if (settings.fingerprint().isPresent() && !"https".equals(scheme)) {
      throw new IllegalArgumentException(
          "fingerprint is given, but url is no https address: there is no certificate to know");
    }
    var fingerprint = settings.fingerprint().map(Fingerprint::parse);
    return new ControlInstrument(
        site.id(),
        new ControlNames(site.id(), every),
        every,
        new HttpLink(settings.url(), fingerprint, ANSWER),
        settings.key());
  }
}
