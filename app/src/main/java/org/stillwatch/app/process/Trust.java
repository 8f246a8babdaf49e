package org.stillwatch.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed when a station is asked over HTTPS. */
public final class Trust {

  /** Names a PEM file with the certificates that are believed, in place of the system's. */
  public static final String VARIABLE = "STILLWATCH_CA";

  private Trust() {}

  /**
   * A client for HTTP and HTTPS.
   *
   * @param environment with {@code STILLWATCH_CA}, or without: then the authorities of the system
   * @throws IllegalArgumentException with one sentence when its file cannot be used
   */
  public static HttpClient client(Map<String, String> environment, Duration connectTimeout) {
    var builder =
        HttpClient.newBuilder().connectTimeout(connectTimeout).version(HttpClient.Version.HTTP_1_1);
    var file = environment.getOrDefault(VARIABLE, "").strip();
    return (file.isEmpty() ? builder : builder.sslContext(context(Path.of(file)))).build();
  }

  private static SSLContext context(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority " + store.size(), certificate);
      }
      if (store.size() == 0) {
        throw new GeneralSecurityException("no certificate");
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          VARIABLE + ": " + file + " cannot be used; expected a PEM file with certificates", e);
    }
  }
}
