package org.stillwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;

/**
 * A certificate that no authority signed, made by the JDK's keytool, for a test.
 *
 * @param keystore PKCS#12, with {@link #PASSWORD}
 * @param certificate PEM
 * @param key PEM, PKCS#8, readable by its owner alone
 */
public record TestCertificate(Path keystore, Path certificate, Path key) {

  public static final String PASSWORD = "only a test";

  /** For this machine, for 90 days from yesterday. */
  public static TestCertificate in(Path folder, String algorithm) {
    return in(folder, algorithm, -1, 90, "dns:localhost,ip:127.0.0.1");
  }

  /**
   * Makes one.
   *
   * @param folder for its files
   * @param algorithm {@code EC}, {@code RSA} or {@code Ed25519}
   * @param startDays when it begins, from now on
   * @param days for so long it holds
   * @param names as keytool takes them for {@code SAN}
   */
  public static TestCertificate in(
      Path folder, String algorithm, int startDays, int days, String names) {
    var stem = "test-" + algorithm + "-" + System.nanoTime();
    var store = folder.resolve(stem + ".p12");
    try {
      var made =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "test",
                  "-keyalg",
                  algorithm,
                  "-dname",
                  "CN=test",
                  "-ext",
                  "SAN=" + names,
                  "-startdate",
                  (startDays < 0 ? "" : "+") + startDays + "d",
                  "-validity",
                  String.valueOf(days),
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (made.waitFor() != 0) {
        throw new IllegalStateException("keytool made no certificate: " + said);
      }
      var keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      return new TestCertificate(
          store,
          Files.writeString(
              folder.resolve(stem + ".pem"),
              pem("CERTIFICATE", keys.getCertificate("test").getEncoded())),
          ownKey(
              folder.resolve(stem + "-key.pem"),
              pem("PRIVATE KEY", keys.getKey("test", PASSWORD.toCharArray()).getEncoded())));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate could be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The same key without its PKCS#8 envelope, as older programs write it. */
  public Path bareKey(String label) throws IOException {
    var text = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
    var pkcs8 = Base64.getMimeDecoder().decode(text);
    // the octet string comes last; what it holds is a sequence (0x30) that reaches to the end
    for (int at = 20; at < pkcs8.length; at++) {
      if (pkcs8[at] == 0x30 && end(pkcs8, at) == pkcs8.length) {
        var bare = Arrays.copyOfRange(pkcs8, at, pkcs8.length);
        return ownKey(key.resolveSibling("bare-" + key.getFileName()), pem(label, bare));
      }
    }
    throw new IllegalStateException("the key has no envelope");
  }

  private static int end(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return at + 2 + first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f) && at + 2 + i < der.length; i++) {
      length = length << 8 | (der[at + 2 + i] & 0xff);
    }
    return at + 2 + (first & 0x7f) + length;
  }

  private static String pem(String label, byte[] bytes) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static Path ownKey(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }
}
