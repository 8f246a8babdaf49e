package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.testkit.ScriptedHttp;

class LiveCheckTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void opensEachInstrumentAndTellsEachNotifier() throws IOException {
    var logs = Files.createDirectory(folder.resolve("logs"));
    try (var hook = ScriptedHttp.answering(ScriptedHttp.Act.respond(200, ""))) {
      var check = Run.of("check", station(hook.base() + "/hook"), "--live");
      assertEquals(0, check.code(), check.err());
      assertTrue(check.out().contains("[fridge] ok"), check.out());
      assertTrue(check.out().contains("[hook] told"), check.out());
      assertTrue(hook.requests().getFirst().body().contains("\"kind\":\"test\""));
    }
  }

  @Test
  void aNotifierThatRefusesIsAProblemThatShowsNoAddress() throws IOException {
    var logs = Files.createDirectory(folder.resolve("logs"));
    try (var hook = ScriptedHttp.answering(ScriptedHttp.Act.respond(404, "no such hook"))) {
      var check = Run.of("check", station(hook.base() + "/secret-part"), "--live");
      assertEquals(1, check.code(), check.err());
      assertTrue(check.err().contains("[hook] refused"), check.err());
      assertFalse(check.err().contains("secret-part"), check.err());
    }
  }

  @Test
  void asksEachSinkWhetherItWouldTakeReadingsAndWritesNone() throws IOException {
    var logs = Files.createDirectory(folder.resolve("logs"));
    try (var influx =
        ScriptedHttp.answering(
            ScriptedHttp.Act.respond(204, ""),
            ScriptedHttp.Act.respond(401, "{\"error\":\"unknown token s3cret\"}"))) {
      var file =
          Files.writeString(
              folder.resolve("sinks.yaml"),
              """
              station: {name: Blue lab, zone: UTC}
              instruments: {fridge: {kind: bluefors-logs, folder: ./logs}}
              sinks: [{kind: influxdb, version: 3, url: "%s", database: lab, token: s3cret}]
              """
                  .formatted(influx.base()));
      var good = Run.of("check", file, "--live");
      assertEquals(0, good.code(), good.err());
      assertTrue(good.out().contains("[influxdb] ok: InfluxDB 3 at " + influx.base()), good.out());
      var bad = Run.of("check", file, "--live");
      assertEquals(1, bad.code());
      assertTrue(bad.err().contains("[influxdb] unreachable"), bad.err());
      assertFalse(bad.err().contains("s3cret"), bad.err());
      assertTrue(influx.requests().stream().allMatch(request -> request.body().isEmpty()));
    }
  }

  private Path station(String url) throws IOException {
    return Files.writeString(
        folder.resolve("station.yaml"),
        """
        station: {name: Blue lab, zone: UTC}
        instruments: {fridge: {kind: bluefors-logs, folder: ./logs}}
        routes: [{name: team, to: hook}]
        notifiers: {hook: {kind: webhook, url: "%s"}}
        """
            .formatted(url));
  }
}
