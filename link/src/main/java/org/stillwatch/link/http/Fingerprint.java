package org.stillwatch.link.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, as browsers and {@code openssl x509 -fingerprint -sha256} show it.
 *
 * @param text 32 bytes in upper-case hexadecimal, parted by colons
 */
public record Fingerprint(String text) {

  private static final Pattern BYTES = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
  private static final Pattern PREFIX = Pattern.compile("(?i)^\\s*sha-?256[:= ]\\s*");

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public Fingerprint {
    if (!BYTES.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no fingerprint; expected sha256: and 32 bytes such as AB:CD:...");
    }
  }

  /** Reads {@code sha256:AB:CD:...}, with or without the word and the colons, in either case. */
  public static Fingerprint parse(String text) {
    var hex = PREFIX.matcher(text).replaceFirst("").strip().toUpperCase(Locale.ROOT);
    return new Fingerprint(hex.matches("[0-9A-F]{64}") ? hex.replaceAll("(..)(?!$)", "$1:") : hex);
  }

  static Fingerprint of(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without a fingerprint", e);
    }
  }

  @Override
  public String toString() {
    return "sha256:" + text;
  }
}
