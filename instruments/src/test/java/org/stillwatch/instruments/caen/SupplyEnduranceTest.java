package org.stillwatch.instruments.caen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.Soak;

/** The short forms of {@link SupplyFuzz}, and an hour with a fault each minute. */
class SupplyEnduranceTest {

  @Test
  void noValueComesOfALineThatIsNotWhole() {
    var found = SupplyFuzz.bytes(50_000, 1);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(found.accepted() > 1000 && found.accepted() < found.replies() / 2, found.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void linesThatAreSpoiltLateOrComeTwiceNeverGiveAWrongValue(long seed) {
    var found = SupplyFuzz.lines(1500, seed, true);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(found.accepted() > 3000, found.toString());
  }

  @Test
  void norDoesABoardThatIsAskedChannelByChannel() {
    var found = SupplyFuzz.lines(1500, 4, false);
    assertEquals(0, found.wrong(), found.firstWrong());
    assertTrue(found.accepted() > 1000, found.toString());
  }

  @Test
  void inAnHourWithAFaultEachMinuteEveryReadingIsThere() {
    var time = Soak.time();
    var board = Bench.n1470(0).standing(0, 101).standing(1, 202).standing(2, 303).standing(3, 404);
    for (int i = 0; i < 4; i++) {
      board.load(i, 10);
    }
    var line = new MisbehavingDevice(new SimulatedCaen(Duration.ofMillis(20), List.of(board)), 7);
    var lane = new Lane(new DevicePort("10.0.0.9:1470", time, line), SupplyTalk.MANNERS, time);
    try (var supply =
        new CaenSupply("soak", lane, List.of(0), Bench.TIMEOUT, Bench.EVERY, time, lane::close)) {
      var found =
          Soak.run(
              Duration.ofHours(1),
              Bench.EVERY,
              supply,
              line,
              time,
              Set.of("ch0/vmon", "ch1/imon", "ch2/iset", "ch3/state", "board/control"),
              (channel, value) -> value == SupplyFuzz.truth(channel));
      assertEquals(0, found.wrong(), found.toString());
      assertEquals(0, found.blank(), found.toString());
      assertEquals(found.expected(), found.stored(), found.toString());
      assertTrue(found.faults() >= 55, found.toString());
    }
  }
}
