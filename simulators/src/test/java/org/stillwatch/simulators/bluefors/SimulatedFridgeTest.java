package org.stillwatch.simulators.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedFridgeTest {

  private static final Instant START = Instant.parse("2026-06-26T12:00:00Z");

  @TempDir private Path folder;

  private SimulatedFridge fridge() {
    return SimulatedFridge.demo(folder, ZoneOffset.UTC, Build.CURRENT, 1);
  }

  private List<String> stamps() throws IOException {
    return Files.readAllLines(folder.resolve("26-06-26").resolve("Flowmeter 26-06-26.log")).stream()
        .map(row -> row.substring(9, 17))
        .toList();
  }

  @Test
  void writesARowSetEachSecondHoweverOftenItIsDriven() throws IOException {
    var fridge = fridge();
    int written = 0;
    for (int tick = 0; tick <= 30; tick++) {
      written += fridge.tick(START.plusMillis(tick * 100L));
    }
    assertEquals(4, written);
    assertEquals(List.of("12:00:00", "12:00:01", "12:00:02", "12:00:03"), stamps());
  }

  @Test
  void catchesUpWhatIsDue() throws IOException {
    var fridge = fridge();
    fridge.tick(START);
    assertEquals(3, fridge.tick(START.plusMillis(3900)));
    assertEquals(1, fridge.tick(START.plusMillis(4000)));
    assertEquals(5, stamps().size());
    assertEquals(Duration.ofSeconds(4 * 1600), fridge.state().time());
  }

  @Test
  void isColdNinetySecondsAfterItWasSwitchedOn() throws IOException {
    var fridge = fridge();
    for (int second = 0; second <= 90; second++) {
      fridge.tick(START.plusSeconds(second));
    }
    assertEquals(FridgeModel.timeToBase(), fridge.state().time());
    assertEquals(0.010, fridge.state().sensor(6).temperatureK().orElseThrow(), 1e-4);
    assertTrue(FridgeModel.storyLength().toSeconds() / SimulatedFridge.DEMO_SPEED <= 300);
  }

  @Test
  void makesUpNoRowsForALongPause() throws IOException {
    var fridge = fridge();
    fridge.tick(START);
    assertEquals(1, fridge.tick(START.plusSeconds(3600)));
    assertEquals(1, fridge.tick(START.plusSeconds(3601)));
    assertEquals(List.of("12:00:00", "13:00:00", "13:00:01"), stamps());
    assertEquals(Duration.ofSeconds(3601 * 1600), fridge.state().time());
  }

  @Test
  void goesOnFromWhereTheClockWasSetBackTo() throws IOException {
    var fridge = fridge();
    fridge.tick(START);
    fridge.tick(START.plusSeconds(1));
    var before = fridge.state();
    assertEquals(1, fridge.tick(START.minusSeconds(60)));
    assertEquals(before, fridge.state());
    assertEquals(1, fridge.tick(START.minusSeconds(59)));
    assertEquals(List.of("12:00:00", "12:00:01", "11:59:00", "11:59:01"), stamps());
  }

  @Test
  void writesEveryChangeOfASwitchOnItsWay() throws IOException {
    var fridge = fridge();
    for (int second = 0; second <= 180; second++) {
      fridge.tick(START.plusSeconds(second));
    }
    var rows = Files.readAllLines(folder.resolve("26-06-26").resolve("Channels 26-06-26.log"));
    assertEquals(181 + 12, rows.size());
  }

  @Test
  void refusesASpeedAndACadenceThatGoNowhere() {
    var model = new FridgeModel(1);
    var writer = new BlueforsLogWriter(folder, ZoneOffset.UTC, Build.CURRENT);
    for (double speed : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SimulatedFridge(model, model.start(), writer, speed, Duration.ofSeconds(1)));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new SimulatedFridge(model, model.start(), writer, 1, Duration.ZERO));
  }
}
