package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.testkit.TestCertificate;
import org.stillwatch.testkit.station.BlueLab;

/** The page over real TLS sockets. */
class TlsTest {

  @TempDir private Path folder = Path.of("");

  private static HttpClient trusting(TlsKey key) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("station", key.chain().getFirst());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static WebServer serve(TlsKey key) {
    var anna =
        new User("anna", Role.EXPERT, Optional.of(new Secret("t")), Optional.of("horse"::equals));
    return WebServer.start(
        BlueLab.station(), WebSettings.onLoopback(0).withUsers(anna).withTls(key));
  }

  private static HttpResponse<String> get(WebServer server, HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  private static void isServed(TlsKey key) throws Exception {
    try (var server = serve(key);
        var client = trusting(key)) {
      assertEquals("https", server.address().getScheme());
      var page = get(server, client, "/");
      assertEquals(200, page.statusCode());
      assertTrue(
          List.of("TLSv1.2", "TLSv1.3").contains(page.sslSession().orElseThrow().getProtocol()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void keysOfAllSortsServeThePage(String algorithm) throws Exception {
    var made = TestCertificate.in(folder, algorithm);
    isServed(TlsKey.ofPem(made.certificate(), made.key()));
  }

  @ParameterizedTest
  @CsvSource({"EC, EC PRIVATE KEY", "RSA, RSA PRIVATE KEY"})
  void soDoKeysAsOlderProgramsWriteThem(String algorithm, String label) throws Exception {
    var made = TestCertificate.in(folder, algorithm);
    isServed(TlsKey.ofPem(made.certificate(), made.bareKey(label)));
  }

  @Test
  void soDoesAKeystore() throws Exception {
    var made = TestCertificate.in(folder, "EC");
    isServed(TlsKey.ofKeystore(made.keystore(), new Secret(TestCertificate.PASSWORD)));
  }

  @Test
  void onlyHttpsIsSpokenAndStrangersAreNotBelieved() throws Exception {
    var made = TestCertificate.in(folder, "EC");
    var other = TestCertificate.in(folder, "EC");
    try (var server = serve(TlsKey.ofPem(made.certificate(), made.key()));
        var stranger = trusting(TlsKey.ofPem(other.certificate(), other.key()));
        var plain = HttpClient.newHttpClient()) {
      assertThrows(SSLException.class, () -> get(server, stranger, "/"));
      var address = server.address().toString().replace("https", "http");
      assertThrows(
          IOException.class,
          () ->
              plain.send(
                  HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString()));
    }
  }

  @Test
  void theCookieOfASessionIsSecureAndAPlainOriginIsForeign() throws Exception {
    var made = TestCertificate.in(folder, "EC");
    var key = TlsKey.ofPem(made.certificate(), made.key());
    try (var server = serve(key);
        var client = trusting(key)) {
      var login =
          HttpRequest.newBuilder(server.address().resolve("/api/v1/login"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\":\"anna\",\"password\":\"horse\"}"));
      var in = client.send(login.copy().build(), BodyHandlers.ofString());
      assertEquals(200, in.statusCode(), in.body());
      var cookie = in.headers().firstValue("Set-Cookie").orElse("");
      assertTrue(cookie.endsWith("; Secure"), cookie);
      var origin = server.address().toString().replaceFirst("/$", "");
      var ours =
          client.send(login.copy().header("Origin", origin).build(), BodyHandlers.discarding());
      assertEquals(200, ours.statusCode());
      var plain = origin.replace("https", "http");
      var foreign =
          client.send(login.copy().header("Origin", plain).build(), BodyHandlers.ofString());
      assertEquals(403, foreign.statusCode(), foreign.body());
    }
  }

  private static String refusal(Path certificate, Path key) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> TlsKey.ofPem(certificate, key))
            .getMessage());
  }

  @Test
  void whatIsWrongWithTheFilesIsOneSentence() throws IOException {
    var made = TestCertificate.in(folder, "EC");
    var other = TestCertificate.in(folder, "EC");
    var rsa = TestCertificate.in(folder, "RSA");
    var none = folder.resolve("none.pem");
    var text = Files.writeString(folder.resolve("text.pem"), "hello\n");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-------"));
    var encrypted =
        Files.writeString(
            folder.resolve("encrypted.pem"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(encrypted, PosixFilePermissions.fromString("rw-------"));
    var damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertEquals(
        "web.tls: the certificate " + none + " cannot be read; expected a PEM file",
        refusal(none, made.key()));
    assertEquals(
        "web.tls: there is no certificate in "
            + text
            + "; expected PEM that begins with -----BEGIN CERTIFICATE-----",
        refusal(text, made.key()));
    assertEquals(
        "web.tls: a certificate in " + damaged + " is damaged; expected PEM as it was issued",
        refusal(damaged, made.key()));
    assertEquals(
        "web.tls: the key " + none + " cannot be read; expected a PEM file",
        refusal(made.certificate(), none));
    assertEquals(
        "web.tls: there is no private key in "
            + text
            + "; expected PEM that begins with -----BEGIN PRIVATE KEY-----",
        refusal(made.certificate(), text));
    assertEquals(
        "web.tls: the key "
            + encrypted
            + " is encrypted; expected an unencrypted one, or a 'keystore' with its 'password'",
        refusal(made.certificate(), encrypted));
    assertEquals(
        "web.tls: the key is not the one of the certificate in "
            + made.certificate()
            + ", which is for another EC key; expected the key that the certificate was made with",
        refusal(made.certificate(), other.key()));
    assertEquals(
        "web.tls: the private key in "
            + rsa.key()
            + " is damaged, or not for EC, as the"
            + " certificate is",
        refusal(made.certificate(), rsa.key()));
    assertEquals(
        "web.tls: the key "
            + rsa.bareKey("RSA PRIVATE KEY")
            + " is for RSA, the certificate for EC; expected the key that the certificate was"
            + " made with",
        refusal(made.certificate(), rsa.bareKey("RSA PRIVATE KEY")));
    Files.setPosixFilePermissions(made.key(), PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(
        "web.tls: the key " + made.key() + " can be read by others; run: chmod 600 " + made.key(),
        refusal(made.certificate(), made.key()));
  }

  @Test
  void aWrongPasswordOfAKeystoreIsNotRepeated() {
    var made = TestCertificate.in(folder, "EC");
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> TlsKey.ofKeystore(made.keystore(), new Secret("guessed")));
    assertEquals(
        "web.tls: the keystore "
            + made.keystore()
            + " cannot be opened; expected a PKCS#12 file and its password",
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> TlsKey.ofKeystore(made.certificate(), new Secret("")));
  }

  @Test
  void anEndIsToldFourteenDaysBefore() {
    var made = TestCertificate.in(folder, "EC");
    var key = TlsKey.ofPem(made.certificate(), made.key());
    var end = key.chain().getFirst().getNotAfter().toInstant();
    assertEquals(Optional.empty(), key.warning(end.minus(Duration.ofDays(14))));
    assertEquals(
        "the certificate in "
            + made.certificate()
            + " ends at "
            + end
            + ", in 13 days; renew it, then run 'stillwatch reload'",
        key.warning(end.minus(Duration.ofDays(14)).plusSeconds(1)).orElseThrow());
    assertTrue(key.warning(end).orElseThrow().contains(" ended at "));
    assertTrue(key.warning(Instant.EPOCH).orElseThrow().contains(" holds from "));
    assertFalse(key.toString().contains("PrivateKey"));
  }

  @Test
  void aStationOfTheNetworkIsFoundUnderTheNameOfItsCertificate() {
    var made = TestCertificate.in(folder, "EC", -1, 90, "dns:lab.example.org,dns:*.lab.example");
    var key = TlsKey.ofPem(made.certificate(), made.key());
    var settings =
        new WebSettings(
                "0.0.0.0", 0, List.of(User.withToken("anna", Role.EXPERT, "t")), Optional.empty())
            .withTls(key);
    try (var server = WebServer.start(BlueLab.station(), settings)) {
      assertEquals("lab.example.org", server.address().getHost());
    }
    var guard = new RequestGuard(settings);
    guard.checkHost(Optional.of("lab.example.org:8443"), false);
    guard.checkHost(Optional.of("blue.lab.example"), false);
    for (var foreign : List.of("evil.example.org", "lab.example", "a.b.lab.example")) {
      assertEquals(
          421,
          assertThrows(Refusal.class, () -> guard.checkHost(Optional.of(foreign), false)).status());
    }
  }
}
