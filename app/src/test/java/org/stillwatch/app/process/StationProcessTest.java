package org.stillwatch.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.web.WebSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole station: a line in a log file becomes a message and a value on the page. */
class StationProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yy-MM-dd");
  private static final DateTimeFormatter ROW = DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss");

  @TempDir private Path folder = Path.of("");

  private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
  private @Nullable HttpServer receiver;
  private int status = 200;

  @BeforeEach
  void someoneWhoIsTold() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          var body = exchange.getRequestBody().readAllBytes();
          int answer = status;
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
          if (answer == 200) {
            told.add(JsonMapper.builder().build().readTree(body));
          }
        });
    receiver.start();
    var made = Files.createDirectory(folder.resolve("logs"));
  }

  @AfterEach
  void goHome() {
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  @Test
  void aLineInALogBecomesAMessageAndAValueOnThePage() throws Exception {
    try (var process = start()) {
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.01);
      write(0.2);
      var message = message();
      assertEquals("MXC warm", message.path("title").asString(""));
      assertEquals(0.2, message.path("value").asDouble());
      assertEquals("fridge/mxc/temperature", message.path("channel").asString(""));
      var shown = get(process, "/api/v1/channels").path(0);
      assertEquals("fridge/mxc/temperature", shown.path("id").asString(""));
      assertEquals(0.2, shown.path("value").asDouble());
    }
  }

  @Test
  void whatHappenedWhileTheStationWasDownIsToldAfterItsStart() throws Exception {
    try (var process = start()) {
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.01);
      write(0.2);
      assertEquals("MXC warm", message().path("title").asString(""));
      awaitReceipts(process);
    }
    write(0.01);
    write(0.3);
    try (var process = start()) {
      assertTrue(process.station().awaitReady(PATIENCE));
      assertEquals("MXC cold", message().path("title").asString(""));
      assertEquals("MXC warm", message().path("title").asString(""));
    }
    assertTrue(told.isEmpty(), "nothing is told twice");
  }

  /** A station that ends before it has its receipts sends again, marked: that is another test. */
  private static void awaitReceipts(StationProcess process) throws Exception {
    var deadline = Instant.now().plus(PATIENCE);
    while (get(process, "/api/v1/status").path("outbox").path("waiting").asLong(1) > 0) {
      assertTrue(Instant.now().isBefore(deadline), "a notice stays in the outbox");
      Thread.onSpinWait();
    }
  }

  @Test
  void aMessageThatIsRefusedForGoodIsParkedAndShown() throws Exception {
    status = 404;
    try (var process = start()) {
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.01);
      write(0.2);
      var deadline = Instant.now().plus(PATIENCE);
      JsonNode outbox = get(process, "/api/v1/status").path("outbox");
      while (outbox.path("parked").asLong(0) == 0 && Instant.now().isBefore(deadline)) {
        Thread.onSpinWait();
        outbox = get(process, "/api/v1/status").path("outbox");
      }
      assertEquals(1, outbox.path("parked").asLong(0));
    }
  }

  @Test
  void aStationThatReadsItsFileAgainKeepsItsAlarmsAndJudgesAChangedLimit() throws Exception {
    try (var process = start()) {
      assertTrue(process.station().awaitReady(PATIENCE));
      write(0.01);
      write(0.2);
      var id = message().path("id").asString("");
      process.station().acknowledge(id, "anna", "seen");
      assertEquals("Acknowledged by anna: MXC warm", message().path("title").asString(""));

      var file = folder.resolve("station.yaml");
      var text = Files.readString(file);
      Files.writeString(file, text.replace("say: MXC warm", "sey: MXC warm"));
      assertTrue(post(process, "reload").contains("did you mean 'say'?"));

      Files.writeString(file, text.replace("say: MXC warm", "say: MXC rather warm"));
      var page = process.page();
      assertTrue(post(process, "reload").contains("true"));
      awaitReloaded(process);
      assertEquals(page, process.page());
      var alarm = process.station().alarms().getFirst();
      assertEquals(id, alarm.id());
      assertEquals("anna", alarm.acknowledged().orElseThrow().who());

      Files.writeString(file, text.replace("above: 100 mK", "above: 300 mK"));
      assertTrue(post(process, "reload").contains("true"));
      awaitReloaded(process);
      write(0.2);
      assertEquals("cleared", message().path("kind").asString(""));
    }
  }

  /** Until the station that was there is not there any more, and its successor is ready. */
  private void awaitReloaded(StationProcess process) throws InterruptedException {
    var before = process.station();
    var deadline = Instant.now().plus(PATIENCE);
    while (process.station().equals(before) && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertTrue(process.station().awaitReady(PATIENCE));
  }

  private static String post(StationProcess process, String what) throws Exception {
    var request =
        HttpRequest.newBuilder(process.page().resolve("/api/v1/" + what))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private StationProcess start() throws IOException {
    var port = receiver == null ? 0 : receiver.getAddress().getPort();
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC, data: ./data}
            instruments:
              fridge: {kind: bluefors-logs, folder: ./logs, poll: 50ms}
            rules:
              - name: mxc
                channel: fridge/mxc/temperature
                high: {above: 100 mK, say: MXC warm}
                low: {below: 50 mK, say: MXC cold, severity: info}
            routes: [{name: all, to: hook, severity: warning}]
            notifiers: {hook: {kind: webhook, url: "http://127.0.0.1:%d/hook"}}
            """
                .formatted(port));
    return StationProcess.start(setup(file), folder.resolve("data"), () -> setup(file));
  }

  private Setup setup(Path file) {
    var read = new StationReader(Map.of()).read(file);
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(read.problems().getFirst().toString());
    }
    var setup = Assembly.setup(read.usable(), folder.resolve("data"));
    return new Setup(setup.plan(), WebSettings.onLoopback(0), setup.drafts());
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

  private JsonNode message() throws InterruptedException {
    var message = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(message, "nobody was told");
    return message;
  }

  private static JsonNode get(StationProcess process, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(process.page().resolve(path).toString())).build(),
              HttpResponse.BodyHandlers.ofString());
      return JsonMapper.builder().build().readTree(answer.body());
    }
  }
}
