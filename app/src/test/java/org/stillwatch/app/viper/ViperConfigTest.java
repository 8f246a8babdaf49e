package org.stillwatch.app.viper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViperConfigTest {

  private static final Map<String, String> HOME = Map.of("VIPER_DIR", "/data/viper");

  @TempDir Path folder;

  private Path gauge(String text) throws IOException {
    return Files.writeString(folder.resolve("gauge.conf"), text);
  }

  private Path recording(String text) throws IOException {
    return Files.writeString(folder.resolve("recording.conf"), text);
  }

  @Test
  void theFilesThatViperIsStartedWithAreRead() throws IOException {
    var gauge =
        gauge(
            """
            # the gauge in the lab
            [required]
            [Serial]
            port = /dev/ttyUSB0
            baudrate = 19200   # of the controller
            address = 01
            timeout = 1.0 (s)
            min_delay = 0.05
            """);
    var recording =
        recording(
            """
            [Logging]
            store_data = true
            h5file = ${VIPER_DIR}/data/vacuum_data_5min.h5
            interval = 5.0 # seconds
            duration = 300
            """);
    assertEquals(
        new ViperConfig(
            new ViperConfig.Gauge(
                "/dev/ttyUSB0", 19200, "01", Duration.ofSeconds(1), Duration.ofMillis(50)),
            new ViperConfig.Recording(
                Optional.of(Path.of("/data/viper/data/vacuum_data_5min.h5")),
                Duration.ofSeconds(5),
                300)),
        ViperConfig.read(gauge, recording, HOME));
  }

  @Test
  void withoutStoringNoFileIsNeeded() throws IOException {
    var config =
        ViperConfig.read(
            gauge("[Serial]\nport=COM3\nbaudrate=9600\n"),
            recording("[Logging]\nstore_data=false\ninterval=1\n"),
            Map.of());
    assertEquals(
        new ViperConfig.Recording(Optional.empty(), Duration.ofSeconds(1), 0), config.recording());
  }

  @Test
  void everyProblemIsToldWithItsFileAndLine() throws IOException {
    var gauge =
        gauge("[Serial]\nport = /dev/ttyUSB0\nbaudrat = 19200\nport = COM3\ntimeout = soon\n");
    var recording =
        recording(
            "[Logging]\nh5file = ${NOWHERE}/a.h5\ninterval = 0\nduration = -1\nstore_data = ja\n");
    var problems =
        assertThrows(
            ViperConfig.Problems.class, () -> ViperConfig.read(gauge, recording, Map.of()));
    assertEquals(
        List.of(
            "gauge.conf:3: unknown key 'baudrat'; did you mean 'baudrate'?",
            "gauge.conf:4: the key 'port' is there a second time",
            "gauge.conf:5: timeout: 'soon' is no length of time; expected seconds such as 5.0",
            "recording.conf:5: store_data: 'ja' is neither true nor false",
            "recording.conf:2: h5file: the environment has no NOWHERE",
            "recording.conf:3: interval: expected more than 0 seconds",
            "recording.conf:4: duration: '-1' is no number of recordings; expected such as 300, or"
                + " 0 for no end",
            "gauge.conf: the key 'baudrate' of [Serial] is missing"),
        String.valueOf(problems.getMessage())
            .replace(folder + java.io.File.separator, "")
            .lines()
            .toList());
  }

  @Test
  void filesThatAreNotThereAndSectionsThatAreMissingAreTold() throws IOException {
    var recording = recording("[Loging]\ninterval = 5\n");
    var problems =
        assertThrows(
            ViperConfig.Problems.class,
            () -> ViperConfig.read(folder.resolve("absent.conf"), recording, Map.of()));
    assertEquals(
        List.of("absent.conf: it cannot be read", "recording.conf: there is no section [Logging]"),
        String.valueOf(problems.getMessage())
            .replace(folder + java.io.File.separator, "")
            .lines()
            .toList());
  }
}
