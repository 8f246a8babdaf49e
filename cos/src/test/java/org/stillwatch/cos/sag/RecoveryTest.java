package org.stillwatch.cos.sag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;

class RecoveryTest {
  private static final Measurement SAGGED = measured(163, 58100, 700, 240, 2.9);

  @ParameterizedTest
  @CsvSource({
    "FUVA, 200, 125, true", "FUVA, 220, 1875, true", "FUVA, 199, 700, false",
    "FUVA, 221, 700, false", "FUVB, 230, 125, true", "FUVB, 250, 1875, true",
    "FUVB, 229, 700, false", "FUVB, 251, 700, false", "FUVB, 240, 124, false",
    "FUVB, 240, 1876, false"
  })
  void theWindowHasBothItsEnds(Segment segment, int y, int x, boolean inside) {
    assertEquals(inside, Recovery.inWindow(new Pixel(segment, x, y)));
  }

  @Test
  void aNewestMeasurementAboveTheLimitIsRecovery() {
    assertTrue(recovered(RecoveryRule.STRICT, SAGGED, measured(163, 58200, 700, 240, 3.001)));
    assertFalse(recovered(RecoveryRule.STRICT, SAGGED, measured(163, 58200, 700, 240, 3.0)));
    assertFalse(recovered(RecoveryRule.STRICT, SAGGED));
  }

  @Test
  void fault5MeasurementsOfOtherPixelsProveNothing() {
    // (700, 240) sagged and both (700, 231) and (702, 240) are fine: x and y each appear, the pair
    // not
    var others =
        new Measurement[] {
          SAGGED, measured(163, 58200, 700, 231, 9), measured(163, 58200, 702, 240, 9)
        };
    for (var rule : RecoveryRule.values()) {
      assertFalse(recovered(rule, others));
    }
    var otherSegment = new Measurement("l_z", Segment.FUVA, 163, 58200, 700, 240, 9, 100);
    assertFalse(recovered(RecoveryRule.LEGACY, SAGGED, otherSegment));
  }

  @Test
  void fault6AHigherVoltageProvesNothingForALowerOneUnlessLegacyIsAskedFor() {
    var higher = measured(169, 58200, 700, 240, 5);
    assertFalse(recovered(RecoveryRule.STRICT, SAGGED, higher));
    assertTrue(recovered(RecoveryRule.LEGACY, SAGGED, higher));
    var lower = measured(161, 58200, 700, 240, 5);
    assertTrue(recovered(RecoveryRule.STRICT, SAGGED, lower));
  }

  @ParameterizedTest
  @EnumSource(RecoveryRule.class)
  void fault6RecoveryIsTakenBackWhenThePixelSagsAgain(RecoveryRule rule) {
    var fine = measured(163, 58200, 700, 240, 4);
    var again = measured(163, 58300, 700, 240, 2.8);
    var flags = Flagging.of(List.of(SAGGED, fine));
    var recovered = Recovery.mark(flags, List.of(SAGGED, fine), rule);
    assertTrue(recovered.getFirst().recovery());
    assertFalse(Recovery.mark(recovered, List.of(SAGGED, fine, again), rule).getFirst().recovery());
  }

  @ParameterizedTest
  @EnumSource(RecoveryRule.class)
  void fault34AnUnknownVoltageProvesNothing(RecoveryRule rule) {
    for (int unknown : new int[] {-1, 999, -999}) {
      assertFalse(recovered(rule, SAGGED, measured(unknown, 58200, 700, 240, 9)));
    }
  }

  @ParameterizedTest
  @EnumSource(RecoveryRule.class)
  void theOrderOfMeasurementsChangesNothing(RecoveryRule rule) {
    var random = new Random(3);
    var measurements = new ArrayList<>(RandomMeasurements.of(random, 3000));
    var flags = Flagging.of(measurements);
    var marked = Recovery.mark(flags, measurements, rule);
    assertTrue(marked.stream().anyMatch(Flag::recovery));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(measurements, random);
      assertEquals(marked, Recovery.mark(flags, measurements, rule));
    }
  }

  @ParameterizedTest
  @EnumSource(RecoveryRule.class)
  void theMeasurementsOfThePixelsItAsksForAreEnough(RecoveryRule rule) {
    var measurements = RandomMeasurements.of(new Random(4), 3000);
    var flags = Flagging.of(measurements);
    var pixels = Recovery.pixels(flags);
    var needed = measurements.stream().filter(m -> pixels.contains(Pixel.of(m))).toList();
    assertTrue(needed.size() < measurements.size());
    assertEquals(Recovery.mark(flags, measurements, rule), Recovery.mark(flags, needed, rule));
  }

  private static boolean recovered(RecoveryRule rule, Measurement... measurements) {
    var all = List.of(measurements);
    return Recovery.mark(Flagging.of(List.of(SAGGED)), all, rule).getFirst().recovery();
  }

  private static Measurement measured(int hv, double mjd, int x, int y, double gain) {
    return new Measurement("l_" + mjd, Segment.FUVB, hv, mjd, x, y, gain, 100);
  }
}
