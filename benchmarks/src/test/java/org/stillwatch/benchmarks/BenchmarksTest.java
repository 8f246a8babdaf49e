package org.stillwatch.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

  @TempDir Path folder;

  @Test
  void wrongUsageAndAbsentDataEndWithCodeTwo() throws Exception {
    assertEquals(2, Benchmarks.run());
    assertEquals(2, Benchmarks.run("no-such-benchmark"));
    assertEquals(2, Benchmarks.run("rules", "many"));
    assertEquals(2, Benchmarks.run("poll", folder.resolve("absent").toString()));
    assertEquals(2, Benchmarks.run("poll", folder.toString()), "a folder without day folders");
  }

  @Test
  void aPollFindsEveryRowThatWasWritten() throws Exception {
    PollCost.measure(new Scratch(folder), 3);
  }

  @Test
  void anImportIsMeasuredWithItsRowsAndReadings() throws Exception {
    var logs = folder.resolve("logs");
    var day = Files.createDirectories(logs.resolve("26-06-26"));
    Files.writeString(
        day.resolve("CH6 T 26-06-26.log"),
        "26-06-26,00:00:02,7.732000e-03\r\n26-06-26,00:00:12,7.733000e-03\r\n");
    var scratch = new Scratch(folder);
    var run = ImportCost.into(scratch.fresh("data"), scratch.station(logs), List.of(), List.of());
    assertEquals(2, run.rows());
    assertEquals(2, run.readings());
    assertTrue(run.used().peakBytes() > 10_000_000, "a virtual machine is larger than that");
    assertTrue(run.used().cpu().isPositive());
    assertEquals(0, run.used().exit());
  }
}
