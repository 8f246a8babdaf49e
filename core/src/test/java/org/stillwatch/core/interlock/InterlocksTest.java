package org.stillwatch.core.interlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.StoreUnavailable;

class InterlocksTest {

  private static final ChannelId HUMIDITY = new ChannelId("gas/air/humidity");
  private static final Channel CHANNEL =
      Channel.number(HUMIDITY, Unit.of("%"), "humidity", Duration.ofSeconds(10));

  private final Map<String, String> stored = new HashMap<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private Duration wallIsAhead = Duration.ZERO;
  private Truth alarm = Truth.FALSE;
  private Interlocks interlocks = open(Map.of());

  private static Interlock lock(String name, Interlock.Kind kind, String good, int hold) {
    return new Interlock(
        name,
        kind,
        "hv1",
        Condition.parse(good),
        Duration.ofSeconds(hold),
        Duration.ofSeconds(30),
        Optional.of(Duration.ofDays(90)),
        Optional.empty());
  }

  private static final Interlock PERMIT =
      lock("gas-good", Interlock.Kind.PERMIT, "gas/air/humidity below 45 %", 60);
  private static final Interlock FORCE =
      lock("gas-lost", Interlock.Kind.FORCE, "gas/air/humidity below 45 %", 0);

  private Interlocks open(Map<String, String> states) {
    var made = new Interlocks(List.of(PERMIT, FORCE), states, now);
    made.declare(List.of(CHANNEL));
    return made;
  }

  private Instant wall() {
    return now.plus(wallIsAhead);
  }

  private void keep(String key, String before, String after) {
    stored.put(key, after);
  }

  private void prove(String name) {
    var proof =
        new Proof(
            Proof.subject(interlocks.interlock(name)), wall(), "anna", true, List.of("it acted"));
    interlocks.proven(name, proof, this::keep);
  }

  private void humidity(double value) {
    interlocks.see(List.of(Reading.measured(HUMIDITY, wall(), 0, value)), wall(), now);
    tick();
  }

  private void missing() {
    interlocks.see(List.of(Reading.missing(HUMIDITY, wall(), 0, "no answer")), wall(), now);
    tick();
  }

  private void tick() {
    var changes = interlocks.tick((rule, stale) -> alarm, now);
    changes.forEach(change -> assertTrue(!change.why().isBlank()));
  }

  private void seconds(int length) {
    now = now.plusSeconds(length);
    tick();
  }

  private boolean forces() {
    return !interlocks.orders(wall(), now).isEmpty();
  }

  private Optional<String> refusal() {
    return interlocks.refusal("hv1", wall(), now);
  }

  private void proven() {
    prove("gas-good");
    prove("gas-lost");
  }

  @Test
  void beforeTheFirstProofNothingIsArmedAndNothingMayRise() {
    humidity(60);
    assertFalse(forces());
    assertFalse(interlocks.isArmed("hv1", wall()));
    assertEquals(
        Optional.of(
            "interlock 'gas-good' was never proven and is not armed; expected: stillwatch"
                + " interlock prove gas-good"),
        refusal());
    assertEquals(Optional.empty(), interlocks.refusal("hv2", wall(), now));
  }

  @Test
  void outputsMayRiseOnceItHasBeenGoodForLongEnough() {
    proven();
    assertTrue(refusal().orElseThrow().contains("is unknown"), refusal().toString());
    humidity(40);
    for (int i = 0; i < 5; i++) {
      seconds(10);
      humidity(40);
      assertTrue(refusal().orElseThrow().contains("60 s are needed"), refusal().toString());
    }
    seconds(10);
    humidity(40);
    assertEquals(Optional.empty(), refusal());
    humidity(40);
    now = now.plusSeconds(1);
    humidity(45);
    assertEquals(
        Optional.of(
            "interlock 'gas-good' does not permit it: 'gas/air/humidity below 45 %' is false, it"
                + " is 45 %"),
        refusal());
    now = now.plusSeconds(1);
    humidity(40);
    assertTrue(refusal().isPresent(), "it must be good for a whole minute again");
  }

  @Test
  void whatIsNotGoodForcesAtOnce() {
    proven();
    humidity(40);
    assertTrue(interlocks.isArmed("hv1", wall()));
    assertFalse(forces());
    now = now.plusSeconds(1);
    humidity(46);
    var order = interlocks.orders(wall(), now).getFirst();
    assertEquals("hv1", order.instrument());
    assertEquals("'gas/air/humidity below 45 %' is false, it is 46 %", order.why());
    now = now.plusSeconds(1);
    humidity(40);
    assertFalse(forces());
  }

