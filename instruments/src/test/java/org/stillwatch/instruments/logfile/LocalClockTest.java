package org.stillwatch.instruments.logfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LocalClockTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private LocalClock clock = new LocalClock(ZURICH, LocalClock.Memory.START);

  private String stamp(String wall) {
    // a restart between any two rows must change nothing
    clock = new LocalClock(ZURICH, LocalClock.Memory.decode(clock.memory().encode()));
    var stamp = clock.stamp(LocalDateTime.parse(wall));
    return stamp.time() + " " + stamp.ordinal();
  }

  @Test
  void bothHoursOfTheAutumnNightAreTold() {
    assertEquals("2026-10-24T23:59:50Z 0", stamp("2026-10-25T01:59:50"));
    assertEquals("2026-10-25T00:00:00Z 0", stamp("2026-10-25T02:00:00"));
    assertEquals("2026-10-25T00:59:50Z 0", stamp("2026-10-25T02:59:50"));
    assertEquals("2026-10-25T01:00:00Z 0", stamp("2026-10-25T02:00:00"));
    assertEquals("2026-10-25T01:00:00Z 1", stamp("2026-10-25T02:00:00"));
    assertEquals("2026-10-25T01:59:50Z 0", stamp("2026-10-25T02:59:50"));
    assertEquals("2026-10-25T02:00:00Z 0", stamp("2026-10-25T03:00:00"));
  }

  @Test
  void theHourThatSpringLeavesOutIsMovedForward() {
    assertEquals("2026-03-29T00:59:50Z 0", stamp("2026-03-29T01:59:50"));
    assertEquals("2026-03-29T01:30:00Z 0", stamp("2026-03-29T02:30:00"));
    assertEquals("2026-03-29T01:40:00Z 0", stamp("2026-03-29T03:40:00"));
  }

  @Test
  void rowsOfOneSecondAreNumbered() {
    assertEquals("2026-06-26T13:52:52Z 0", stamp("2026-06-26T15:52:52"));
    assertEquals("2026-06-26T13:52:52Z 1", stamp("2026-06-26T15:52:52"));
    assertEquals("2026-06-26T13:52:53Z 0", stamp("2026-06-26T15:52:53"));
  }

  @Test
  void theFastWayGivesWhatTheCalendarGives() {
    for (var zone : new String[] {"Europe/Zurich", "UTC", "Australia/Lord_Howe", "Asia/Kolkata"}) {
      var id = ZoneId.of(zone);
      var fresh = new LocalClock(id, LocalClock.Memory.START);
      for (var wall = LocalDateTime.parse("2026-01-01T00:30:00");
          wall.getYear() == 2026;
          wall = wall.plusMinutes(47)) {
        Instant expected = wall.atZone(id).withEarlierOffsetAtOverlap().toInstant();
        assertEquals(expected, fresh.stamp(wall).time(), zone + " " + wall);
      }
    }
  }
}
