package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.TcpHost;

class RecordCommandTest {

  @TempDir private Path folder = Path.of("");

  private Path gauge(String port) throws IOException {
    return Files.writeString(
        folder.resolve("gauge.conf"),
        """
        [required]
        [Serial]
        port = %s
        baudrate = 19200   # of the controller
        address = 01
        timeout = 0.3
        min_delay = 0.01
        """
            .formatted(port));
  }

  private Path recording(int count) throws IOException {
    return Files.writeString(
        folder.resolve("recording.conf"),
        """
        [Logging]
        store_data = true
        h5file = %s   # VIPER makes it
        interval = 0.2
        duration = %d
        """
            .formatted(folder.resolve("vacuum.h5"), count));
  }

  private static TcpHost host(SimulatedGauge gauge) throws IOException {
    return TcpHost.onLoopback(new GaugeLine(List.of(gauge)));
  }

  private static SimulatedGauge on() {
    return new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2e-2, 755))
        .alreadyOn();
  }

  private double[] column(String name, int length) {
    try (var file = Hdf5File.read(folder.resolve("vacuum.h5"))) {
      assertEquals(length, file.dataset("/" + name).length());
      return name.equals("Index")
          ? Arrays.stream(file.dataset("/Index").ints(0, length)).asDoubleStream().toArray()
          : file.dataset("/" + name).doubles(0, length);
    }
  }

  @Test
  void aGaugeIsRecordedAsViperDoes() throws IOException {
    try (var host = host(on())) {
      var first = Run.of("record", gauge(host.where()), recording(3));
      assertEquals(0, first.code(), first.err());
      assertEquals(3, first.lines().size(), first.out());
      assertTrue(first.lines().getFirst().contains("Torr"), first.out());
      var again = Run.of("record", gauge(host.where()), recording(2));
      assertEquals(0, again.code(), again.err());
    }
    assertArrayEquals(new double[] {0, 1, 2, 0, 1}, column("Index", 5));
    var time = column("Timestamp", 5);
    assertTrue(time[3] < 0.2 && time[2] >= 0.4, "time begins anew with each run");
    var utc = column("TimeUTC", 5);
    assertTrue(utc[3] > utc[2], "the sixth dataset does not");
    for (double pressure : column("Ionisation", 5)) {
      assertTrue(pressure > 0 && pressure < 1, "Torr: " + pressure);
    }
    assertFalse(
        Files.exists(folder.resolve("vacuum.h5.bak")), "only a file of VIPER itself is copied");
  }

  @Test
  void aGaugeThatIsOffIsStoredAsViperStoresIt() throws IOException {
    var off =
        new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.still(1.53e-6, 2e-2, 755));
    try (var host = host(off)) {
      var run = Run.of("record", gauge(host.where()), recording(1));
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("Ionisation none ("), run.out());
    }
    assertArrayEquals(new double[] {-999}, column("Ionisation", 1));
  }

  @Test
  void whenNothingCanBeMeasuredItSaysWhyAndThatItCouldNotBeReached() throws IOException {
    var run = Run.of("record", gauge("/dev/ttyUSB77"), recording(1));
    assertEquals(3, run.code());
    assertTrue(run.err().contains("/dev/ttyUSB77 does not exist"), run.err());
  }

  @Test
  void allThatIsWrongWithTheFilesIsSaidAtOnce() throws IOException {
    var wrong = Files.writeString(folder.resolve("wrong.conf"), "[Serial]\nbaudrate = fast\n");
    var run = Run.of("record", wrong, recording(1));
    assertEquals(2, run.code());
    assertTrue(run.err().contains("wrong.conf:2"), run.err());
    assertTrue(run.err().contains("port"), run.err());
  }

  @Test
  void aFileOfAnotherLayoutIsLeftAsItIs() throws IOException {
    Files.writeString(folder.resolve("vacuum.h5"), "my thesis");
    try (var host = host(on())) {
      var run = Run.of("record", gauge(host.where()), recording(1));
      assertEquals(1, run.code());
      assertTrue(run.err().contains("vacuum.h5"), run.err());
    }
    assertEquals("my thesis", Files.readString(folder.resolve("vacuum.h5")));
  }
}
