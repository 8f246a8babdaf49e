package org.stillwatch.stores.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.testkit.MemoryStore;

class ViperFileTest {

  /** Five empty datasets that grow, then each recording appended by open, append, close. */
  static final String VIPER =
      """
      import h5py, sys
      rows = int(sys.argv[2])
      with h5py.File(sys.argv[1], 'a') as f:
          if 'Index' not in f:
              f.create_dataset('Index', (0,), maxshape=(None,), dtype='i4')
              for n in ('Timestamp', 'Ionisation', 'CG1', 'CG2'):
                  f.create_dataset(n, (0,), maxshape=(None,), dtype='f8')
      for i in range(rows):
          with h5py.File(sys.argv[1], 'a') as f:
              for n, v in (('Index', i), ('Timestamp', i * 5.0), ('Ionisation', -999.0),
                           ('CG1', 1e-3 * (i + 1)), ('CG2', 2e-3)):
                  f[n].resize((f[n].shape[0] + 1,))
                  f[n][-1] = v
      """;

  private static final String SHOW =
      """
      import h5py, sys
      f = h5py.File(sys.argv[1], 'r')
      for n in ('Index', 'Timestamp', 'Ionisation', 'CG1', 'CG2', 'TimeUTC'):
          if n in f: print(n, f[n].dtype, f[n][:].tolist())
      """;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("vacuum.h5");
  }

  @BeforeEach
  void h5py() throws Exception {
    Python.needed();
  }

  private static ViperFile.Row row(int index) {
    return new ViperFile.Row(
        index,
        index * 5.0,
        1_700_000_000 + index * 5.0,
        OptionalDouble.of(1e-9 * (index + 1)),
        index == 1 ? OptionalDouble.empty() : OptionalDouble.of(0.5),
        OptionalDouble.of(0.25));
  }

  private void append(int from, int to) {
    var rows = new ArrayList<ViperFile.Row>();
    for (int i = from; i < to; i++) {
      rows.add(row(i));
    }
    try (var viper = new ViperFile(file(), -999)) {
      viper.append(rows);
    }
  }

  private static String layout(Path file, String dataset) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/h5dump")), "install hdf5-tools");
    var process =
        new ProcessBuilder("/usr/bin/h5dump", "-p", "-H", "-d", "/" + dataset, file.toString())
            .redirectErrorStream(true)
            .start();
    var text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text.replace(file.toString(), "FILE").replaceAll("SIZE \\d+", "SIZE");
  }

  @Test
  void theFiveDatasetsAreLaidOutAsH5pyDoesForViper() throws Exception {
    append(0, 3);
    var theirs = folder.resolve("theirs.h5");
    Python.run(VIPER, theirs, 3);
    for (var name : List.of("Index", "Timestamp", "Ionisation", "CG1", "CG2")) {
      var expected = layout(theirs, name);
      assertTrue(expected.contains("H5S_UNLIMITED"), expected);
      assertEquals(expected, layout(file(), name));
    }
  }

  @Test
  void aNewFileHoldsItsRows() throws Exception {
    append(0, 2);
    append(2, 3);
    assertEquals(
        """
        Index int32 [0, 1, 2]
        Timestamp float64 [0.0, 5.0, 10.0]
        Ionisation float64 [1e-09, 2e-09, 3.0000000000000004e-09]
        CG1 float64 [0.5, -999.0, 0.5]
        CG2 float64 [0.25, 0.25, 0.25]
        TimeUTC float64 [1700000000.0, 1700000005.0, 1700000010.0]
        """,
        Python.run(SHOW, file()));
    assertFalse(Files.exists(folder.resolve("vacuum.h5.bak")));
  }

  @Test
  void viperAndStillwatchTakeTurnsInOneFile() throws Exception {
    Python.run(VIPER, file(), 2);
    var theirs = Files.readAllBytes(file());
    append(0, 1);
    Python.run(VIPER, file(), 1);
    append(0, 1);
    assertEquals(
        """
        Index int32 [0, 1, 0, 0, 0]
        Timestamp float64 [0.0, 5.0, 0.0, 0.0, 0.0]
        Ionisation float64 [-999.0, -999.0, 1e-09, -999.0, 1e-09]
        CG1 float64 [0.001, 0.002, 0.5, 0.001, 0.5]
        CG2 float64 [0.002, 0.002, 0.25, 0.002, 0.25]
        TimeUTC float64 [nan, nan, 1700000000.0, nan, 1700000000.0]
        """,
        Python.run(SHOW, file()));
    assertArrayEquals(theirs, Files.readAllBytes(folder.resolve("vacuum.h5.bak")));
  }

  @Test
  void aFileOfAnotherLayoutIsRefusedWithAllThatDiffersAndNotTouched() throws Exception {
    Python.run(
        """
        import h5py, sys
        with h5py.File(sys.argv[1], 'w') as f:
            f.create_dataset('Index', (0,), maxshape=(None,), dtype='i8')
            f.create_dataset('Timestamp', (3,), dtype='f8')
            f.create_group('CG1')
            f.create_dataset('CG2', (0,), maxshape=(None,), dtype='f8')
        """,
        file());
    var before = Files.readAllBytes(file());
    var refused = assertThrows(Hdf5Problem.class, () -> append(0, 1));
    assertEquals(
        file()
            + " is laid out in another way than VIPER's: Index is extendable 1-dimensional i8,"
            + " expected extendable 1-dimensional i4; Timestamp is fixed 1-dimensional f8, expected"
            + " extendable 1-dimensional f8; there is no Ionisation; CG1 is a group; it is left as"
            + " it is",
        refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertFalse(Files.exists(folder.resolve("vacuum.h5.bak")));
  }

  @Test
  void aRowThatViperWasKilledInIsCutOffAndACopyIsKept() throws Exception {
    Python.run(VIPER, file(), 2);
    Python.run(
        "import h5py, sys\nwith h5py.File(sys.argv[1], 'a') as f: f['Index'].resize((3,))", file());
    append(0, 1);
    assertTrue(Python.run(SHOW, file()).startsWith("Index int32 [0, 1, 0]\n"));
    try (var files = Files.list(folder)) {
      assertTrue(files.anyMatch(f -> f.getFileName().toString().startsWith("vacuum.h5.damaged-")));
    }
  }

  @Test
  void rowsThatACrashLeftHalfWrittenAreNotDoubled() throws IOException {
    append(0, 3);
    try (var hdf5 = Hdf5File.open(file())) {
      for (var name : List.of("Index", "Timestamp", "Ionisation", "CG1", "CG2", "TimeUTC")) {
        hdf5.dataset("/" + name).resize(name.equals("CG2") ? 4 : 5);
      }
    }
    Files.writeString(folder.resolve(".vacuum.h5.appending"), "3 2");
    try (var viper = new ViperFile(file(), -999)) {
      assertEquals(OptionalDouble.of(1_700_000_010), viper.newest());
      viper.append(List.of(row(3), row(4)));
      assertEquals(OptionalDouble.of(1_700_000_020), viper.newest());
    }
    try (var hdf5 = Hdf5File.read(file())) {
      assertArrayEquals(new int[] {0, 1, 2, 3, 4}, hdf5.dataset("/Index").ints(0, 5));
      assertEquals(5, hdf5.dataset("/TimeUTC").length());
    }
  }

  @Test
  void aStationCarriesAFileOnAcrossRestartsAndFillsWhatItMissed() throws Exception {
    var ion = new ChannelId("gauge1/ion/pressure");
    var cg1 = new ChannelId("gauge1/cg1/pressure");
    var cg2 = new ChannelId("gauge1/cg2/pressure");
    var store = new MemoryStore(InstantSource.fixed(Lab.START));
    var readings = new ArrayList<Reading>();
    for (int second = 0; second < 60; second++) {
      readings.add(Reading.measured(ion, Lab.at(second), 0, second));
      readings.add(Reading.missing(cg1, Lab.at(second), 0, "gauge off"));
    }
    store.commit(Commit.ofReadings(List.of(), readings));
    var gauges = List.of(ion, cg1, cg2);
    for (var run : List.of(List.of(5, 21), List.of(48))) {
      try (var recorder =
          new ViperRecorder("viper", file(), gauges, Duration.ofSeconds(5), -999, store)) {
        for (int now : run) {
          assertEquals(Health.ok(""), recorder.step(Lab.at(now)).health());
        }
      }
    }
    var start = Lab.START.getEpochSecond();
    var text = Python.run(SHOW, file());
    assertTrue(text.contains("Index int32 [0, 1, 2, 0, 1, 2, 3, 4]\n"), text);
    assertTrue(
        text.contains("Timestamp float64 [0.0, 5.0, 10.0, 0.0, 5.0, 10.0, 15.0, 20.0]\n"), text);
    assertTrue(
        text.contains("Ionisation float64 [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0]\n"),
        text);
    assertTrue(text.contains("CG1 float64 [-999.0, "), text);
    assertTrue(text.contains("TimeUTC float64 [" + (start + 5) + ".0, "), text);
  }

  @Test
  void aMonthWithoutAStationIsNoMonthOfRows() throws IOException {
    var ion = new ChannelId("gauge1/ion/pressure");
    var gauges =
        List.of(ion, new ChannelId("gauge1/cg1/pressure"), new ChannelId("gauge1/cg2/pressure"));
    var store = new MemoryStore(InstantSource.fixed(Lab.START));
    long month = 30 * 86_400;
    for (long second : new long[] {4, 9, month + 4, month + 9}) {
      store.commit(
          Commit.ofReadings(
              List.of(), List.of(Reading.measured(ion, Lab.at(second), 0, (double) second))));
    }
    for (long now : new long[] {5, 15, month + 20}) {
      try (var recorder =
          new ViperRecorder("viper", file(), gauges, Duration.ofSeconds(5), -999, store)) {
        if (now == 15) {
          assertEquals(Health.ok(""), recorder.step(Lab.at(5)).health());
        }
        while (recorder.step(Lab.at(now)).pause().isZero()) {
          // catches up
        }
      }
    }
    try (var hdf5 = Hdf5File.read(file())) {
      var utc = hdf5.dataset("/TimeUTC").doubles(0, (int) hdf5.dataset("/TimeUTC").length());
      double start = Lab.START.getEpochSecond();
      assertArrayEquals(
          new double[] {
            start + 5, start + 10, start + month + 5, start + month + 10, start + month + 15
          },
          utc);
    }
  }

  @Test
  void aTimeThatCannotBeDoesNotHoldTheRecordingUp() throws IOException {
    append(0, 3);
    try (var hdf5 = Hdf5File.open(file())) {
      hdf5.dataset("/TimeUTC").resize(2);
      hdf5.dataset("/TimeUTC").append(new double[] {Double.POSITIVE_INFINITY});
    }
    try (var viper = new ViperFile(file(), -999)) {
      assertEquals(OptionalDouble.of(1_700_000_005), viper.newest());
    }
  }
}
