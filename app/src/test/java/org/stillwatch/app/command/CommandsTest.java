package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.SimulatedFridge;

class CommandsTest {

  private static final Instant START = Instant.parse("2026-06-26T10:00:00Z");

  @TempDir private Path folder = Path.of("");
  private Path station = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void aFridgeWithAMinuteOfLogs() throws IOException {
    data = folder.resolve("data");
    var logs = Files.createDirectory(folder.resolve("logs"));
    var fridge = SimulatedFridge.demo(logs, ZoneId.of("Europe/Zurich"), Build.CURRENT, 1);
    for (int second = 0; second < 60; second++) {
      var written = fridge.tick(START.plusSeconds(second));
    }
    station =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: Europe/Zurich}
            instruments:
              fridge: {kind: bluefors-logs, folder: ./logs, every: 1s}
            rules:
              - name: water
                channel: fridge/compressor/water-out
                high: {above: 29 degC, say: hot}
                low: {below: 27 degC, say: cool, severity: info}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "run",
        "check",
        "import",
        "replay",
        "backtest",
        "read",
        "status",
        "top",
        "alarms",
        "who",
        "outbox",
        "user",
        "snapshot",
        "test-notice",
        "procedure",
        "menu",
        "hv-guard"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    var help = Run.of(command, "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("Example: stillwatch " + command), help.out());
  }

  @Test
  void wrongUsageIsOneSentenceAndCodeTwo() {
    for (var wrong :
        List.of(
            Run.of("frobnicate"),
            Run.of(),
            Run.of("run"),
            Run.of("run", folder.resolve("nothing.yaml")),
            Run.of("check", folder.resolve("nothing.yaml")),
            Run.of("import", station, folder.resolve("nothing")),
            Run.of("replay", station, folder.resolve("nothing")),
            Run.of("replay", station, "--instrument", "other", folder),
            Run.of("backtest", station, folder.resolve("nothing.yaml")),
            Run.of("backtest", station, station),
            Run.of("replay", station, "--from", "yesterday-ish", folder.resolve("logs")),
            Run.of("run", station, "--for", "ages"))) {
      assertEquals(2, wrong.code(), wrong.toString());
      assertFalse(wrong.err().isBlank());
      assertFalse(wrong.err().contains("Exception"), wrong.err());
      assertFalse(wrong.err().contains("\tat "), wrong.err());
    }
  }

  @Test
  void aStationThatCannotBeReachedIsCodeThree() {
    assertEquals(3, Run.of("status", "--data", data).code());
    assertEquals(3, Run.of("status", "--url", "http://127.0.0.1:9").code());
    assertEquals(3, Run.of("read", "fridge/p1", "--data", data).code());
  }

