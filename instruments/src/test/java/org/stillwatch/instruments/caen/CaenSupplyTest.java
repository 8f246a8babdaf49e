package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedBoard.Model;
import org.stillwatch.simulators.wire.Misbehaviour;

class CaenSupplyTest {

  private final SimulatedBoard board = Bench.n1470(0).standing(0, 250).standing(1, 400);
  private final Bench bench = new Bench(board);

  @Test
  void onePollTellsWhatAllChannelsDo() {
    board.load(0, 100);
    var poll = bench.poll(8);
    assertEquals(Health.State.OK, poll.health().state(), poll.health().reason());
    assertEquals("N1470, firmware 1.0, serial 100", poll.health().reason());
    assertEquals(
        List.of("250.0", "400.0", "0.0", "0.0"),
        Bench.measured(poll, "ch0/vmon", "ch1/vmon", "ch2/vmon", "ch3/vmon"));
    assertEquals(
        List.of("250.0", "2.5", "300.0"), Bench.measured(poll, "ch0/vset", "ch0/imon", "ch0/iset"));
    assertEquals("on", bench.word(poll, "ch0/power"));
    assertEquals("off", bench.word(poll, "ch2/state"));
    assertEquals("no", bench.word(poll, "ch0/tripped"));
    assertEquals("remote", bench.word(poll, "board/control"));
    assertEquals("no", bench.word(poll, "board/interlock"));
    assertEquals("0.0", Bench.of(poll, "board/alarm"));
  }

  @Test
  void whatChangesSeldomIsToldWithinSevenPolls() {
    var seen = new TreeSet<String>();
    for (int i = 0; i < 1 + SupplyBoard.SELDOM.size(); i++) {
      bench.poll().readings().stream()
          .filter(reading -> reading instanceof Reading.Measured)
          .forEach(reading -> seen.add(reading.channel().name()));
    }
    var all = new TreeSet<String>();
    bench.supply.channels().forEach(channel -> all.add(channel.id().name()));
    assertEquals(all, seen);
    assertEquals(4 * 15 + 3, all.size());
  }

