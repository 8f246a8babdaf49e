package org.stillwatch.instruments.httpjson;

import java.net.URI;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.http.Fingerprint;
import org.stillwatch.link.http.HttpLink;

/** {@code kind: http-json}: values of whoever answers JSON over HTTP. */
public final class HttpJsonKind implements InstrumentKind<HttpJsonSettings> {

  @Override
  public String name() {
    return "http-json";
  }

  @Override
  public Class<HttpJsonSettings> settings() {
    return HttpJsonSettings.class;
  }

  @Override
  public Optional<Unit> unit(HttpJsonSettings settings, String name) {
    return settings.channels().stream()
        .flatMap(field -> field.value().unitOf(name).stream())
        .findFirst();
  }

  @Override
  public Instrument open(Site site, HttpJsonSettings settings) {
    var url = settings.url();
    var link =
        new HttpLink(
            URI.create(url.getScheme() + "://" + url.getRawAuthority()),
            settings.fingerprint().map(Fingerprint::parse),
            settings.deadline());
    var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var device = new HttpJsonDevice(site.id(), settings, link, path + query);
    return new PolledInstrument(site.id(), link.shown(), device, settings.period());
  }
}
