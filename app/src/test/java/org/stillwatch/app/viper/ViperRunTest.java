package org.stillwatch.app.viper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.stores.recording.ViperFile;
import org.stillwatch.testkit.FakeTime;

class ViperRunTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path folder;
  private final List<String> shown = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final FakeTime time = FakeTime.at(START);
  private int reads;
  private Runnable atEachRead = () -> {};

  private Path file() {
    return folder.resolve("vacuum.h5");
  }

  private ViperRun.Pressures gauges() {
    time.advance(Duration.ofMillis(40)); // an answer takes its time
    atEachRead.run();
    reads++;
    return new ViperRun.Pressures(
        ViperRun.Pressure.of(1e-9 * reads),
        ViperRun.Pressure.missing("gauge off"),
        ViperRun.Pressure.of(0.5));
  }

  private void run(int count) {
    try (var viper = new ViperFile(file(), -999)) {
      new ViperRun(Optional.of(viper), time, time, shown::add, told::add)
          .run(this::gauges, Duration.ofSeconds(5), count);
    }
  }

  private int[] indices(int count) {
    try (var hdf5 = Hdf5File.read(file())) {
      assertEquals(count, hdf5.dataset("/Index").length());
      return hdf5.dataset("/Index").ints(0, count);
    }
  }

  @Test
  void recordingsComeAtTheRateThatWasAskedForAndAreShown() {
    run(3);
    assertArrayEquals(new int[] {0, 1, 2}, indices(3));
    try (var hdf5 = Hdf5File.read(file())) {
      assertArrayEquals(new double[] {0, 5, 10}, hdf5.dataset("/Timestamp").doubles(0, 3));
      assertArrayEquals(new double[] {-999, -999, -999}, hdf5.dataset("/CG1").doubles(0, 3));
    }
    assertEquals(
        "2026-11-21T10:00:05Z       1         5.0 s  Ionisation 2.000e-09 Torr  CG1 none (gauge"
            + " off)  CG2 5.000e-01 Torr",
        shown.get(1));
    assertEquals(List.of(), told);
  }

  @Test
  void timesThatASlowGaugeSleptThroughAreLeftOutAndNotMadeUpFor() {
    atEachRead =
        () -> {
          if (reads == 1) {
            time.advance(Duration.ofSeconds(12));
          }
        };
    run(4);
    try (var hdf5 = Hdf5File.read(file())) {
      assertArrayEquals(new double[] {0, 5, 20, 25}, hdf5.dataset("/Timestamp").doubles(0, 4));
    }
  }

  /** Another program that has the file open: its lock, on all systems that have one. */
  @Test
  void whileAnotherProgramHoldsTheFileRecordingsWaitAndAreToldAfterAMinute() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/flock")), "install util-linux");
    run(1);
    var holder =
        new ProcessBuilder(
                "/usr/bin/flock", "-s", file().toString(), "sh", "-c", "echo held; read line")
            .start();
    try (var says = holder.inputReader()) {
      assertEquals("held", says.readLine());
      atEachRead =
          () -> {
            if (reads == 20) {
              try {
                holder.outputWriter().append("\n").flush();
                holder.waitFor();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          };
      run(30);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertEquals(31, indices(31).length);
    assertEquals(2, told.size(), told.toString());
    assertTrue(told.getFirst().contains("another program has it open"), told.getFirst());
    assertTrue(told.getLast().contains("nothing was lost"), told.getLast());
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsToldAtOnceAndGivenUpWhenAskedTo() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/flock")), "install util-linux");
    run(1);
    var holder =
        new ProcessBuilder(
                "/usr/bin/flock", "-s", file().toString(), "sh", "-c", "echo held; read line")
            .start();
    try (var says = holder.inputReader();
        var viper = new ViperFile(file(), -999)) {
      assertEquals("held", says.readLine());
      var rests = new AtomicInteger();
      var impatient =
          new SteadyClock() {
            @Override
            public long nanos() {
              return time.nanos();
            }

            @Override
            public void rest(Duration length) {
              time.rest(length);
              if (rests.incrementAndGet() == 3) {
                Thread.currentThread().interrupt();
              }
            }
          };
      new ViperRun(Optional.of(viper), impatient, time, shown::add, told::add)
          .run(this::gauges, Duration.ofSeconds(5), 1);
      assertTrue(Thread.interrupted());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertEquals(2, told.size(), told.toString());
    assertTrue(told.getFirst().endsWith("; 1 recordings wait to be written"), told.toString());
    assertTrue(told.getLast().startsWith("1 recordings could not be written"), told.toString());
  }

  @Test
  void aFileOfAnotherLayoutEndsTheRunAtOnce() throws IOException {
    Files.writeString(file(), "my notes");
    assertThrows(Hdf5Problem.class, () -> run(3));
    assertEquals("my notes", Files.readString(file()));
  }

  @Test
  void withoutAFileRecordingsAreOnlyShown() {
    new ViperRun(Optional.empty(), time, time, shown::add, told::add)
        .run(this::gauges, Duration.ofSeconds(5), 4);
    assertEquals(4, shown.size());
  }
}
