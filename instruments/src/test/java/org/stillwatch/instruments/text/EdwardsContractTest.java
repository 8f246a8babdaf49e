package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.edwards.SimulatedTic;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** A controller whose answers name what was asked. */
class EdwardsContractTest extends InstrumentContract {

  private static final TextSettings SETTINGS =
      Keys.withTerminator(
          "\r",
          List.of(
              Keys.ask(
                  "?V913",
                  "=V913 (?<p>[-+0-9.e]+);59;11;\\d+;\\d+",
                  Map.of("p", Keys.value("p1", 0, 2000))),
              Keys.ask("?V905", "=V905 (?<s>\\d+);\\d+;\\d+", Map.of("s", Keys.number("speed")))));

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new TextDevice(ID, SETTINGS, lane, clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    return new SimulatedTic();
  }

  @Override
  protected Manners manners() {
    return TextKind.manners(SETTINGS);
  }

  @Override
  protected Duration every() {
    return SETTINGS.period();
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("p1", "speed");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return value == (channel.equals("p1") ? 50.691 : 100);
  }
}
