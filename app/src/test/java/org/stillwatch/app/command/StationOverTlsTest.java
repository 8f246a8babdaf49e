package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.testkit.TestCertificate;

/** A station that speaks TLS, and the commands that talk to it. */
class StationOverTlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private StationStart station() throws IOException {
    var logs = Files.createDirectory(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {fridge: {kind: bluefors-logs, folder: %s}}
            web: {port: 0, tls: {certificate: lab.pem, key: lab-key.pem}}
            """
                .formatted(logs));
    return new StationStart(file, Optional.of(folder.resolve("data")), web -> web);
  }

  private void use(TestCertificate made) throws IOException {
    Files.copy(made.certificate(), folder.resolve("lab.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        made.key(),
        folder.resolve("lab-key.pem"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static StationClient client(URI page, Path authority) {
    return StationClient.find(
        Optional.of(page.toString()),
        Path.of("data"),
        Map.of("STILLWATCH_CA", authority.toString()));
  }

  @Test
  void aRenewedCertificateIsTakenOnReloadAndCommandsBelieveWhomTheyAreTold() throws Exception {
    var ending = TestCertificate.in(folder, "EC", -10, 15, "dns:localhost,ip:127.0.0.1");
    var renewed = TestCertificate.in(folder, "RSA");
    use(ending);
    var err = new StringWriter();
    try (var process = station().start(new PrintWriter(err))) {
      assertTrue(err.toString().contains("in 4 days; renew it"), err.toString());
      var page = process.page();
      assertEquals("https", page.getScheme());
      var client = client(page, ending.certificate());
      awaitWarning(client);
      distrusts(page, renewed.certificate());

      use(renewed);
      var before = process.station();
      assertTrue(client.post("/api/v1/reload", "{}").toString().contains("true"));
      await(process, before);
      assertEquals(page, process.page());
      var status = client(page, renewed.certificate()).json("/api/v1/status");
      assertEquals("Blue lab", status.path("station").path("name").asString(""));
      distrusts(page, ending.certificate());
    }
  }

  private static void distrusts(URI page, Path authority) {
    var refused = assertThrows(Failure.class, () -> client(page, authority).json("/api/v1/status"));
    assertEquals(Failure.UNREACHABLE, refused.exitCode());
    var said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("cannot be believed (") && said.contains("STILLWATCH_CA"), said);
  }

  private static void awaitWarning(StationClient client) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!client.get("/api/v1/notices").contains("in 4 days; renew it")) {
      assertTrue(Instant.now().isBefore(deadline), "nobody is told");
      Thread.onSpinWait();
    }
  }

  private static void await(StationProcess process, Object before) {
    var deadline = Instant.now().plus(PATIENCE);
    while (process.station().equals(before)) {
      assertTrue(Instant.now().isBefore(deadline), "the station is not set up anew");
      Thread.onSpinWait();
    }
  }

  @Test
  void aFileOfAuthoritiesThatIsNoneIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("ca.pem"), "hello");
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> client(URI.create("https://127.0.0.1:1/"), file));
    assertEquals(
        "STILLWATCH_CA: " + file + " cannot be used; expected a PEM file with certificates",
        refused.getMessage());
  }
}
