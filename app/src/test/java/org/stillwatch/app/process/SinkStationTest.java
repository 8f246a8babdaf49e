package org.stillwatch.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.testkit.ScriptedHttp;
import org.stillwatch.testkit.ScriptedHttp.Act;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole station: a line in a log file becomes a line over there. */
class SinkStationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yy-MM-dd");
  private static final DateTimeFormatter ROW = DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss");

  @TempDir private Path folder = Path.of("");

  @Test
  void aLineInALogBecomesAPointThatIsSentUntilItIsTaken() throws Exception {
    try (var influx = ScriptedHttp.answering(Act.respond(500, ""), Act.respond(204, ""));
        var process = start(influx.base())) {
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.2);
      var deadline = Instant.now().plus(PATIENCE);
      JsonNode sink = get(process);
      while (sink.path("carried").asLong(0) == 0) {
        assertTrue(Instant.now().isBefore(deadline), sink::toString);
        Thread.onSpinWait();
        sink = get(process);
      }
      assertEquals("ok", sink.path("state").asString(""));
      var requests = influx.requests();
      assertEquals(requests.get(0).body(), requests.get(1).body());
      assertTrue(
          requests
              .get(1)
              .body()
              .startsWith("temperature,instrument=fridge,thing=mxc,unit=K value=0.2 "),
          requests::toString);
      assertEquals("Token s3cret", requests.get(1).headers().get("authorization"));
    }
  }

  @Test
  void aServerThatSaysNothingHoldsNoStop() throws Exception {
    try (var influx = ScriptedHttp.answering(new Act.Silence())) {
      var process = start(influx.base());
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.2);
      var deadline = Instant.now().plus(PATIENCE);
      while (influx.requests().isEmpty()) {
        assertTrue(Instant.now().isBefore(deadline));
        Thread.onSpinWait();
      }
      process.close();
      assertTrue(influx.clientsGone(PATIENCE), "the request is given up with the station");
    }
  }

  private StationProcess start(String influx) throws IOException {
    var logs = Files.createDirectories(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC, data: ./data}
            web: {port: 0}
            instruments: {fridge: {kind: bluefors-logs, folder: ./logs, poll: 50ms}}
            sinks:
              - {kind: influxdb, version: 2, url: "%s", org: infn, bucket: lab, token: s3cret,
                 channels: [fridge/**]}
            """
                .formatted(influx));
    var station = new StationReader(Map.of()).read(file).usable();
    var data = folder.resolve("data");
    return StationProcess.start(
        Assembly.setup(station, data), data, () -> Assembly.setup(station, data));
  }

  private void write(double kelvin) throws IOException {
    var now = Instant.now().atZone(ZoneOffset.UTC);
    var day = Files.createDirectories(folder.resolve("logs").resolve(NAME.format(now)));
    var file =
        Files.writeString(
            day.resolve("CH6 T " + NAME.format(now) + ".log"),
            ROW.format(now) + "," + kelvin + "\r\n",
            StandardCharsets.US_ASCII,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
  }

  private static JsonNode get(StationProcess process) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(process.page().resolve("/api/v1/sinks").toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return JsonMapper.builder().build().readTree(answer.body()).path(0);
    }
  }
}
