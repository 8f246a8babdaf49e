package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.testkit.MemoryStore;

class RecordingsTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String more) throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Vacuum lab, zone: UTC}
            instruments:
              fridge: {kind: bluefors-logs, folder: ./logs}
              gauge1: {kind: viper-hdf5, file: ./old.h5}
            """
                + more);
    return new StationReader(Map.of()).read(file);
  }

  private List<String> problems(String more) throws IOException {
    return read(more).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.text())
        .toList();
  }

  @Test
  void aTableAndAFileInViperLayoutAreWritten() throws IOException {
    var station =
        read("""
        recordings:
          - {name: gauges, channels: [gauge1/**], folder: ./recordings, every: 10s, rotate: 1d}
          - {name: viper, layout: viper, file: vacuum.h5, instrument: gauge1, every: 5s, missing: 0}
        """)
            .usable();
    var sinks = Recordings.sinks(station);
    assertEquals(Set.of("recording gauges", "recording viper"), sinks.keySet());
    var store = new MemoryStore(InstantSource.fixed(START));
    var ion = new ChannelId("gauge1/ion/pressure");
    store.commit(
        Commit.ofReadings(
            List.of(Channel.number(ion, Unit.of("Torr"), "", Duration.ofSeconds(1))),
            List.of(Reading.measured(ion, START, 0, 1e-9))));
    for (var opening : sinks.values()) {
      try (var sink = opening.open(store)) {
        for (int second = 0; second < 30; second += 5) {
          assertEquals(Health.ok(""), sink.step(START.plusSeconds(second)).health());
        }
      }
    }
    assertTrue(Files.exists(folder.resolve("recordings/gauges-20261121T000000Z.h5")));
    assertTrue(Files.exists(folder.resolve("vacuum.h5")));
  }

  @Test
  void everyMistakeIsToldWithItsPlace() throws IOException {
    assertEquals(
        List.of(
            "6:12: 'a/b' cannot begin the name of a file; expected such as gauges",
            "6:28: there is no instrument 'gauge2'; did you mean 'gauge1'?",
            "6:69: a row for each PT0S cannot be; expected PT0.1S to 1d, such as 10s",
            "6:81: a file for each PT5S cannot be; expected 1m to 366d, such as 1d",
            "7:5: the key 'folder' is missing",
            "7:5: the key 'channels' is missing",
            "7:25: the key 'file' belongs to layout: viper",
            "8:5: the key 'instrument' is missing",
            "8:12: there is a recording 'viper' already",
            "8:40: another recording is written into " + folder.resolve("vacuum.h5"),
            "8:57: the key 'swmr' belongs to a table",
            "8:72: -1.0 stands for no value in no VIPER file; expected -999 or 0",
            "9:27: 'h5' is no layout; expected viper, or none for a table",
            "10:57: there is no instrument 'gauge'; did you mean 'gauge1'?"),
        problems(
            """
            recordings:
              - {name: a/b, channels: [gauge2/**], folder: ./recordings, every: 0s, rotate: 5s}
              - {name: viper, file: vacuum.h5}
              - {name: viper, layout: viper, file: vacuum.h5, swmr: true, missing: -1}
              - {name: other, layout: h5}
              - {name: last, layout: viper, file: b.h5, instrument: gauge}
            """));
  }

  @Test
  void aGaugeInAnotherUnitHasNoPlaceInVipersLayout() throws IOException {
    var told =
        problems(
            """
            derived:
              gauge1/ion/pressure: {expression: "fridge/p1 * 1", unit: mbar}
            recordings:
              - {name: viper, layout: viper, file: vacuum.h5, instrument: gauge1}
            """);
    assertTrue(
        told.contains("8:63: gauge1/ion/pressure is in 'mbar'; VIPER's layout holds Torr"),
        told.toString());
  }

  @Test
  void lengthsThatNoFileCanHaveAreRefused() throws IOException {
    assertEquals(
        List.of(
            "6:58: a row for each PT0.000000001S cannot be; expected PT0.1S to 1d, such as 10s",
            "7:58: a row for each PT9600H cannot be; expected PT0.1S to 1d, such as 10s",
            "8:59: a file for each PT240000000H cannot be; expected 1m to 366d, such as 1d"),
        problems(
            """
            recordings:
              - {name: a, channels: [gauge1/**], folder: ./a, every: PT0.000000001S}
              - {name: b, channels: [gauge1/**], folder: ./b, every: 400d}
              - {name: c, channels: [gauge1/**], folder: ./c, rotate: 10000000d}
            """));
  }
}
