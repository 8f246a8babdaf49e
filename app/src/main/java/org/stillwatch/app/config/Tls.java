package org.stillwatch.app.config;

import java.time.InstantSource;
import java.util.Optional;
import org.stillwatch.app.config.StationFile.TlsKeys;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.web.TlsKey;

/** What the page shows to prove that it is the station's. */
final class Tls {

  private static final String PATH = "web.tls";

  private final Binder binder;
  private final InstantSource clock;

  Tls(Binder binder, InstantSource clock) {
    this.binder = binder;
    this.clock = clock;
  }

  void check(StationFile station) {
    try {
      key(station)
          .flatMap(key -> key.warning(clock.instant()))
          .ifPresent(warning -> binder.mayPass(PATH, warning));
    } catch (IllegalArgumentException e) {
      binder.problem(PATH, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads the files, as they are now.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static Optional<TlsKey> key(StationFile station) {
    return station.web().tls().map(Tls::key);
  }

  private static TlsKey key(TlsKeys keys) {
    if (keys.certificate().isPresent()
        && keys.key().isPresent()
        && keys.keystore().isEmpty()
        && keys.password().isEmpty()) {
      return TlsKey.ofPem(keys.certificate().get(), keys.key().get());
    }
    if (keys.keystore().isPresent() && keys.certificate().isEmpty() && keys.key().isEmpty()) {
      return TlsKey.ofKeystore(
          keys.keystore().get(), keys.password().orElseGet(() -> new Secret("")));
    }
    throw new IllegalArgumentException(
        "web.tls: expected 'certificate' and 'key', or 'keystore' and 'password'");
  }
}
