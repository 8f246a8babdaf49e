package org.stillwatch.web.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void aQuantileIsAtMostAnEighthTooHigh() {
    var latency = new Latency();
    assertEquals(Duration.ZERO, latency.quantile(0.99));
    var random = new Random(99);
    var all = random.longs(10_000, 0, 50_000_000).toArray();
    Arrays.stream(all).forEach(latency::add);
    Arrays.sort(all);
    assertEquals(10_000, latency.count());
    for (double part : new double[] {0.01, 0.5, 0.99, 1}) {
      long exact = all[(int) Math.ceil(part * all.length) - 1];
      long found = latency.quantile(part).toNanos();
      assertTrue(found >= exact && found <= exact * 1.13, part + ": " + found + " for " + exact);
    }
  }
}
