package org.stillwatch.core.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;

final class WatchdogTest {

  private final AtomicLong nanos = new AtomicLong(1);
  private final AtomicLong free = new AtomicLong(10L << 30);
  private final Watchdog dog =
      new Watchdog(
          List.of(
              new StationPlan.Slot("fridge", "x", new Still(), Duration.ofMillis(500)),
              new StationPlan.Slot("slow", "x", new Still(), Duration.ofMinutes(5))),
          Set.of("slack", "mail"),
          free::get,
          nanos::get);

  private static final class Still implements Instrument {
    @Override
    public List<Channel> channels() {
      return List.of();
    }

    @Override
    public void resume(java.util.Optional<String> cursor) {}

    @Override
    public Turn turn(java.time.Instant now) {
      return new Turn(List.of(), List.of(), 0, List.of(), "", false, false, Health.ok(""));
    }

    @Override
    public void close() {}
  }

  private void pass(Duration length) {
    nanos.addAndGet(length.toNanos());
  }

  private void passWithClock(Duration length) {
    pass(length);
    dog.clockTicked();
  }

  private List<String> parts() {
    return dog.findings().stream().map(Watchdog.Finding::part).sorted().toList();
  }

  @Test
  void aStationWhosePartsMoveHasNothingToTell() {
    for (int i = 0; i < 1000; i++) {
      dog.turnBegins("fridge");
      dog.tries("slack");
      passWithClock(Duration.ofSeconds(5));
      dog.turnEnds("fridge");
      dog.sent("slack");
      assertEquals(List.of(), parts());
    }
  }

  @Test
  void aDriverThatDoesNotComeBackIsFoundAfterTwoMinutesOrTenPeriods() {
    dog.turnBegins("fridge");
    dog.turnBegins("slow");
    passWithClock(Duration.ofSeconds(119));
    assertEquals(List.of(), parts());
    passWithClock(Duration.ofSeconds(2));
    assertEquals(List.of("driver fridge"), parts());
    passWithClock(Duration.ofMinutes(49));
    assertEquals(List.of("driver fridge", "driver slow"), parts());
    dog.turnEnds("fridge");
    assertEquals(List.of("driver slow"), parts());
  }

  @Test
  void aClockThatStandsStillIsCritical() {
    pass(Duration.ofSeconds(61));
    var found = dog.findings().getFirst();
    assertEquals("clock", found.part());
    assertEquals(Severity.CRITICAL, found.severity());
    dog.clockTicked();
    assertEquals(List.of(), parts());
  }

  @Test
  void aNotifierThatTakesNothingForTenMinutesCannotCarryTheNewsOfIt() {
    dog.tries("slack");
    passWithClock(Duration.ofMinutes(9));
    dog.tries("slack");
    passWithClock(Duration.ofMinutes(2));
    assertEquals(Set.of("slack"), dog.findings().getFirst().without());
    assertEquals("slack takes no messages", dog.findings().getFirst().title());
    dog.sent("slack");
    assertEquals(List.of(), parts());
  }

  @Test
  void littleRoomOnTheDiskIsAWarningAndNoneIsCritical() {
    free.set((1L << 30) - 1);
    assertEquals(List.of("disk"), parts());
    assertEquals(Severity.WARNING, dog.findings().getFirst().severity());
    free.set(100L << 20);
    assertEquals(List.of("disk full"), parts());
    assertTrue(dog.findings().getFirst().text().startsWith("100 MB"));
  }

  @Test
  void aStoreThatFailsForHalfAMinuteIsGoneAndTheClockWaitsForIt() {
    dog.store(false);
    pass(Duration.ofSeconds(29));
    dog.store(false);
    assertFalse(dog.storeIsGone());
    pass(Duration.ofMinutes(2));
    assertTrue(dog.storeIsGone());
    assertEquals(List.of(), parts());
    assertEquals("the store cannot write", dog.trouble().orElseThrow());
    dog.store(true);
    assertFalse(dog.storeIsGone());
  }

  @Test
  void everyFindingIsOneOfItsParts() {
    dog.turnBegins("fridge");
    dog.tries("mail");
    free.set(0);
    pass(Duration.ofHours(1));
    var found = new ArrayList<>(parts());
    assertEquals(List.of("clock", "disk full", "driver fridge", "outbox mail"), found);
    assertTrue(dog.parts().containsAll(found));
  }
}
