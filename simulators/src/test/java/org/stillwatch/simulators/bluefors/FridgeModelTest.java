package org.stillwatch.simulators.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.simulators.bluefors.FridgeModel.State;

class FridgeModelTest {

  private static final FridgeModel QUIET = FridgeModel.withoutNoise();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Duration hours(double hours) {
    return Duration.ofSeconds(Math.round(hours * 3600));
  }

  private static State quiet(double hours) {
    return QUIET.at(hours(hours));
  }

  private static double kelvin(State state, int channel) {
    return state.sensor(channel).temperatureK().orElseThrow();
  }

  private static List<State> walk(FridgeModel model, Duration length, Duration step) {
    var states = new ArrayList<State>();
    for (var state = model.start();
        state.time().compareTo(length) <= 0;
        state = model.step(state, step)) {
      states.add(state);
    }
    return states;
  }

  @Test
  void startsAtRoomTemperatureWithEverythingOff() {
    var start = QUIET.start();
    for (var sensor : start.sensors()) {
      assertEquals(295, sensor.temperatureK().orElseThrow(), 1);
    }
    assertFalse(start.switches().containsValue(true));
    assertFalse(start.compressor().orElseThrow().running());
  }

  @Test
  void reachesTenMillikelvinAfterFortyHours() {
    assertEquals(Duration.ofHours(40), FridgeModel.timeToBase());
    var base = QUIET.at(FridgeModel.timeToBase());
    assertEquals(0.010, kelvin(base, 6), 1e-9);
    assertEquals(0.85, kelvin(base, 5), 1e-9);
    assertEquals(3.6, kelvin(base, 2), 1e-9);
    assertEquals(48.2, kelvin(base, 1), 1e-9);
    assertTrue(base.stillHeater().on() && base.turbo().on() && base.scroll().on());
  }

  @Test
  void neverWarmsWhileItCools() {
    for (int channel : new int[] {1, 2, 3, 5, 6}) {
      double before = 296;
      for (var state : walk(QUIET, FridgeModel.timeToBase(), MINUTE)) {
        double now = kelvin(state, channel);
        if (now == 0) {
          continue; // dropped out
        }
        assertTrue(now <= before, () -> "CH" + channel + " at " + state.time());
        before = now;
      }
    }
  }

  @Test
  void neverCoolsWhileItWarmsUp() {
    for (int channel : new int[] {1, 2, 3, 5, 6}) {
      double before = 0;
      for (var at = hours(56); at.compareTo(hours(80)) < 0; at = at.plus(MINUTE)) {
        double now = kelvin(QUIET.at(at), channel);
        assertTrue(now >= before, "CH" + channel + " at " + at);
        before = now;
      }
      assertEquals(295, before, 0.01);
    }
  }

  @Test
  void crossesItsFirstLimitsWithinTenSecondsOfTheDemo() {
    double tenSeconds = 10 * SimulatedFridge.DEMO_SPEED / 3600;
    assertTrue(kelvin(quiet(tenSeconds), 1) < 250);
    var water =
        walk(QUIET, hours(tenSeconds), MINUTE).stream()
            .mapToDouble(state -> state.compressor().orElseThrow().waterOutDegC())
            .max()
            .orElseThrow();
    assertTrue(water > 30, () -> "highest " + water);
    assertTrue(quiet(tenSeconds).compressor().orElseThrow().waterOutDegC() < 26.5);
    assertEquals(4, quiet(3).compressor().orElseThrow().warnings());
    assertEquals(0, quiet(5).compressor().orElseThrow().warnings());
  }

  @Test
  void freezesTheValueOfAGaugeThatIsSwitchedOff() {
    var last = quiet(13.999).gauges().getFirst();
    assertTrue(last.on());
    var off = quiet(14.01).gauges().getFirst();
    assertFalse(off.on());
    assertEquals(last.pressureMbar(), off.pressureMbar(), last.pressureMbar() * 1e-2);
    assertEquals(off, quiet(16.9).gauges().getFirst());
    assertTrue(quiet(17).gauges().getFirst().on());
    assertTrue(quiet(16.9).gauges().get(1).on());
  }

  @Test
  void readsZeroWhileTheSensorIsDroppedOut() {
    assertTrue(kelvin(quiet(19.99), 6) > 30);
    assertEquals(0, kelvin(quiet(20.01), 6));
    assertEquals(0, kelvin(quiet(21.9), 6));
    assertTrue(kelvin(quiet(22), 6) > 10);
  }

