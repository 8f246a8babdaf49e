package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RampWatchTest {

  private final RampWatch watch = new RampWatch();

  private Optional<String> look(double goal, double volt, boolean excused, double seconds) {
    return watch.look(goal, volt, 50, excused, (long) (seconds * 1e9));
  }

  @Test
  void aRampMayTakeAThirdMoreThanItsRateSaysAndFiveSeconds() {
    assertTrue(look(1000, 0, false, 0).isEmpty());
    assertTrue(look(1000, 100, false, 31).isEmpty());
    assertEquals(
        Optional.of(
            "is at 100 V and should have come to 1000 V from 0 V by now, at 50 V/s within 32 s"),
        look(1000, 100, false, 32));
    assertTrue(look(1000, 995, false, 33).isEmpty(), "it has arrived");
  }

  @Test
  void anotherGoalIsAnotherRamp() {
    assertTrue(look(1000, 0, false, 0).isEmpty());
    assertTrue(look(500, 100, false, 40).isEmpty());
    assertTrue(look(500, 100, false, 50).isEmpty());
    assertFalse(look(500, 100, false, 60).isEmpty());
  }

  @Test
  void whatIsSaidOtherwiseIsNotSaidTwice() {
    assertTrue(look(1000, 0, false, 0).isEmpty());
    assertTrue(look(1000, 100, true, 100).isEmpty());
    assertTrue(look(1000, 100, false, 101).isEmpty(), "it begins anew");
  }
}
