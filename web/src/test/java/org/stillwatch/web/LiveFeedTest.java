package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.station.StationView.RunChange;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class LiveFeedTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @AfterEach
  void close() {
    client.shutdownNow();
    server.close();
  }

  private BufferedReader listen() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(live()).header("Accept", "text/event-stream").build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private URI live() {
    return server.address().resolve("/api/v1/live");
  }

  /** Reads on until an event of this name whose data pass. */
  private JsonNode await(BufferedReader events, String name, Predicate<JsonNode> wanted)
      throws IOException {
    String event = "";
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("data: ") && event.equals(name)) {
        var data = json.readTree(line.substring(6));
        if (wanted.test(data)) {
          return data;
        }
      }
    }
    throw new AssertionError("the feed ended before such a '" + name + "' event");
  }

  @Test
  void aReaderFirstGetsEverything() throws Exception {
    try (var events = listen()) {
      assertTrue(await(events, "tick", data -> true).path("ready").asBoolean());
      var scan = await(events, "scan", data -> true);
      assertEquals(station.channels().size(), scan.path("channels").size());
      assertEquals(2, await(events, "alarm", data -> true).path("alarms").size());
      assertEquals(4, await(events, "instrument", data -> true).path("instruments").size());
      await(events, "notice", data -> data.path("title").asString().equals("Ion gauge silent"));
    }
  }

  @Test
  void aCommitIsTold() throws Exception {
    try (var events = listen()) {
      await(events, "instrument", data -> true);
      station.report("fridge/flow", 1.75);
      var scan = await(events, "scan", data -> data.path("channels").size() == 1);
      assertEquals(1.75, scan.at("/channels/0/value").asDouble());
      station.clear("water-out/high");
      await(events, "alarm", data -> data.path("alarms").size() == 1);
    }
  }

  @Test
  void runsAreToldAsTheyAreAndAsTheyChange() throws Exception {
    try (var events = listen()) {
      var first = await(events, "procedure", data -> true);
      assertEquals(4, first.path("runs").size());
      assertEquals(station.now().toString(), first.path("now").asString());
      var done = station.changeRun(Optional.empty(), RunChange.STOP, "anna", "");
      await(events, "procedure", data -> data.at("/runs/0/state").asString().equals("stopped"));
      assertEquals(Run.How.STOPPED, done.run().end().orElseThrow().how());
    }
  }

  @Test
  void aChannelThatGrowsStaleBySilenceIsTold() throws Exception {
    try (var events = listen()) {
      await(events, "instrument", data -> true);
      station.advance(Duration.ofMinutes(10));
      await(
          events,
          "scan",
          data ->
              data.path("channels")
                  .valueStream()
                  .anyMatch(
                      one ->
                          one.path("id").asString().equals("fridge/mxc/temperature")
                              && one.path("stale").asBoolean()));
    }
  }

  @Test
  void aReaderHearsTheClockThoughNothingHappens() throws Exception {
    try (var events = listen()) {
      await(events, "tick", data -> true);
      station.advance(Duration.ofSeconds(7));
      await(events, "tick", data -> data.path("now").asString().equals("2026-11-20T15:42:14Z"));
    }
  }

  @Test
  void aReaderThatNeverReadsStallsNobody() throws Exception {
    try (var never = listen();
        var events = listen()) {
      await(events, "instrument", data -> true);
      for (int i = 0; i < 50_000; i++) {
        station.report("fridge/flow", i);
      }
      await(events, "scan", data -> data.at("/channels/0/value").asDouble() == 49_999);
      assertTrue(never.ready());
    }
  }

  @Test
  void aReaderThatComesWhileTheFeedClosesIsLetGo() throws Exception {
    var showing = new Showing(station, json);
    var feed = new LiveFeed(station, showing, json);
    feed.close();
    var out = new java.io.ByteArrayOutputStream();
    feed.serve(out, () -> true);
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("retry: 2000"));
  }

  @Test
  void closingTheServerEndsTheFeed() throws Exception {
    try (var events = listen()) {
      await(events, "instrument", data -> true);
      server.close();
      String last = "";
      while (last != null) {
        last = readOrEnd(events);
      }
      assertNull(last);
    }
  }

  private static @org.jspecify.annotations.Nullable String readOrEnd(BufferedReader events) {
    try {
      return events.readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