  @Test
  void dataThatAreTooOldForceAndOneLostAnswerDoesNot() {
    proven();
    humidity(40);
    seconds(10);
    missing();
    assertFalse(forces());
    assertTrue(refusal().isPresent(), "but nothing may rise by it");
    seconds(20);
    missing();
    assertFalse(forces());
    seconds(1);
    assertTrue(forces(), "31 s after the last measured value");
    humidity(40);
    assertFalse(forces());
    seconds(31);
    assertTrue(forces(), "nothing came at all");
  }

  @Test
  void afterTheStartThereIsTimeForTheFirstReading() {
    proven();
    assertFalse(forces());
    seconds(30);
    assertFalse(forces());
    seconds(1);
    assertTrue(forces());
  }

  @Test
  void anOldReadingIsAsOldAsItIs() {
    proven();
    var old = wall().minusSeconds(31);
    interlocks.see(List.of(Reading.measured(HUMIDITY, old, 0, 40)), wall(), now);
    tick();
    assertTrue(forces(), "it came now, and was measured 31 s ago");
  }

  @Test
  void theSameReadingAgainAndAgainIsNotNews() {
    proven();
    var same = List.of(Reading.measured(HUMIDITY, wall(), 0, 40));
    interlocks.see(same, wall(), now);
    seconds(31);
    interlocks.see(same, wall(), now);
    tick();
    assertTrue(forces());
  }

  @Test
  void aClockThatIsSetNeitherForcesNorMakesOldDataNew() {
    proven();
    humidity(40);
    wallIsAhead = Duration.ofHours(1);
    interlocks.clockSet(wallIsAhead);
    seconds(5);
    assertFalse(forces());
    wallIsAhead = Duration.ofHours(-1);
    interlocks.clockSet(Duration.ofHours(-2));
    seconds(5);
    humidity(41);
    assertFalse(forces());
    seconds(30);
    assertFalse(forces());
    seconds(1);
    assertTrue(forces());
  }

  @Test
  void oneThatWasPutAsideDoesNothingUntilItsTimeIsOver() {
    proven();
    humidity(60);
    assertTrue(forces());
    interlocks.aside("gas-lost", "anna", "sensor is changed", wall().plusSeconds(60), this::keep);
    interlocks.aside("gas-good", "anna", "sensor is changed", wall().plusSeconds(60), this::keep);
    assertFalse(forces());
    assertEquals(Optional.empty(), refusal());
    seconds(60);
    assertTrue(forces());
    assertTrue(refusal().isPresent());
  }

  @Test
  void theProofSurvivesARestartAndTheStateDoesNot() {
    proven();
    humidity(40);
    seconds(60);
    interlocks = open(stored);
    assertTrue(interlocks.isArmed("hv1", wall()));
    assertTrue(refusal().orElseThrow().contains("unknown"), "what was good says nothing now");
  }

  @Test
  void aProofOfAnotherConditionDoesNotCount() {
    proven();
    var other = lock("gas-lost", Interlock.Kind.FORCE, "gas/air/humidity below 50 %", 0);
    var changed = new Interlocks(List.of(other), stored, now);
    assertFalse(changed.isArmed("hv1", wall()));
    assertTrue(
        changed.refusal("hv1", wall(), now).orElseThrow().contains("was changed since"),
        changed.refusal("hv1", wall(), now).toString());
  }

  private static Proof failed(Interlock interlock, Instant at) {
    return new Proof(Proof.subject(interlock), at, "bob", false, List.of("it did not act"));
  }

  @Test
  void aFirstProofThatFailsArmsNothing() {
    prove("gas-good");
    interlocks.proven("gas-lost", failed(FORCE, wall()), this::keep);
    humidity(60);
    assertFalse(interlocks.isArmed("hv1", wall()));
    assertFalse(forces());
  }

  @Test
  void afterAProofThatFailedNothingMayRiseAndWhatIsOnIsStillForcedDown() {
    proven();
    humidity(40);
    for (int i = 0; i < 7; i++) {
      seconds(10);
      humidity(40);
    }
    assertEquals(Optional.empty(), refusal());
    interlocks.proven("gas-lost", failed(FORCE, wall()), this::keep);
    for (var each : List.of(interlocks, open(stored))) {
      interlocks = each;
      assertTrue(refusal().isPresent());
      assertTrue(interlocks.isArmed("hv1", wall()));
      seconds(1);
      humidity(60);
      assertTrue(forces());
    }
    assertTrue(
        interlocks.shown(wall(), now).getLast().why().startsWith("it failed its last proof; "),
        interlocks.shown(wall(), now).toString());
  }

