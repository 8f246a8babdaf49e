package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.pfeiffer.SimulatedTpg;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** A controller with a handshake, whose answers do not say what they answer. */
class PfeifferContractTest extends InstrumentContract {

  private static final TextSettings SETTINGS =
      Keys.settings(
          List.of(gauge(1), gauge(2)),
          Optional.of(new HandshakeKeys("06", Optional.of("15"), Optional.of("05"))),
          List.of(),
          Map.of(),
          false);

  private static PollKeys gauge(int number) {
    return Keys.poll(
        "PR" + number,
        Optional.of("(?<s" + number + ">[0-9]),(?<p" + number + ">[-+0-9.E]+)"),
        Optional.empty(),
        Map.of("p" + number, Keys.value("p" + number, 1e-12, 2000)),
        List.of(
            new InvalidKeys(
                "s" + number, List.of("0"), Map.of("5", "no sensor"), Map.of(), List.of())),
        Optional.empty());
  }

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new TextDevice(ID, SETTINGS, lane, clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    return new SimulatedTpg(false);
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
    return Set.of("p1", "p2");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return value == (channel.equals("p1") ? 1.2e-2 : 3.4e-6);
  }
}
