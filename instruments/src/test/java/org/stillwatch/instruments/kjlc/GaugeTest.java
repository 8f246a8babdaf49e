package org.stillwatch.instruments.kjlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Fault;
import org.stillwatch.simulators.kjlc.SimulatedGauge.Model;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.testkit.ScriptedPort;

class GaugeTest {

  private static SimulatedGauge simulated(String address, Model model) {
    return new SimulatedGauge(address, model, Vacuum.still(1.53e-6, 2e-2, 740));
  }

  private final SimulatedGauge one = simulated("01", Model.KJLC_392);
  private final Bench bench = new Bench(one, simulated("0B", Model.KJLC_392).alreadyOn());
  private final Gauge gauge = bench.gauge("01");

  private static List<String> names(Gauge gauge) {
    return gauge.channels().stream().map(channel -> channel.id().name()).toList();
  }

  @Test
  void anIonGaugeThatIsOffIsMissingAndSaysWhy() {
    var poll = bench.poll(gauge);
    assertEquals("the ion gauge is off", Bench.of(poll, "ion/pressure"));
    assertEquals("0.02", Bench.of(poll, "cg1/pressure"));
    assertEquals(Health.State.OK, poll.health().state());
    assertEquals("version 1769-103", poll.health().reason());
  }

  @Test
  void anIonGaugeThatStartsIsNotYetMeasured() {
    assertEquals("the ion gauge is off", Bench.of(bench.poll(gauge), "ion/pressure"));
    assertEquals(
        new GaugeReply.Field("PROGM OK"), bench.talk("01").ask(Urgency.COMMAND, Question.IG1));
    assertEquals("the ion gauge is starting", Bench.of(bench.poll(gauge), "ion/pressure"));
    assertEquals("1.53E-6", Bench.of(bench.poll(gauge, 3), "ion/pressure"));
  }

  @Test
  void aFaultIsToldWithItsCauseUntilItIsCleared() {
    var on = one.alreadyOn();
    assertEquals("1.53E-6", Bench.of(bench.poll(gauge), "ion/pressure"));
    on.fail(Fault.OVERPRESSURE);
    var poll = bench.poll(gauge);
    assertEquals(
        "the ion gauge switched itself off: over-pressure", Bench.of(poll, "ion/pressure"));
    assertEquals("1.0", Bench.of(poll, "ion/status"));
    assertEquals(Health.State.TROUBLE, poll.health().state());
    assertTrue(poll.health().reason().contains("01 OVPRS"), poll.health().reason());
  }

  @Test
  void aConvectionGaugeWithoutItsCableIsOverRange() {
    one.connect(Vacuum.Sensor.CONVECTION_2, false);
    assertEquals(
        "over range (> 1000 Torr), or no sensor", Bench.of(bench.poll(gauge), "cg2/pressure"));
  }

  @Test
  void statesAreAskedOneInEachPoll() {
    var seen = new TreeSet<String>();
    var all = new ArrayList<Poll>();
    var on = one.alreadyOn();
    for (int i = 0; i < 5; i++) {
      all.add(bench.poll(gauge));
    }
    assertTrue(on.isOn());
    for (var poll : all) {
      assertTrue(poll.readings().size() <= 4, "three pressures and a state at most");
      poll.readings().forEach(reading -> seen.add(reading.channel().name()));
    }
    assertTrue(
        seen.containsAll(List.of("ion/filament", "ion/degas", "ion/emission", "ion/status")),
        seen.toString());
  }

  @Test
  void aGaugeThatDoesNotAnswerCostsOneDeadlineAndSaysWhatToLookFor() {
    var stranger = bench.gauge("07");
    long began = bench.time.nanos();
    var poll = stranger.poll(bench.time.instant());
    assertEquals(Duration.ofMillis(550).toNanos(), bench.time.nanos() - began);
    assertEquals("not asked, since VER was not answered", Bench.of(poll, "ion/pressure"));
    assertEquals("not asked, since VER was not answered", Bench.of(poll, "cg2/pressure"));
    assertEquals(Health.State.UNREACHABLE, poll.health().state());
    assertEquals(
        "gauge 07 at /dev/ttyUSB0 does not answer: no power, another address, baud rate or parity,"
            + " or BINARY mode (COMM FORMAT in SETUP COMMS)",
        poll.health().reason());
  }

  @Test
  void aSilentPressureEndsThePoll() {
    var poll = bench.poll(gauge);
    bench.line.next(2, new Misbehaviour.LineFeed());
    bench.line.next(1, new Misbehaviour.Silence());
    one.alreadyOn();
    poll = bench.poll(gauge);
    assertEquals("1.53E-6", Bench.of(poll, "ion/pressure"));
    assertEquals("RDCG1 was not answered", Bench.of(poll, "cg1/pressure"));
    assertEquals("not asked, since RDCG1 was not answered", Bench.of(poll, "cg2/pressure"));
  }

