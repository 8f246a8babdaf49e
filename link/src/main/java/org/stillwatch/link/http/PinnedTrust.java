package org.stillwatch.link.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one certificate by its fingerprint, whatever name, date or signature it bears; without a
 * fingerprint, what the system trusts. Remembers what it saw, so that people can be told.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

  private final Optional<Fingerprint> pinned;
  private final X509ExtendedTrustManager system;
  private volatile @Nullable Fingerprint refused;

  PinnedTrust(Optional<Fingerprint> pinned) {
    this.pinned = pinned;
    this.system = systemTrust();
  }

  private static X509ExtendedTrustManager systemTrust() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trust store", e);
    }
  }

  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  Optional<Fingerprint> pinned() {
    return pinned;
  }

  /** The certificate that was refused last. */
  Optional<Fingerprint> refused() {
    return Optional.ofNullable(refused);
  }

  private interface Check {
    void check() throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check bySystem) throws CertificateException {
    var seen = Fingerprint.of(chain[0]);
    try {
      if (pinned.isEmpty()) {
        bySystem.check();
      } else if (!pinned.get().equals(seen)) {
        throw new CertificateException("another certificate than that of the fingerprint");
      }
      refused = null;
    } catch (CertificateException e) {
      refused = seen;
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> system.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> system.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> system.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no client is served");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no client is served");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no client is served");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return pinned.isEmpty() ? system.getAcceptedIssuers() : new X509Certificate[0];
  }
}
