package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Fault;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Model;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.Misbehaviour;

class GaugeControlsTest {

  private final SimulatedGauge gauge =
      new SimulatedGauge("01", Model.KJLC_392, Vacuum.still(1.53e-6, 2e-2, 740));
  private final Bench bench = new Bench(gauge);
  private final GaugeControls controls = new GaugeControls("gauge1", bench.talk("01"));

  private Setting setting(String id) {
    return controls.settings().stream()
        .filter(setting -> setting.id().text().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Outcome set(String name, double value) {
    return controls.set(setting("gauge1/ion/" + name), value);
  }

  private static String refusal(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).why();
  }

  @Test
  void theFilamentIsSwitchedAndReadBack() {
    assertEquals(new Outcome.Done(1), set("filament", 1));
    assertTrue(gauge.isOn());
    assertEquals(new Outcome.Done(0), set("filament", 0));
  }

  @Test
  void aLatchedFaultRefusesTheFilamentUntilOffClearsIt() {
    gauge.fail(Fault.EMISSION);
    assertEquals(
        "a fault is latched (02 EMISS); switch the filament off first, which clears it",
        refusal(set("filament", 1)));
    assertEquals(2, bench.line.replies() + 1, "RS was asked, and IG1 was not sent");
    assertEquals(new Outcome.Done(0), set("filament", 0));
    assertEquals(new Outcome.Done(1), set("filament", 1));
  }

  @Test
  void degasNeedsAHotFilamentAndALowPressure() {
    assertEquals("the ion gauge is off; degas needs it on", refusal(set("degas", 1)));
    gauge.alreadyOn();
    assertEquals(new Outcome.Done(1), set("degas", 1));
    assertEquals(new Outcome.Done(0), set("degas", 0));
    var dirty =
        new Bench(new SimulatedGauge("01", Model.KJLC_392, Vacuum.still(2e-4, 1, 1)).alreadyOn());
    var others = new GaugeControls("gauge1", dirty.talk("01"));
    assertEquals(
        "the pressure is 2.00E-04 Torr, degas needs 5e-5 Torr or less",
        refusal(others.set(setting("gauge1/ion/degas"), 1)));
  }

  @Test
  void emissionIsSetAndReadBack() {
    assertEquals(new Outcome.Done(1), set("emission", 1));
    assertEquals(new Outcome.Done(0), set("emission", 0));
  }

  @Test
  void whatCannotBeKnownIsRefusedButOffIsNot() {
    bench.line.next(1, new Misbehaviour.Silence());
    assertTrue(refusal(set("filament", 1)).contains("so its state is not known"));
    gauge.alreadyOn();
    bench.line.next(1, new Misbehaviour.Silence());
    assertEquals(new Outcome.Done(0), set("filament", 0), "heard, though its answer was lost");
  }

  @Test
  void aCommandWhoseEffectCannotBeReadBackIsUnconfirmed() {
    bench.line.always(new Misbehaviour.Silence());
    var why = assertInstanceOf(Outcome.Unconfirmed.class, set("filament", 0)).why();
    assertEquals("IG0 was sent, and whether it was done is not known: IGS was not answered", why);
  }

  @Test
  void aSpoiltReadBackIsAskedAgain() {
    bench.line.next(1, new Misbehaviour.LineFeed());
    bench.line.next(2, new Misbehaviour.Truncate());
    assertEquals(new Outcome.Done(0), set("filament", 0));
  }

  @Test
  void offThatWasSpoiltOnItsWayIsSentAgain() {
    gauge.alreadyOn();
    var sent = new AtomicInteger();
    bench.cable.onTheWay(
        question -> question.endsWith("IG0") && sent.incrementAndGet() < 3 ? "#01IGX" : question);
    assertEquals(new Outcome.Done(0), set("filament", 0));
    assertFalse(gauge.isOn());
  }

  @Test
  void whatCouldNotBeSentIsNotSaidToBeSent() {
    bench.port.unplug(Duration.ofDays(1));
    assertEquals(
        new Outcome.Failed(
            "nothing was sent, since /dev/ttyUSB0 does not exist; is the device plugged in and"
                + " switched on?"),
        set("filament", 0));
  }

  @Test
  void aCommandDoesNotWaitUntilPollsTryThePortAgain() {
    bench.port.unplug(Duration.ofSeconds(40));
    var polled = bench.gauge("01");
    assertEquals(Health.State.UNREACHABLE, bench.poll(polled, 41).health().state());
    gauge.alreadyOn();
    assertEquals(0, bench.port.opened(), "the cable is back, but polls wait for their time");
    assertEquals(new Outcome.Done(0), set("filament", 0));
  }

  @Test
  void offIsTheSafeDirection() {
    for (var setting : controls.settings()) {
      assertTrue(setting.isSafe(0), setting.id().text());
    }
    assertTrue(setting("gauge1/ion/filament").confirm());
  }
}