  @Test
  void aTripTimeThatNeverTripsIsNoNumber() {
    bench.poll();
    assertTrue(bench.set("ch0/trip", 1000).toString().startsWith("Done"));
    var reasons = new TreeSet<String>();
    for (int i = 0; i < SupplyBoard.SELDOM.size(); i++) {
      reasons.add(Bench.of(bench.poll(), "ch0/trip"));
    }
    assertEquals(Set.of("", "never trips (1000 s)"), reasons);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyFamilyIsFoundOutByAsking(Model model) {
    var other = new Bench(new SimulatedBoard(0, model, 1).standing(0, 100));
    var poll = other.poll(3);
    assertEquals(Health.State.OK, poll.health().state(), poll.health().reason());
    assertEquals("100.0", Bench.of(poll, "ch0/vmon"));
    assertEquals(
        poll.readings().stream().filter(r -> r.channel().name().endsWith("/vmon")).count(),
        switch (model) {
          case N1470, DT55XX -> 4;
          case R14XX -> 8;
          case DT54XX -> 1;
        });
  }

  @Test
  void aBoardThatDoesNotKnowAllAtOnceIsAskedChannelByChannel() {
    var other = new Bench(Bench.n1470(0).standing(3, 100).allAtOnce(false));
    var poll = other.poll(5);
    assertEquals(Health.State.OK, poll.health().state(), poll.health().reason());
    assertEquals("100.0", Bench.of(poll, "ch3/vmon"));
  }

  @Test
  void aTripIsToldInPlainWords() {
    bench.poll(2);
    board.trip(1);
    var poll = bench.poll();
    assertEquals("yes", bench.word(poll, "ch1/tripped"));
    assertEquals("tripped", bench.word(poll, "ch1/state"));
    assertEquals("2.0", Bench.of(poll, "board/alarm"));
    assertEquals(
        "channel 1 of board 0 tripped: it drew too much current for too long",
        poll.health().reason());
  }

  @Test
  void aTripBetweenPollsIsKnownFromTheLatch() {
    bench.poll(2);
    board.trip(1);
    board.switchOn(1);
    var poll = bench.poll(3);
    assertEquals("no", bench.word(poll, "ch1/tripped"));
    assertEquals(Health.State.TROUBLE, poll.health().state());
    assertEquals(
        "board 0 remembers that channel 1 had an alarm; board/clear makes it forget",
        poll.health().reason());
    assertTrue(bench.set("board/clear", 0).toString().startsWith("Done"));
    assertEquals(Health.State.OK, bench.poll(4).health().state());
  }

  @Test
  void localInterlockAndKillAreSaid() {
    bench.poll(2);
    board.local(true);
    assertTrue(bench.poll().health().reason().startsWith("board 0 is in LOCAL"));
    board.local(false);
    board.interlock(true);
    var poll = bench.poll();
    assertTrue(poll.health().reason().startsWith("board 0 is interlocked"), poll.toString());
    assertEquals("interlocked", bench.word(poll, "ch0/state"));
    board.interlock(false);
    board.kill(true);
    assertTrue(bench.poll().health().reason().contains("killed by the front panel"));
  }

  @Test
  void aLimitedCurrentIsSaidAndNotThatTheRampDoesNotArrive() {
    bench.poll();
    assertTrue(bench.set("ch0/trip", 1000).toString().startsWith("Done"));
    board.load(0, 0.5);
    bench.poll(20);
    var reason = bench.poll().health().reason();
    assertEquals("channel 0 of board 0 limits its current at 300 uA", reason);
  }

  @Test
  void anOutputThatDoesNotArriveIsSaid() {
    bench.poll(9);
    board.stick(0, 100);
    var quiet = bench.poll(3);
    assertEquals(Health.State.OK, quiet.health().state(), quiet.health().reason());
    var poll = bench.poll(12);
    assertTrue(
        poll.health()
            .reason()
            .startsWith("channel 0 of board 0 is at 100 V and should have come to 250 V"),
        poll.health().reason());
  }

  @Test
  void aSilentBoardOfAChainDoesNotStopTheOthers() {
    var chain = new Bench(1, Bench.n1470(0).standing(0, 100), Bench.n1470(1).standing(0, 200));
    int good = 0;
    for (int i = 0; i < 40; i++) {
      var poll = chain.poll();
      assertEquals("100.0", Bench.of(poll, "ch0/vmon"));
      assertEquals("200.0", Bench.of(poll, "b1-ch0/vmon"));
      assertFalse(Bench.of(poll, "b2-board/control").isEmpty());
      assertEquals(Health.State.TROUBLE, poll.health().state());
      assertTrue(poll.health().reason().startsWith("board 2 at 10.0.0.9:1470 does not answer"));
      good++;
    }
    assertEquals(40, good);
    assertTrue(chain.time.nanos() < Duration.ofSeconds(60).toNanos(), "it costs little time");
  }

  @Test
  void aBoardThatComesBackIsAskedAgain() {
    var second = Bench.n1470(1).standing(0, 200);
    var chain = new Bench(Bench.n1470(0), second);
    second.silent(true);
    chain.poll(20);
    second.silent(false);
    var poll = chain.poll(20);
    assertEquals(Health.State.OK, poll.health().state(), poll.health().reason());
    assertEquals("200.0", Bench.of(poll, "b1-ch0/vmon"));
  }

  @Test
  void outputsAreSafeWhenOffAndUnknownWhenNotHeard() {
    assertEquals(Truth.UNKNOWN, bench.controls.safe());
    bench.poll(2);
    assertEquals(Truth.FALSE, bench.controls.safe());
    bench.controls.makeSafe("test");
    bench.poll();
    assertEquals(Truth.TRUE, bench.controls.safe());
    bench.line.always(new Misbehaviour.Silence());
    bench.poll(4);
    assertEquals(Truth.UNKNOWN, bench.controls.safe());
  }

  @Test
  void channelsOfOtherBoardsHaveTheirOwnNames() {
    var chain = new Bench(Bench.n1470(0), Bench.n1470(1));
    chain.poll(2);
    var names = chain.supply.channels().stream().map(channel -> channel.id().text()).toList();
    assertTrue(
        names.containsAll(
            Set.of("hv1/ch0/vset", "hv1/board/alarm", "hv1/b1-ch3/vmon", "hv1/b1-board/control")));
  }
}
