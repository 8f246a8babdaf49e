package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @Test
  void theSecondTuesdayAtNoonInWordsAndInCronAreTheSame() {
    for (var text : List.of("second Tuesday 12:00", "0 0 12 ? * TUE#2")) {
      assertEquals(
          List.of("2026-12-08T11:00:00Z", "2027-01-12T11:00:00Z", "2027-02-09T11:00:00Z"),
          next(text, "2026-11-21T08:00:00Z", 3),
          text);
    }
  }

  @Test
  void theTimeItselfIsNotAfterItself() {
    assertEquals(
        List.of("2027-01-12T11:00:00Z"), next("second Tuesday 12:00", "2026-12-08T11:00:00Z", 1));
  }

  @Test
  void aTimeInTheHourThatIsLeftOutComesOnceAfterTheGap() {
    for (var text : List.of("every day 02:30", "0 30 2 * * ?")) {
      assertEquals(
          List.of("2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"),
          next(text, "2027-03-26T12:00:00Z", 3),
          text);
    }
  }

  @Test
  void aTimeInTheHourThatIsRepeatedComesOnce() {
    for (var text : List.of("every day 02:30", "0 30 2 * * ?")) {
      assertEquals(
          List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
          next(text, "2026-10-23T12:00:00Z", 3),
          text);
    }
  }

  @Test
  void daysOfTheWeekAndTheLastOfAMonthAreUnderstood() {
    assertEquals(
        List.of("2026-11-23T08:30:00Z"), next("every Monday 09:30", "2026-11-21T08:00:00Z", 1));
    assertEquals(
        List.of("2026-11-27T17:00:00Z"), next("last Friday at 18:00", "2026-11-21T08:00:00Z", 1));
    assertEquals(List.of("2026-11-22T07:00:00Z"), next("day 08:00", "2026-11-21T08:00:00Z", 1));
  }

  @Test
  void whatIsNoScheduleIsRefusedWithASentence() {
    for (var text :
        List.of(
            "", "sometimes", "second Tuesday", "every day 25:00", "0 0 12 * *", "a b c d e f")) {
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> Schedules.parse(text, ZURICH), text);
      assertTrue(String.valueOf(thrown.getMessage()).startsWith("'" + text + "'"));
    }
  }

  private static List<String> next(String text, String after, int count) {
    var schedule = Schedules.parse(text, ZURICH);
    var times = new ArrayList<String>();
    var at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = schedule.next(at).orElseThrow();
      times.add(at.toString());
    }
    return times;
  }
}