  @Test
  void aProofThatFailedCountsAlsoWhenItCannotBeWrittenDown() {
    proven();
    humidity(40);
    seconds(61);
    humidity(40);
    seconds(61);
    humidity(40);
    assertThrows(
        StoreUnavailable.class,
        () ->
            interlocks.proven(
                "gas-good",
                failed(PERMIT, wall()),
                (key, before, after) -> {
                  throw new StoreUnavailable("the disk is full", new IOException("full"));
                }));
    assertTrue(refusal().orElseThrow().contains("failed its last proof"), refusal().toString());
  }

  @Test
  void whatIsKeptTakesThePlaceOfWhatWasKeptLast() {
    var steps = new ArrayList<String>(List.of(""));
    Interlocks.Keeper keeper =
        (key, before, after) -> {
          assertEquals(Arming.decode(steps.getLast()), Arming.decode(before));
          steps.add(after);
        };
    interlocks.aside("gas-lost", "anna", "sensor is changed", wall().plusSeconds(60), keeper);
    interlocks.aside("gas-lost", "anna", "", Instant.EPOCH, keeper);
    interlocks.proven("gas-lost", failed(FORCE, wall()), keeper);
    assertEquals(4, steps.size());
  }

  @Test
  void aClockThatIsSetBackLetsNothingBePutAsideForLonger() {
    proven();
    humidity(60);
    interlocks.aside(
        "gas-lost", "anna", "sensor is changed", wall().plus(Duration.ofDays(31)), this::keep);
    assertFalse(forces());
    wallIsAhead = Duration.ofDays(-3650);
    assertTrue(forces());
  }

  @Test
  void aLimitInAnotherUnitThanItsChannelIsNeverGood() {
    proven();
    interlocks.declare(
        List.of(Channel.number(HUMIDITY, Unit.of("K"), "no humidity", Duration.ofSeconds(10))));
    for (int i = 0; i < 4; i++) {
      humidity(40);
      assertTrue(refusal().orElseThrow().contains("does not fit"), refusal().toString());
      assertFalse(forces());
      seconds(10);
    }
    humidity(40);
    assertTrue(forces(), "what cannot be judged for too long forces");
    interlocks.declare(List.of(CHANNEL));
    seconds(1);
    humidity(40);
    assertFalse(forces());
  }

  @Test
  void readingsThatComeBeforeItIsKnownThatTheClockWasSetForwardCount() {
    proven();
    humidity(40);
    seconds(1);
    wallIsAhead = Duration.ofHours(1);
    humidity(40);
    interlocks.clockSet(wallIsAhead);
    for (int i = 0; i < 10; i++) {
      seconds(10);
      humidity(40);
    }
    assertFalse(forces());
  }

  @Test
  void alarmsCanForceAndWhatIsNotKnownOfThemDoesSoLater() {
    var byAlarm = lock("by-alarm", Interlock.Kind.FORCE, "not alarm gas-flow", 0);
    interlocks = new Interlocks(List.of(byAlarm), Map.of(), now);
    prove("by-alarm");
    alarm = Truth.UNKNOWN;
    tick();
    assertFalse(forces());
    assertTrue(refusal().isPresent());
    seconds(31);
    assertTrue(forces());
    alarm = Truth.FALSE;
    tick();
    assertFalse(forces());
    alarm = Truth.TRUE;
    tick();
    assertTrue(forces());
  }

  @Test
  void whatMakesAnInterlockActIsFound() {
    proven();
    for (int i = 0; i < 8; i++) {
      now = now.plusSeconds(10);
      humidity(40);
    }
    try (var exercise = interlocks.exercise("gas-lost")) {
      var stimuli = exercise.stimuli(now);
      assertEquals(
          List.of("gas/air/humidity has gone stale", "gas/air/humidity is 45.19 %"),
          stimuli.stream().map(Stimulus::what).toList());
      assertThrows(IllegalArgumentException.class, () -> interlocks.exercise("gas-lost"));
      for (var stimulus : stimuli) {
        exercise.simulate(stimulus);
        tick();
        var orders = interlocks.orders(wall(), now);
        assertEquals(1, orders.size());
        assertTrue(
            orders.getFirst().why().startsWith("in a proof, simulated: "), orders.toString());
        exercise.simulateNothing();
        tick();
        assertFalse(forces(), "the real one sees what is real");
      }
    }
    try (var exercise = interlocks.exercise("gas-good")) {
      assertEquals(2, exercise.stimuli(now).size());
      exercise.simulate(exercise.stimuli(now).getLast());
      tick();
      assertTrue(refusal().orElseThrow().contains("in a proof"), refusal().toString());
    }
    tick();
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void nobodyIsWhoIsNotThere() {
    var e = assertThrows(IllegalArgumentException.class, () -> interlocks.interlock("gas-god"));
    assertEquals("there is no interlock 'gas-god'; did you mean 'gas-good'?", e.getMessage());
  }
}
