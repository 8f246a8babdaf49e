package org.stillwatch.notifiers;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key of a server whose certificate no authority has signed: GreenMail's own. */
public final class TestKeys {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private TestKeys() {}

  private static KeyStore keys() throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = TestKeys.class.getResourceAsStream("/greenmail.p12")) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  public static SSLContext server() throws IOException, GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys(), PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** SHA-256 of the certificate, as openssl writes it. */
  public static String fingerprint() throws IOException, GeneralSecurityException {
    var keys = keys();
    var certificate = keys.getCertificate(keys.aliases().nextElement());
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }
}
