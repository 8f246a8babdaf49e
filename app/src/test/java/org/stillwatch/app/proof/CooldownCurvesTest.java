package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.command.Commands;
import org.stillwatch.simulators.bluefors.BlueforsLogWriter;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.FridgeModel;
import org.stillwatch.simulators.bluefors.SimulatedFridge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Procedures over whole log folders, by the command that a person types. */
class CooldownCurvesTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

  @TempDir private Path folder;

  private List<JsonNode> replay(Path logs, String procedure, Path... paths) throws IOException {
    var station =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich}
            instruments: {fridge: {kind: bluefors-logs, folder: %s, stale: 5m}}
            """
                .formatted(JsonMapper.shared().writeValueAsString(logs.toString())));
    var words = new java.util.ArrayList<String>();
    words.addAll(List.of("replay", station.toString(), "--procedure", procedure));
    for (var path : paths) {
      words.add(path.toString());
    }
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Commands.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    assertEquals(0, code, err::toString);
    var json = JsonMapper.shared();
    return out.toString().lines().map(json::readTree).toList();
  }

  private static List<String> titles(List<JsonNode> events, String... kinds) {
    return events.stream()
        .filter(event -> List.of(kinds).contains(event.get("kind").asString()))
        .map(event -> event.get("title").asString())
        .toList();
  }

  private static JsonNode find(List<JsonNode> events, String title) {
    return events.stream()
        .filter(event -> event.get("title").asString().startsWith(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFullCooldownOnTheCurveOfTheDemoSaysWhatTheTerminalToolSaid() throws IOException {
    var model = new FridgeModel(1);
    var begin = Instant.parse("2026-06-22T06:00:00Z");
    var writer = new BlueforsLogWriter(folder.resolve("logs"), ZONE, Build.CURRENT);
    var fridge = new SimulatedFridge(model, model.start(), writer, 1, Duration.ofMinutes(1));
    for (int minute = 0; minute < 50 * 60; minute++) {
      var rows = fridge.tick(begin.plus(Duration.ofMinutes(minute)));
      assertEquals(1, rows);
    }
    writer.flush();
    var events = replay(folder.resolve("logs"), "full-cooldown");
    assertEquals(
        List.of(
            "Snapshot: Before Cooldown",
            "Started full cooldown",
            "Still reached 4 K after " + after(find(events, "Still reached"), begin),
            "MXC reached 20 mK after " + after(find(events, "MXC reached"), begin),
            "Snapshot: Base Temperature"),
        titles(events, "procedure", "snapshot").subList(0, 5));
    assertEquals(
        Instant.parse(find(events, "MXC reached").get("time").asString()).plus(Duration.ofHours(2)),
        Instant.parse(find(events, "Snapshot: Base").get("time").asString()));
    assertTrue(find(events, "Full Cooldown is done").get("text").asString().contains("20 mK"));
  }

  private static String after(JsonNode event, Instant begin) {
    long minutes = Duration.between(begin, Instant.parse(event.get("time").asString())).toMinutes();
    return minutes / 60 + " h " + minutes % 60 + " min";
  }

  @Test
  void aWarmupOnTheRealFilesOf26And27JuneIsToldFromTheStartToRoomTemperature() throws IOException {
    var logs = RealLogs.folder();
    var events =
        replay(logs, "warmup,warmup=290K", logs.resolve("26-06-26"), logs.resolve("26-06-27"));
    assertEquals(
        List.of(
            "Snapshot: Before Warmup",
            "Started warmup",
            "Still reached 290 K after 35 h 44 min",
            "Snapshot: Room Temperature"),
        titles(events, "procedure", "snapshot"));
    assertEquals("2026-06-27T09:44:32Z", find(events, "Still reached").get("time").asString());
    // the still stands at 0.8 K through the night, until the warm-up really begins
    var stall = find(events, "still/temperature has not moved 1 K in 6 h");
    assertEquals("2026-06-26T04:04:12Z", stall.get("time").asString());
    assertEquals("2026-06-26T14:13:42Z", find(events, "Warmup moves again").get("time").asString());
  }
}
