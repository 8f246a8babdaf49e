package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.simulators.wire.VictoriaMetrics;

/** Another server that takes what InfluxDB 1 takes. */
class VictoriaMetricsTest {

  @TempDir Path folder;

  @Test
  void readingsArriveWithTheirNamesValuesAndTimes() throws Exception {
    assumeTrue(VictoriaMetrics.program().isPresent(), VictoriaMetrics.INSTALL);
    try (var server = VictoriaMetrics.start(folder);
        var lab = new Lab(Lab.settings(server.base()))) {
      lab.commit(Lab.many(Lab.MXC, 0, 200));
      assertEquals(200, lab.step().carried());
      var lines =
          server.export("temperature_value{instrument=\"fridge\",thing=\"mxc\",unit=\"K\"}");
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.getFirst().contains("\"values\":[0,0.5,1,1.5,"), lines::toString);
      assertTrue(
          lines.getFirst().contains("\"timestamps\":[1782475200000,1782475201000,"),
          lines::toString);
    }
  }
}
