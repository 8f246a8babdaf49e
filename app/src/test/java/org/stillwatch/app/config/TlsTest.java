package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.testkit.TestCertificate;

/** {@code web: tls:} in a station file. */
class TlsTest {

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String tls) throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {fridge: {kind: bluefors-logs, folder: %s}}
            web:
              tls: %s
            """
                .formatted(made, tls));
    return new StationReader(Map.of("KEYSTORE", TestCertificate.PASSWORD)).read(file);
  }

  private static String pem(TestCertificate made) {
    return "{certificate: %s, key: %s}"
        .formatted(made.certificate().getFileName(), made.key().getFileName());
  }

  @Test
  void pemFilesAreFoundBesideTheStationFile() throws IOException {
    var made = TestCertificate.in(folder, "EC");
    var key = Assembly.web(read(pem(made)).usable()).tls().orElseThrow();
    assertEquals(made.certificate(), key.where());
  }

  @Test
  void aKeystoreNeedsItsPassword() throws IOException {
    var made = TestCertificate.in(folder, "EC");
    var name = made.keystore().getFileName();
    var good = read("{keystore: " + name + ", password: \"${KEYSTORE}\"}");
    assertEquals(List.of(), good.problems());
    assertTrue(Assembly.web(good.usable()).tls().isPresent());
    assertEquals(1, read("{keystore: " + name + "}").problems().size());
  }

  @Test
  void whatIsWrongIsToldInItsPlace() throws IOException {
    var made = TestCertificate.in(folder, "EC");
    var problem = read("{certificate: " + made.certificate() + "}").problems().getFirst();
    assertEquals(4, problem.line());
    assertEquals(
        "web.tls: expected 'certificate' and 'key', or 'keystore' and 'password'", problem.text());
    assertEquals(1, read("{certificate: none.pem, key: none.pem}").problems().size());
  }

  /** A station that is started at night after a power cut must not fail for that. */
  @Test
  void anEndThatIsNearOrPastIsAProblemWithWhichAStationRuns() throws IOException {
    for (int days : List.of(5, 15)) {
      var made = TestCertificate.in(folder, "EC", -10, days, "dns:localhost");
      var result = read(pem(made));
      var problem = result.problems().getFirst();
      assertTrue(problem.mayPass());
      assertTrue(
          problem.text().contains(days == 5 ? " ended at " : ", in 4 days; renew it"),
          problem.text());
      assertEquals(4, problem.line());
      assertTrue(Assembly.web(result.usable()).tls().isPresent());
    }
    assertEquals(List.of(), read(pem(TestCertificate.in(folder, "EC"))).problems());
  }
}
