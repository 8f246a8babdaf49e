package org.stillwatch.cos.sag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;

class FlaggingTest {

  @Test
  void flagsAreThoseOfTheReference() {
    var measurements = Reference.measurements();
    for (var rule : RecoveryRule.values()) {
      assertEquals(
          Reference.flags(rule),
          Recovery.mark(Flagging.of(measurements), measurements, rule),
          rule.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, 30, 55197.00001, 200, true",
    "3.0, 30, 55197.00001, 300, true",
    "3.0004, 30, 55300, 250, true",
    "3.001, 30, 55300, 250, false",
    "0, 300, 55300, 250, false",
    "0.0004, 300, 55300, 250, false",
    "2, 29, 55300, 250, false",
    "2, 30, 55197, 250, false",
    "2, 30, 55300, 199, false",
    "2, 30, 55300, 301, false"
  })
  void aLowGainIsFlaggedWhereSpectraFallAndMapsAreReliable(
      double gain, int counts, double mjd, int y, boolean flagged) {
    var measured = new Measurement("l_a", Segment.FUVB, 163, mjd, 700, y, gain, counts);
    assertEquals(flagged, !Flagging.of(List.of(measured)).isEmpty());
  }

  @Test
  void theEarliestCciGivesTheDateAndOfTwoTheFirstByName() {
    var flags =
        Flagging.of(
            List.of(
                measured("l_c", Segment.FUVA, 163, 56002, 1),
                measured("l_b", Segment.FUVA, 163, 56001, 2.9),
                measured("l_a", Segment.FUVA, 163, 56001, 2.5)));
    assertEquals(List.of(new Flag(Segment.FUVA, 163, 700, 250, 56001, "l_a", false)), flags);
  }

  @Test
  void fault4BothSegmentsAreFlaggedAtTheSamePlaceAndVoltage() {
    var flags =
        Flagging.of(
            List.of(
                measured("l_b", Segment.FUVB, 163, 56000, 2),
                measured("l_a", Segment.FUVA, 163, 56001, 2)));
    assertEquals(List.of(Segment.FUVA, Segment.FUVB), flags.stream().map(Flag::segment).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 999, -999})
  void fault34AnUnknownVoltageIsNeverFlagged(int unknown) {
    assertEquals(List.of(), Flagging.of(List.of(measured("l_a", Segment.FUVA, unknown, 56000, 2))));
  }

  @Test
  void theOrderOfMeasurementsChangesNothing() {
    var random = new Random(1);
    var measurements = new ArrayList<>(RandomMeasurements.of(random, 3000));
    var flags = Flagging.of(measurements);
    assertTrue(flags.size() > 100);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(measurements, random);
      assertEquals(flags, Flagging.of(measurements));
    }
  }

  @Test
  void flagsOfTwoPartsAreTheFlagsOfAll() {
    var random = new Random(2);
    var measurements = RandomMeasurements.of(random, 3000);
    for (int i = 0; i < 20; i++) {
      int cut = random.nextInt(measurements.size());
      assertEquals(
          Flagging.of(measurements),
          Flagging.merge(
              Flagging.of(measurements.subList(0, cut)),
              Flagging.of(measurements.subList(cut, measurements.size()))));
    }
  }

  private static Measurement measured(
      String source, Segment segment, int hv, double mjd, double gain) {
    return new Measurement(source, segment, hv, mjd, 700, 250, gain, 100);
  }
}
