package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterlockNamesTest {

  @TempDir private Path folder = Path.of("");

  private List<String> problems(String name) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {hv1: {kind: caen-hv, host: 127.0.0.1}}
            interlocks: [{name: "%s", force: hv1, unless: "hv1/board/alarm below 1"}]
            """
                .formatted(name));
    return new StationReader(Map.of()).read(file).problems().stream().map(Problem::text).toList();
  }

  @Test
  void anInterlockHasANameThatCanBeAskedFor() throws IOException {
    for (var name : List.of("gas-good", "Gas 2 (north)", "x", "wärme")) {
      assertEquals(List.of(), problems(name));
    }
    for (var name : List.of("gas/good", "..", "", " ", "gas%2Fgood", "gas?", "a\\tb", "a;b")) {
      var found = problems(name);
      assertEquals(1, found.size(), name + found);
      assertTrue(found.getFirst().contains("is no name of an interlock"), found.getFirst());
    }
  }
}
