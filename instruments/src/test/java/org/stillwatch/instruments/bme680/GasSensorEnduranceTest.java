package org.stillwatch.instruments.bme680;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short forms of {@link GasLineFuzz} and {@link GasSoak}. */
class GasSensorEnduranceTest {

  @Test
  void noValueComesOfALineThatIsNotWhole() {
    var found = GasLineFuzz.run(20_000, 1);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(
        found.accepted() > 1000 && found.accepted() < found.replies() * 3 / 4, found.toString());
  }

  @Test
  void inSixHoursWithAFaultEachMinuteEveryReadingIsThere() {
    var found = GasSoak.run(6);
    assertTrue(Math.abs(found.expected() - 4 * 6 * 360) <= 80, found.toString());
    assertEquals(found.expected(), found.stored(), found.toString());
    assertEquals(0, found.blank(), found.toString());
    assertEquals(0, found.wrong(), found.toString());
    assertTrue(found.faults() >= 300, found.toString());
    assertTrue(found.missing() > 0, found.toString());
  }
}