  @Test
  void repeatsTheLastTemperatureOffItsCurveThenGivesNoneWhileTheResistanceGoesOn() {
    assertEquals(0.007, kelvin(quiet(44), 6), 1e-9);
    for (double at : new double[] {44.1, 45, 46.9}) {
      assertEquals(0.007, kelvin(quiet(at), 6));
      assertTrue(quiet(at).sensor(6).offCurve());
    }
    for (double at : new double[] {47, 49, 51.9}) {
      assertTrue(quiet(at).sensor(6).temperatureK().isEmpty());
    }
    assertTrue(quiet(45).sensor(6).resistanceOhm() > 1.01 * quiet(44).sensor(6).resistanceOhm());
    assertNotEquals(quiet(47).sensor(6).resistanceOhm(), quiet(51).sensor(6).resistanceOhm());
    assertTrue(kelvin(quiet(52.1), 6) > 0.007);
    assertFalse(quiet(52.1).sensor(6).offCurve());
  }

  @Test
  void hasNoCompressorWhileItsLineIsSilent() {
    assertTrue(quiet(25.99).compressor().isPresent());
    assertTrue(quiet(26.5).compressor().isEmpty());
    assertTrue(quiet(27).compressor().isPresent());
  }

  @Test
  void tellsEachChangeOfASwitchInOrder() {
    var before = quiet(55.99);
    var warm = QUIET.step(before, MINUTE);
    assertEquals(2, warm.changes().size());
    assertEquals(true, before.switches().get("ext"));
    assertEquals(false, warm.changes().get(0).get("ext"));
    assertEquals(true, warm.changes().get(0).get("pulsetube"));
    assertEquals(false, warm.changes().get(1).get("pulsetube"));
    assertEquals(warm.switches(), warm.changes().getLast());
    assertEquals(List.of(), QUIET.step(warm, MINUTE).changes());
  }

  @Test
  void tellsTheSameChangesInOneStepAsInMany() {
    var many = new ArrayList<Object>();
    walk(QUIET, Duration.ofHours(79), MINUTE).forEach(state -> many.addAll(state.changes()));
    assertEquals(many, QUIET.step(QUIET.start(), Duration.ofHours(79)).changes());
    assertEquals(12, many.size());
  }

  @Test
  void beginsItsStoryAgain() {
    for (double at : new double[] {0, 2.7, 15, 40, 57}) {
      var first = quiet(at);
      var second = quiet(at + 80);
      assertEquals(first.sensors(), second.sensors());
      assertEquals(first.gauges(), second.gauges());
      assertEquals(first.switches(), second.switches());
    }
    var changes = QUIET.step(quiet(79), Duration.ofHours(2)).changes();
    assertEquals(3, changes.size());
    assertEquals(true, changes.getFirst().get("pulsetube"));
  }

  @Test
  void staysFiniteHoweverLongAStepIs() {
    var state = QUIET.step(QUIET.start(), Duration.ofDays(365_000));
    assertTrue(state.changes().size() <= 12);
    assertTrue(kelvin(state, 1) > 0);
  }

  @Test
  void isTheSameForTheSameSeedOnly() {
    var steps = walk(new FridgeModel(7), Duration.ofHours(1), MINUTE);
    assertEquals(steps, walk(new FridgeModel(7), Duration.ofHours(1), MINUTE));
    assertNotEquals(steps, walk(new FridgeModel(8), Duration.ofHours(1), MINUTE));
  }

  @Test
  void isNoisyByLittle() {
    var noisy = new FridgeModel(7);
    for (double at = 0; at < 80; at += 0.5) {
      for (int i = 0; i < 4; i++) {
        double exact = quiet(at).sensors().get(i).temperatureK().orElseThrow();
        double measured = noisy.at(hours(at)).sensors().get(i).temperatureK().orElseThrow();
        assertEquals(exact, measured, exact * 7e-4);
        assertNotEquals(exact, measured);
      }
    }
  }

  @Test
  void repeatsAReadingUntilTheNextScan() {
    var noisy = new FridgeModel(7);
    assertEquals(
        noisy.at(Duration.ofHours(10)).sensors(),
        noisy.at(Duration.ofHours(10).plusSeconds(59)).sensors());
    assertNotEquals(
        noisy.at(Duration.ofHours(10)).sensors(),
        noisy.at(Duration.ofHours(10).plusMinutes(1)).sensors());
  }

  @Test
  void doesNotStepBack() {
    assertThrows(
        IllegalArgumentException.class, () -> QUIET.step(QUIET.start(), Duration.ofSeconds(-1)));
  }
}