  @Test
  void importStoresEveryReadingOnceHoweverOftenItIsRun() {
    var first = Run.of("import", station, "--data", data, "--json");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().contains("\"alreadyThere\":0"), first.out());
    assertTrue(first.out().contains("\"unreadable\":0"), first.out());
    var again = Run.of("import", station, "--data", data, "--json");
    assertTrue(again.out().contains("\"stored\":0"), again.out());
  }

  @Test
  void theDemoTakesAnotherPortWhenTheUsualOneIsTaken() throws IOException {
    try (var taken = new ServerSocket()) {
      try {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
      } catch (BindException e) {
        assertTrue(e.getMessage() != null, "then somebody else has taken it");
      }
      var demo = Run.of("demo", "--for", "1s", "--data", data);
      assertEquals(0, demo.code(), demo.err());
      assertTrue(demo.out().contains("page: http://"), demo.out());
    }
  }

  @Test
  void importTellsNobodyAndReplayTellsTheSameFromFilesAndFromHistory() {
    var files = Run.of("replay", station, "--data", data, folder.resolve("logs"));
    assertEquals(2, files.lines().stream().filter(l -> l.contains("\"rule\":\"water\"")).count());
    var imported = Run.of("import", station, "--data", data);
    assertFalse(imported.out().contains("hot"));
    var history = Run.of("replay", station, "--data", data);
    assertEquals(files.lines(), history.lines());
  }

  @Test
  void backtestPrintsEveryFiringOfADraftForPeopleAndAsJson() throws IOException {
    var imported = Run.of("import", station, "--data", data);
    var drafts =
        Files.writeString(
            folder.resolve("drafts.yaml"),
            """
            rules:
              - name: warm
                channel: fridge/compressor/water-out
                high: {above: 28 degC, say: warm}
            """);
    var times = List.of("--from", "2026-06-26T10:00:00Z", "--to", "2026-06-26T10:01:00Z");
    var table =
        Run.of(
            "backtest",
            station,
            drafts,
            "--data",
            data,
            times.get(0),
            times.get(1),
            times.get(2),
            times.get(3));
    assertEquals(0, table.code(), table.err());
    assertTrue(
        table.out().contains("warm  fridge/compressor/water-out\n  fired once"), table.out());
    assertTrue(table.out().contains("while the station's rule 'water' was in alarm"), table.out());
    var json =
        Run.of(
            "backtest",
            station,
            drafts,
            "--data",
            data,
            times.get(0),
            times.get(1),
            times.get(2),
            times.get(3),
            "--json");
    assertEquals(1, json.lines().size());
    assertTrue(json.out().startsWith("{\"rule\":\"warm\",\"channel\":"), json.out());
    assertTrue(json.out().contains("\"overlaps\":[{\"rule\":\"water\",\"firings\":1"), json.out());
    var never =
        Run.of(
            "backtest",
            station,
            drafts,
            "--data",
            data,
            "--from",
            "2020-01-01",
            "--to",
            "2020-02-01");
    assertEquals(1, never.code());
    assertTrue(never.out().contains("its history goes from 2026-06-26T10:00:00Z"), never.out());
  }

  @Test
  void readPrintsCsvWithMissingValuesEmptyAndTheirReason() throws IOException {
    var imported = Run.of("import", station, "--data", data);
    var csv = Run.of("read", "fridge/p1", "--data", data, "--format", "csv").lines();
    assertEquals("time,channel,value,unit,quality,reason", csv.getFirst());
    assertEquals(61, csv.size());
    assertTrue(
        csv.stream()
            .anyMatch(l -> l.matches("2026-06-26T10:00:3\\dZ,fridge/p1,,mbar,missing,.*off.*")),
        csv.toString());
    var file = folder.resolve("out.csv");
    var hdf5 = folder.resolve("read.h5").toString();
    assertEquals(
        0, Run.of("read", "fridge/p1", "--data", data, "--format", "hdf5", "-o", hdf5).code());
    try (var recording = org.stillwatch.formats.hdf5.Hdf5File.read(Path.of(hdf5))) {
      assertEquals(csv.size() - 1, recording.dataset("/fridge/p1/value").length());
    }
    assertEquals(2, Run.of("read", "fridge/p1", "--data", data, "--format", "hdf5").code());
    var written = Run.of("read", "fridge/p1", "--data", data, "--format", "csv", "-o", file);
    assertEquals(csv, Files.readAllLines(file));
  }

  @Test
  void readTakesPatternsRangesAndStretches() {
    var imported = Run.of("import", station, "--data", data);
    var range =
        Run.of(
            "read",
            "fridge/*/temperature",
            "--data",
            data,
            "--json",
            "--from",
            "2026-06-26 12:00:10",
            "--to",
            "2026-06-26T10:00:12Z");
    assertEquals(10, range.lines().size(), "five thermometers, two seconds, half open");
    var stretches =
        Run.of(
            "read",
            "fridge/mxc/temperature",
            "--data",
            data,
            "--from",
            "2026-06-26T10:00:00Z",
            "--to",
            "2026-06-26T10:01:00Z",
            "--every",
            "10s",
            "--mean",
            "--format",
            "csv");
    assertEquals(7, stretches.lines().size());
    var valve = Run.of("read", "fridge/valve/v1", "--data", data, "--json").lines().getFirst();
    assertTrue(valve.contains("\"value\":\"closed\""), valve);
  }

  @Test
  void theMeanOfARangeIsOneLineAndWhatIsMissingCountsForNothing() throws IOException {
    var text =
        Files.writeString(
            folder.resolve("mean.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {lab: {kind: bluefors-logs, folder: ./mean}}
            """);
    var day = Files.createDirectories(folder.resolve("mean/26-06-26"));
    var written =
        Files.writeString(
            day.resolve("CH6 T 26-06-26.log"),
            """
            26-06-26,10:00:00,1.5
            26-06-26,10:00:01,0
            26-06-26,10:00:02,4.5
            26-06-26,10:00:03,100
            """);
    var zeros = Files.writeString(day.resolve("CH5 T 26-06-26.log"), "26-06-26,10:00:01,0\r\n");
    assertEquals(0, Run.of("import", text, "--data", data).code());
    var from = List.of("--from", "2026-06-26T10:00:00Z", "--to", "2026-06-26T10:00:03Z");
    assertEquals(
        List.of(
            "time,channel,value,unit,quality,reason",
            "2026-06-26T10:00:00Z,lab/mxc/temperature,3,K,good,"),
        mean("lab/mxc/temperature", from));
    var missing = mean("lab/still/temperature", from);
    assertEquals(2, missing.size(), missing::toString);
    assertTrue(
        missing.get(1).matches("2026-06-26T10:00:00Z,lab/still/temperature,,K,missing,.+"),
        missing::toString);
    assertEquals(
        "2020-01-01T00:00:00Z,lab/mxc/temperature,,K,missing,no readings in this range",
        mean("lab/mxc/temperature", List.of("--from", "2020-01-01", "--to", "2020-01-02")).get(1));
  }

  private List<String> mean(String channel, List<String> range) {
    var words = new ArrayList<Object>(List.of("read", channel, "--data", data, "--mean"));
    words.addAll(range);
    words.addAll(List.of("--format", "csv"));
    var run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run.lines();
  }

  @Test
  void readNamesWhatThereIsWhenNothingMatches() {
    var imported = Run.of("import", station, "--data", data);
    var none = Run.of("read", "fridge/mcx/temperature", "--data", data);
    assertEquals(2, none.code());
    assertTrue(none.err().startsWith("no channel matches 'fridge/mcx/temperature'"), none.err());
  }

  @Test
  void garbageInALogIsReportedAndOtherFilesGoOn() throws IOException {
    var day = folder.resolve("logs/26-06-26");
    var bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    var garbage = Files.write(day.resolve("CH9 T 26-06-26.log"), bytes);
    var zero = Files.write(day.resolve("CH10 T 26-06-26.log"), new byte[0]);
    var other = Files.writeString(day.resolve("CH11 T 26-06-26.log"), "<html>no log</html>\n");
    var result = Run.of("import", station, "--data", data);
    assertEquals(1, result.code(), result.err());
    assertTrue(result.err().contains("26-06-26/CH9 T 26-06-26.log:1: "), result.err());
    assertTrue(result.err().contains("26-06-26/CH11 T 26-06-26.log:1: "), result.err());
    assertFalse(result.err().contains("CH10"), result.err());
    assertEquals(61, Run.of("read", "fridge/p1", "--data", data, "--format", "csv").lines().size());
  }
}
