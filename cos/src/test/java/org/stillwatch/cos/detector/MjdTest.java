package org.stillwatch.cos.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MjdTest {

  @ParameterizedTest
  @CsvSource({
    "57322.5, 57322.5",
    "57322, 57322",
    "2015-10-27, 57322",
    "2015-10-27T12:00:00, 57322.5",
    "2015-10-27T12:00:00Z, 57322.5",
    "2015-10-27 12:00, 57322.5",
    "2015-10-27T14:00:00+02:00, 57322.5"
  })
  void readsDatesAndDayNumbers(String text, double days) {
    assertEquals(days, Mjd.parse(text).days());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2015-13-27", "NaN", "1e400", "57322,5"})
  void refusesWhatIsNoDate(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Mjd.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("expected a modified Julian date"));
  }

  @Test
  void theUnixEpochIsDay40587() {
    assertEquals(new Mjd(40587), Mjd.of(Instant.EPOCH));
    assertEquals(Instant.parse("2015-10-27T12:00:00Z"), new Mjd(57322.5).instant());
  }
}
