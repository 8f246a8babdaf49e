package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** One N1470; every value of it differs from every other, so that none can be taken for another. */
class CaenContractTest extends InstrumentContract {

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new CaenSupply(ID, lane, List.of(0), Bench.TIMEOUT, every(), clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    var board = Bench.n1470(0).standing(0, 101).standing(1, 202).standing(2, 303).standing(3, 404);
    for (int i = 0; i < 4; i++) {
      board.load(i, 10);
    }
    return new SimulatedCaen(Duration.ofMillis(20), List.of(board));
  }

  @Override
  protected Manners manners() {
    return SupplyTalk.MANNERS;
  }

  @Override
  protected Duration every() {
    return Bench.EVERY;
  }

  /** What the channels are a board must have told first. */
  @Override
  protected Set<String> everyPoll() {
    return Set.of("board/control", "board/interlock", "board/alarm");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return value == SupplyFuzz.truth(channel);
  }
}
