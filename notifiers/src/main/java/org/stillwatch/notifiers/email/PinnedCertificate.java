package org.stillwatch.notifiers.email;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Accepts the one server certificate whose fingerprint is known, and no other. */
final class PinnedCertificate implements X509TrustManager {

  private static final int SHA256_BYTES = 32;

  private final byte[] fingerprint;

  private PinnedCertificate(byte[] fingerprint) {
    this.fingerprint = fingerprint.clone();
  }

  /**
   * @param hex SHA-256 of the certificate, with or without colons
   * @throws IllegalArgumentException with one sentence when it is none
   */
  static SSLSocketFactory sockets(String hex) {
    byte[] fingerprint;
    try {
      fingerprint = HexFormat.of().parseHex(hex.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException notHex) {
      fingerprint = new byte[0];
    }
    if (fingerprint.length != SHA256_BYTES) {
      throw new IllegalArgumentException(
          "fingerprint is '" + hex + "'; expected 64 hexadecimal digits (SHA-256)");
    }
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          null, new TrustManager[] {new PinnedCertificate(fingerprint)}, new SecureRandom());
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has TLS", impossible);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      var seen = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!MessageDigest.isEqual(seen, fingerprint)) {
        throw new CertificateException("another certificate than the one that is expected");
      }
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the certificate cannot be compared", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