  @Test
  void gaugesOnOnePairShareItsLane() {
    var other = bench.gauge("0B");
    for (int i = 0; i < 10; i++) {
      assertEquals("the ion gauge is off", Bench.of(bench.poll(gauge), "ion/pressure"));
      assertEquals("1.53E-6", Bench.of(bench.poll(other), "ion/pressure"));
    }
    assertEquals(1, bench.port.opened());
  }

  @Test
  void aGaugeWithoutConvectionGaugesIsAskedForThemNoMore() {
    var bare = new Bench(simulated("01", Model.KJLC_354).alreadyOn());
    var ion = bare.gauge("01");
    assertTrue(names(ion).contains("cg1/pressure"));
    assertEquals(
        "the gauge does not know RDCG1 (SYNTX ER)", Bench.of(bare.poll(ion), "cg1/pressure"));
    var poll = bare.poll(ion, 3);
    assertEquals("", Bench.of(poll, "cg1/pressure"));
    assertEquals("1.53E-6", Bench.of(poll, "ion/pressure"));
    assertEquals(
        List.of("ion/pressure", "ion/filament", "ion/degas", "ion/emission", "ion/status"),
        names(ion));
  }

  @Test
  void aConvectionGaugeAloneIsFoundOut() {
    var bare = new Bench(simulated("01", Model.KJLC_300));
    var convection = bare.gauge("01");
    assertEquals("0.02", Bench.of(bare.poll(convection), "cg1/pressure"));
    assertEquals(List.of("cg1/pressure"), names(convection));
    assertTrue(convection.controls().isEmpty());
  }

  @Test
  void theUnitOfTheGaugeIsAskedForAndConverted() {
    var on = one.alreadyOn();
    on.show(SimulatedGauge.PressureUnit.PASCAL);
    assertEquals(1.53e-6, Double.parseDouble(Bench.of(bench.poll(gauge), "ion/pressure")), 0.01e-6);
    on.show(SimulatedGauge.PressureUnit.TORR);
    assertEquals(
        1.53e-6, Double.parseDouble(Bench.of(bench.poll(gauge, 6), "ion/pressure")), 0.01e-6);
  }

  @Test
  void aQuestionForTheUnitThatWasSpoiltOnItsWayChangesNoValue() {
    for (int spoilt = 1; spoilt <= 5; spoilt++) {
      var pascal = simulated("01", Model.KJLC_392).alreadyOn();
      pascal.show(SimulatedGauge.PressureUnit.PASCAL);
      var noisy = new Bench(pascal);
      int which = spoilt;
      var asked = new AtomicInteger();
      noisy.cable.onTheWay(
          question ->
              question.endsWith("RU") && asked.incrementAndGet() == which ? "#01RX" : question);
      var alone = noisy.gauge("01");
      for (int i = 0; i < 25; i++) {
        var value = Bench.of(noisy.poll(alone), "ion/pressure");
        assertEquals(1.53e-6, Double.parseDouble(value), 0.01e-6, "RU " + which + ", poll " + i);
      }
      assertTrue(asked.get() >= which, "it was spoilt");
    }
  }

  @Test
  void channelsHaveTheUnitOfTheStationFile() {
    var on = one.alreadyOn();
    var inMbar = bench.gauge("01", Optional.of(PressureUnit.MBAR));
    assertTrue(on.isOn());
    assertEquals(
        2.04e-6, Double.parseDouble(Bench.of(bench.poll(inMbar), "ion/pressure")), 0.01e-6);
    assertEquals("mbar", inMbar.channels().getFirst().unit().symbol());
  }

  @Test
  void twoGaugesWithOneAddressAreToldByTheirTwoAnswers() {
    var answers = new ArrayList<byte[]>();
    var port =
        new ScriptedPort(
            "/dev/ttyUSB0",
            bench.time,
            bytes -> {
              answers.add(bytes);
              return List.of(
                  ScriptedPort.Said.at(4, "*01 1769-103\r"),
                  ScriptedPort.Said.at(20, "*01 1769-104\r"));
            });
    var lane = new Lane(port, GaugeTalk.MANNERS, bench.time);
    var twin =
        new Gauge(
            "g",
            new GaugeTalk(lane, "01", Duration.ofMillis(500)),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(1),
            lane::close);
    var poll = twin.poll(bench.time.instant());
    assertEquals(1, answers.size());
    assertTrue(poll.health().reason().contains("and then"), poll.health().reason());
  }
}
