package org.stillwatch.instruments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.instruments.bme680.GasSensorFaults;
import org.stillwatch.instruments.kjlc.GaugeFaults;

/** The tables of faults in the documentation say what happens. */
class FaultTablesTest {

  private static void assertOnPage(String name, List<String> rows) throws IOException {
    var page = Files.readString(Path.of("..", "docs", name));
    for (var row : rows) {
      assertTrue(page.contains(row + "\n"), "docs/" + name + " lacks: " + row);
    }
  }

  @Test
  void gauges() throws IOException {
    assertOnPage("gauges.md", GaugeFaults.table().rows());
  }

  @Test
  void gasSensor() throws IOException {
    assertOnPage("gas-sensor.md", GasSensorFaults.table().rows());
  }

  /** Prints both tables for the pages. */
  public static void main(String... none) {
    GaugeFaults.table().rows().forEach(System.out::println);
    System.out.println();
    GasSensorFaults.table().rows().forEach(System.out::println);
  }
}
