package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that no authority signed, made by the JDK's keytool.
 *
 * @param fingerprint {@code sha256:AB:CD:...}
 */
public record SelfSigned(SSLContext context, String fingerprint) {

  private static final String PASSWORD = "simulated";

  /**
   * Makes one.
   *
   * @param folder for its file
   */
  public static SelfSigned in(Path folder) throws IOException, InterruptedException {
    var file = folder.resolve("self-signed-" + System.nanoTime() + ".p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "simulated",
                "-keyalg",
                "EC",
                "-dname",
                "CN=simulated",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool made no certificate");
    }
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(store.getCertificate("simulated").getEncoded());
      return new SelfSigned(
          context, "sha256:" + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool made no certificate that can be used", e);
    }
  }
}
