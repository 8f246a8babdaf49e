package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short forms of {@link GaugeFuzz} and {@link GaugeSoak}. */
class GaugeEnduranceTest {

  @Test
  void noValueComesOfAReplyThatIsNotWhole() {
    var found = GaugeFuzz.run(20_000, 1);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(found.accepted() > 300 && found.accepted() < found.replies() / 2, found.toString());
  }

  @Test
  void inTwoHoursWithAFaultEachMinuteEveryReadingIsThere() {
    var found = GaugeSoak.run(2);
    assertTrue(Math.abs(found.expected() - 3 * 2 * 3600) <= 60, found.toString());
    assertEquals(found.expected(), found.stored(), found.toString());
    assertEquals(0, found.blank(), found.toString());
    assertEquals(0, found.wrong());
    assertTrue(found.faults() >= 115, found.toString());
    assertTrue(found.missing() > 0, found.toString());
  }
}
