package org.stillwatch.cos.sag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;

class HotSpotsTest {

  @Test
  void fault5OnlyPixelsThatSaggedThemselvesAreHotSpots() {
    var measurements =
        List.of(
            measured(Segment.FUVA, 163, 700, 200, 2.5),
            measured(Segment.FUVA, 163, 701, 220, 3),
            measured(Segment.FUVA, 163, 700, 220, 9),
            measured(Segment.FUVA, 163, 701, 200, 9),
            measured(Segment.FUVB, 163, 700, 240, 2),
            measured(Segment.FUVA, 163, 702, 240, 2),
            measured(Segment.FUVB, 999, 703, 240, 2));
    assertEquals(
        new TreeSet<>(
            List.of(
                new Pixel(Segment.FUVA, 700, 200),
                new Pixel(Segment.FUVA, 701, 220),
                new Pixel(Segment.FUVB, 700, 240))),
        HotSpots.of(measurements));
  }

  private static Measurement measured(Segment segment, int hv, int x, int y, double gain) {
    return new Measurement("l_a", segment, hv, 58100, x, y, gain, 100);
  }
}
