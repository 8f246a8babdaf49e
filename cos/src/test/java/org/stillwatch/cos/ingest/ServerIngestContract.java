package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.catalogue.TestServer;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.sag.RecoveryRule;

/** What can happen to a catalogue on a server besides. */
abstract class ServerIngestContract extends IngestContract {

  abstract TestServer server();

  @Override
  Database fresh() {
    return server().fresh();
  }

  private static String all(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aDatabaseThatGoesAwayInTheMiddleLeavesNothingHalfAndTheNextIngestGoesOn() {
    for (int i = 0; i < 5; i++) {
      archive.cci("l_201800" + i + "120000_00_167", 58200 - i, 167, TestArchive.gains(i, 500));
    }
    measurement =
        new TableMeasurement() {
          @Override
          public Measured measure(Path cci, String sha256, Optional<Path> accum) {
            if (cci.toString().contains("2018003")) {
              server().breakConnections((Database.Server) database);
            }
            return super.measure(cci, sha256, accum);
          }
        };
    var stopped = assertThrows(CosProblem.class, () -> ingest(database, 1, RecoveryRule.STRICT));
    assertTrue(
        String.valueOf(stopped.getMessage())
            .endsWith("what was committed stays, and the next run goes on from there"),
        stopped::toString);
    assertFalse(all(stopped).contains(TestServer.PASSWORD));
    measurement = new TableMeasurement();
    ingest();
    sameAsFromScratch();
    assertTrue(measurement.measured.size() < 10, "some of them were kept from the first run");
  }

  @Test
  void fault30aPasswordIsNeverShown() {
    var server = (Database.Server) database;
    var wrong = "not-the-password-4711";
    var refused =
        assertThrows(
            CosProblem.class,
            () ->
                Catalogue.open(
                    new Database.Server(
                        server.engine(),
                        server.host(),
                        server.port(),
                        server.name(),
                        server.user(),
                        new Secret(wrong))));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("cannot open the " + server.words() + ": "),
        refused::toString);
    assertFalse(all(refused).contains(wrong), () -> all(refused));
    assertFalse(server.toString().contains(TestServer.PASSWORD), server::toString);
    assertFalse(server.words().contains(TestServer.PASSWORD));
  }

  @Test
  void aServerThatIsNotThereIsOneSentence() {
    var server = (Database.Server) database;
    var nowhere =
        new Database.Server(
            server.engine(), "127.0.0.1", 1, server.name(), server.user(), server.password());
    var refused = assertThrows(CosProblem.class, () -> Catalogue.open(nowhere));
    assertTrue(
        String.valueOf(refused.getMessage()).endsWith("; nothing was changed"), refused::toString);
    assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
  }
}
