package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.guard.GuardPlace;
import org.stillwatch.link.guard.GuardPlan;
import org.stillwatch.link.guard.GuardPort;
import org.stillwatch.link.guard.GuardedKind;
import org.stillwatch.link.lane.Lanes;
import org.stillwatch.link.lane.Port;
import org.stillwatch.link.tcp.TcpPort;

/** {@code kind: caen-hv}: high-voltage supplies of CAEN. */
public final class CaenKind implements GuardedKind<CaenSettings> {

  private static final int BAUD = 9600;

  /** UM2619. */
  private static final String TCP = "1470";

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final int MOST_ADDRESS = 31;

  /** An answer takes so much longer by way of the guard, at most. */
  private static final Duration BY_GUARD = Duration.ofMillis(500);

  @Override
  public String name() {
    return "caen-hv";
  }

  @Override
  public Class<CaenSettings> settings() {
    return CaenSettings.class;
  }

  @Override
  public Optional<Unit> unit(CaenSettings settings, String name) {
    if (name.matches("(b[0-9]+-)?board/alarm")) {
      return Optional.of(Unit.NONE);
    }
    if (name.matches("(b[0-9]+-)?board/(interlock|control)")) {
      return Optional.of(Unit.STATE);
    }
    if (!name.matches("(b[0-9]+-)?ch[0-9]+/[a-z]+")) {
      return Optional.empty();
    }
    var word = name.substring(name.indexOf('/') + 1);
    return List.of(Quantity.values()).stream()
        .filter(quantity -> quantity.word().equals(word))
        .map(Quantity::unit)
        .findFirst();
  }

  @Override
  public Instrument open(Site site, CaenSettings settings) {
    var boards = boards(settings);
    var every = atLeast("every", settings.every().orElse(EVERY), "1s");
    var timeout = timeout(settings);
    var port = port(settings);
    if (!guarded(settings)) {
      return instrument(site, port, port.name(), boards, every, timeout, Optional.empty());
    }
    var place = GuardPlace.of(site);
    return instrument(
        site,
        new GuardPort(place, SupplyTalk.END),
        port.name(),
        boards,
        every,
        timeout.plus(BY_GUARD),
        Optional.of(place));
  }

  private static Instrument instrument(
      Site site,
      Port port,
      String name,
      List<Integer> boards,
      Duration every,
      Duration timeout,
      Optional<GuardPlace> guard) {
    var lanes = site.shared().one(Lanes.class, Lanes::new);
    var lane = lanes.join(port, SupplyTalk.MANNERS);
    Device device =
        new CaenSupply(
            site.id(),
            lane,
            boards,
            timeout,
            every,
            SteadyClock.SYSTEM,
            () -> lanes.leave(lane),
            guard);
    return new PolledInstrument(site.id(), name, device, every);
  }

  @Override
  public boolean guarded(CaenSettings settings) {
    return settings.guard().orElse(true);
  }

  @Override
  public GuardPlan plan(Site site, CaenSettings settings) {
    var timeout = timeout(settings);
    return new GuardPlan(
        port(settings),
        SupplyTalk.MANNERS,
        SupplyTalk.END,
        timeout,
        new SupplyOutputs(boards(settings), timeout),
        settings.onStationLoss(),
        settings.lossAfter().orElse(GuardPlan.LOSS_AFTER));
  }

  private static Duration timeout(CaenSettings settings) {
    return atLeast("timeout", settings.timeout().orElse(TIMEOUT), "1s");
  }

  /**
   * The way to the supply.
   *
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  public static Port port(CaenSettings settings) {
    if (settings.host().isEmpty()) {
      return settings.line().toPort(BAUD);
    }
    if (settings.line().tcp().isPresent()) {
      throw new IllegalArgumentException(
          "both host and tcp are given; expected one of them, such as host: 192.168.0.250");
    }
    return TcpPort.parse(settings.host().get().strip() + ":" + settings.line().port().orElse(TCP));
  }

  /**
   * The addresses of the boards.
   *
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  public static List<Integer> boards(CaenSettings settings) {
    var boards = settings.boards().isEmpty() ? List.of(0) : settings.boards();
    for (int board : boards) {
      if (board < 0 || board > MOST_ADDRESS) {
        throw new IllegalArgumentException(
            "boards: " + board + " is no address; expected 0 to " + MOST_ADDRESS);
      }
    }
    if (new HashSet<>(boards).size() < boards.size()) {
      throw new IllegalArgumentException(
          "boards: " + boards + " has one twice; expected each once");
    }
    return boards;
  }

  private static Duration atLeast(String key, Duration given, String such) {
    if (given.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          key + ": " + given + " is too short; expected 100ms or more, such as " + such);
    }
    return given;
  }
}
