package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.simulators.oxford.VclLabels;
import org.stillwatch.simulators.oxford.VclWriter;
import tools.jackson.databind.json.JsonMapper;

class ConvertCommandTest {

  private static final Instant START = Instant.parse("2026-06-26T10:00:00Z");

  /** The rules that the fridge log watcher comes with, and one with an end of its own words. */
  private static final String CONFIG =
      """
      # the fridge
      fridge_name = 'Triton lab'
      folder = 'logs'
      period = 61
      data_type = 'triton'
      num = 488
      snapshot_list = ['Still T(K)', 'MC RuO2 T(K)', 'Magnet T(K)', 'P3 Still (mbar)']
      rules = {
          'Output Water Temp': [27, 29, 'PT water out < 27', 'Alarm: PT water out > 29', 'low', 0],
          'Input Water Temp': [10, 12, 'PT water in < 10', 'PT water in > 12', 'high', 0],
          'Motor Current': [10, 10.1, 'Alarm: motor < 10 A', 'motor > 10.1 A', 'high', 0],
          'MC RuO2 T(K)': [0.05, 10, 'Trigger: MC < 50 mK', '', 'high', 2 * 60 * 60],
          'Magnet T(K)': [280, 285, 'Magnet < 280 K', '', 'low', 0],
          'Magnet T(K):2': [5, 10, '', 'Magnet > 10 K', 'low', 0],
          'Magnet T(K):3': [80, 85, '', 'Alarm: magnet > 85 K', 'low', 0],
      }
      method = 'slack'
      url = 'https://hooks.slack.com/services/very-secret-word'
      """;

  /** The same, as a person would write it. */
  private static final String BY_HAND =
      """
      station: {name: Triton lab, zone: Europe/Zurich, data: ./data}
      instruments:
        fridge: {kind: oxford-vcl, folder: ./logs, every: 61s}
      snapshots:
        cold: [fridge/still/temperature, fridge/mc-ruo2/temperature, fridge/magnet/temperature, fridge/p3-still]
      schedules:
        - {snapshot: cold, at: second Tuesday 12:00, label: Monthly}
      rules:
        - name: water-out
          channel: fridge/output-water-temp
          high: {above: 29, say: "Alarm: PT water out > 29", severity: warning}
          low: {below: 27, say: "PT water out < 27", severity: info}
          initially: low
        - name: water-in
          channel: fridge/input-water-temp
          high: {above: 12, say: "PT water in > 12", severity: info}
          low: {below: 10, say: "PT water in < 10", severity: info}
          initially: high
        - name: motor
          channel: fridge/motor-current
          low: {below: 10, say: "Alarm: motor < 10 A", severity: warning}
          high: {above: 10.1, say: "motor > 10.1 A", severity: info}
          initially: high
        - name: cold
          channel: fridge/mc-ruo2/temperature
          low: {below: 50 mK, snapshot: {set: cold, after: 2h, label: "Trigger: MC < 50 mK"}}
          high: {above: 10 K}
          initially: high
        - {name: magnet, channel: fridge/magnet/temperature, low: {below: 280 K, say: "Magnet < 280 K", severity: info}, high: {above: 285 K}, initially: low}
        - {name: magnet-10, channel: fridge/magnet/temperature, low: {below: 5 K}, high: {above: 10 K, say: "Magnet > 10 K", severity: info}, initially: low}
        - {name: magnet-temperature-3, channel: fridge/magnet/temperature, low: {below: 80 K}, high: {above: 85 K, say: "Alarm: magnet > 85 K", severity: warning}, initially: low}
      """;

  @TempDir private Path folder = Path.of("");

  private Path config(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theStationFileIsPrintedAndTheVariablesToSetAreNamed() throws IOException {
    var run = Run.of("convert", config("config.py", CONFIG), "--zone", "Europe/Zurich");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("url: \"${SLACK_URL}\""), run.out());
    assertEquals("set SLACK_URL before the station starts: the url of line 18\n", run.err());
    assertFalse((run.out() + run.err()).contains("very-secret-word"));
  }

  @Test
  void whatIsLeftOutIsListedWithItsLine() throws IOException {
    var file = config("config.py", "import time\n" + CONFIG);
    var run = Run.of("convert", file, "-o", "-");
    assertEquals(1, run.code());
    assertEquals(
        file + ":1: an import is left out; nothing of the file is run",
        run.err().lines().findFirst().orElse(""));
  }

