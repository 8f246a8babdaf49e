package org.stillwatch.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.Problem;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.SimulatedFridge;
import org.stillwatch.web.WebSettings;

/** {@code records:} in a station file, from its keys to the rows on the disk. */
class RecordsOfAStationTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich, data: ./data}
      instruments:
        fridge: {kind: bluefors-logs, folder: ./logs}
      derived:
        lab/still/temperature: {expression: "fridge/still/temperature + 0 K", unit: mK}
      snapshots:
        cold: [fridge/mxc/temperature]
      """;

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String records) throws IOException {
    var file = Files.writeString(folder.resolve("station.yaml"), STATION + records);
    var logs = Files.createDirectories(folder.resolve("logs"));
    assertTrue(Files.isDirectory(logs));
    return new StationReader(Map.of()).read(file);
  }

  private List<String> problems(String records) throws IOException {
    return read(records).problems().stream()
        .map(Problem::toString)
        .map(text -> text.replace(folder.toString(), ""))
        .toList();
  }

  @Test
  void whatIsWrongWithTheKeysIsToldWithItsPlace() throws IOException {
    assertEquals(List.of(), problems("records: {folder: ./records, instrument: fridge}"));
    assertEquals(
        List.of(
            "/station.yaml:8:19: the folder /no/such/share does not exist",
            "/station.yaml:8:47: there is no instrument 'frigde'; did you mean 'fridge'?"),
        problems("records: {folder: /no/such/share, instrument: frigde}"));
    assertEquals(
        List.of("/station.yaml:8:19: /station.yaml is a file; expected a folder"),
        problems("records: {folder: station.yaml, instrument: fridge}"));
    var channels =
        problems(
            """
            records:
              folder: ./records
              instrument: fridge
              channels:
                still: lab/still/temperature
                mxc: fridge/p1
                fes: fridge/fse/temperature
                magnet: gas/magnet/temperature
            notifiers:
              records: {kind: terminal}
            """);
    assertEquals(4, channels.size(), channels.toString());
    assertEquals(
        "/station.yaml:13:10: fridge/p1 is in 'mbar'; expected a channel in K", channels.get(0));
    assertTrue(channels.get(1).startsWith("/station.yaml:14:10: nothing is recorded as 'fes'; "));
    assertTrue(channels.get(2).startsWith("/station.yaml:15:13: there is no instrument 'gas'; "));
    assertTrue(
        channels
            .get(3)
            .startsWith("/station.yaml:17:12: this is the name of what 'records:' writes"));
  }

  @Test
  void aSnapshotOfARunningStationIsARow() throws Exception {
    var records =
        "records: {folder: ./records, instrument: fridge, channels: {still:"
            + " lab/still/temperature}}";
    var file = read(records).usable();
    var fridge = SimulatedFridge.demo(folder.resolve("logs"), ZURICH, Build.CURRENT, 1);
    var now = Instant.now();
    for (int second = 120; second >= 0; second--) {
      var written = fridge.tick(now.minusSeconds(second));
    }
    var data = folder.resolve("data");
    var plan = Assembly.plan(file, data, new byte[32]);
    var web = new WebSettings(WebSettings.LOOPBACK, 0, List.of(), Optional.empty());
    var drafts = Assembly.setup(file, Files.createDirectories(data)).drafts();
    var setup = new Setup(plan, web, drafts);
    try (var process = StationProcess.start(setup, data, () -> setup)) {
      assertTrue(process.station().awaitReady(PATIENCE));
      var taken = process.station().snapshot("Base, \"cold\"", Optional.of("cold"));
      var local = ZonedDateTime.ofInstant(taken.time(), ZURICH);
      var table = folder.resolve("records").resolve(local.getYear() + "_readings.csv");
      var deadline = Instant.now().plus(PATIENCE);
      while (process.station().outbox().waiting() > 0 && Instant.now().isBefore(deadline)) {
        Thread.onSpinWait();
      }
      var lines = Files.readAllLines(table);
      assertEquals(
          "Date,Time,Status,p1,p2,p3,p4,p5,p6,p4-p3,50K,4K,Still,MXC,Still Heater,Flow",
          lines.getFirst());
      assertEquals(2, lines.size());
      var begin = DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss").format(local);
      assertTrue(lines.get(1).startsWith(begin + ",\"Base, \"\"cold\"\"\","), lines.get(1));
      // the simulated sensor of the mixing chamber may be off its curve at this time
      var receipt = process.station().notices(1).getFirst().entries().getFirst().lastAnswer();
      assertTrue(receipt.startsWith("written to " + table.getFileName()), receipt);
      assertTrue(
          lines.get(1).matches(".*(,\\d\\.\\d{6}e[+-]\\d\\d){3},.*,\\d+\\.\\d{6}"), lines.get(1));
    }
  }
}
