package org.stillwatch.instruments.bme680;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short form of {@link GasLineFuzz}. */
class GasSensorEnduranceTest {

  @Test
  void noValueComesOfALineThatIsNotWhole() {
    var found = GasLineFuzz.run(20_000, 1);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(
        found.accepted() > 1000 && found.accepted() < found.replies() * 3 / 4, found.toString());
  }
}