  @Test
  void theConversionIsOneObjectOfJson() throws IOException {
    var file = config("config.py", "import time\n" + CONFIG);
    var made = new JsonMapper().readTree(Run.of("convert", file, "--json").out());
    assertTrue(made.path("station").asString("").contains("kind: oxford-vcl"));
    assertEquals(1, made.path("left").path(0).path("line").asInt(0));
    assertEquals("SLACK_URL", made.path("variables").path(0).asString(""));
    var written = Run.of("convert", file, "--json", "-o", folder);
    assertEquals(
        folder.resolve("station.yaml").toString(),
        new JsonMapper().readTree(written.out()).path("written").asString(""));
  }

  @Test
  void aFileThatIsNeitherEndsWithOneSentence() throws IOException {
    var file = config("config.py", "rules = {\n");
    var run = Run.of("convert", file);
    assertEquals(2, run.code());
    assertEquals(file + ":1:9: '{' is never closed\n", run.err());
    assertEquals(2, Run.of("convert", file, "--zone", "Moon").code());
  }

  @Test
  void aStationFileThatIsThereIsNotOverwritten() throws IOException {
    var file = config("config.py", CONFIG);
    var place = folder.resolve("new");
    var target = place.resolve("station.yaml");
    assertEquals("written: " + target + "\n", Run.of("convert", file, "-o", place).out());
    var before = Files.readString(target);
    var again = Run.of("convert", file, "-o", place);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("is there already"), again.err());
    assertEquals(before, Files.readString(target));
  }

  @Test
  void theConvertedRulesTellTheSameAsRulesWrittenByHand() throws IOException {
    log(Files.createDirectory(folder.resolve("logs")).resolve("log.vcl"));
    var converted =
        Run.of("convert", config("config.py", CONFIG), "--zone", "Europe/Zurich")
            .out()
            .replace("${SLACK_URL}", "https://hooks.slack.com/services/T/B/x");
    var made = events(config("converted.yaml", converted));
    assertEquals(events(config("by-hand.yaml", BY_HAND)), made);
    for (var title :
        List.of(
            "Alarm: PT water out > 29",
            "PT water out < 27",
            "PT water in > 12",
            "Alarm: motor < 10 A",
            "Snapshot: Trigger: MC < 50 mK",
            "Magnet < 280 K",
            "Magnet > 10 K",
            "Alarm: magnet > 85 K")) {
      assertTrue(made.stream().anyMatch(event -> event.contains("\"" + title + "\"")), title);
    }
  }

  /** What is told, but for the names of rules, which the file is free to choose, and so the ids. */
  private static List<String> events(Path station) {
    var check = Run.of("check", station);
    assertEquals(0, check.code(), check.err());
    var replay = Run.of("replay", station, station.resolveSibling("logs"));
    assertEquals(0, replay.code(), replay.err());
    var mapper = new JsonMapper();
    return replay.lines().stream()
        .map(
            line -> {
              var event = mapper.readTree(line);
              return List.of(
                      "time", "kind", "severity", "title", "text", "channel", "value", "unit")
                  .stream()
                  .map(key -> String.valueOf(event.get(key)))
                  .collect(Collectors.joining(" "));
            })
        .toList();
  }

  /** Ten hours in which everything crosses its limits, some of it twice. */
  private static void log(Path file) throws IOException {
    var labels = VclLabels.triton();
    var writer = VclWriter.create(file, labels);
    for (int row = 0; row < 600; row++) {
      var at = START.plusSeconds(60L * row);
      var values = new double[labels.size() - 3];
      for (int i = 0; i < values.length; i++) {
        var label = labels.get(i + 3);
        values[i] = label.endsWith(" t(s)") ? at.getEpochSecond() : value(label, row);
      }
      writer.append(at, values);
    }
  }

  private static double value(String label, int row) {
    return switch (label) {
      case "Output Water Temp" -> 28 + 2 * Math.sin(row / 40.0);
      case "Input Water Temp" -> 11 + 2 * Math.cos(row / 60.0);
      case "Motor Current" -> 10.05 + 0.1 * Math.cos(row / 50.0);
      case "MC RuO2 T(K)" -> row % 300 < 20 ? 12 : 2 * Math.exp(-(row % 300) / 20.0);
      case "Magnet T(K)" -> row < 300 ? 290 - row : row - 300 + 3;
      default -> 1;
    };
  }
}
