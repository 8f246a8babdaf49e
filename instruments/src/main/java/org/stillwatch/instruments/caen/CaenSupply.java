package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.guard.GuardPlace;
import org.stillwatch.link.lane.Lane;

/** A supply of one board, or of a chain of them, at one port. */
public final class CaenSupply implements Device {

  private final String instrument;
  private final SupplyTalk talk;
  private final List<SupplyBoard> boards;
  private final Runnable leave;
  private final Optional<GuardedControls> guarded;
  private final Controls controls;
  private long opened = -1;

  /**
   * @param boards 0 to 31 each, none twice
   * @param timeout how long an answer may take
   * @param every how often it is polled
   * @param leave called at the end, when it no longer needs its lane
   */
  CaenSupply(
      String instrument,
      Lane lane,
      List<Integer> boards,
      Duration timeout,
      Duration every,
      SteadyClock clock,
      Runnable leave) {
    this(instrument, lane, boards, timeout, every, clock, leave, Optional.empty());
  }

  /**
   * @param guard that owns the connection; empty: nobody does
   */
  CaenSupply(
      String instrument,
      Lane lane,
      List<Integer> boards,
      Duration timeout,
      Duration every,
      SteadyClock clock,
      Runnable leave,
      Optional<GuardPlace> guard) {
    this.instrument = instrument;
    this.talk = new SupplyTalk(lane, timeout);
    this.leave = leave;
    Map<Integer, Board> known = new ConcurrentHashMap<>();
    var latest = new Latest(clock);
    this.boards =
        boards.stream()
            .map(number -> new SupplyBoard(instrument, number, every, clock, latest, known))
            .toList();
    var own =
        new SupplyControls(
            instrument, talk, this.boards, latest, every, new AllOff(talk, boards, known));
    this.guarded = guard.map(place -> new GuardedControls(own, place));
    this.controls = guarded.isPresent() ? guarded.get() : own;
  }

  @Override
  public List<Channel> channels() {
    return boards.stream().flatMap(board -> board.channels().stream()).toList();
  }

  @Override
  public Poll poll(Instant time) {
    var round = new Round(talk, instrument, time);
    if (opened != talk.opened()) {
      boards.forEach(SupplyBoard::forget);
    }
    boards.forEach(board -> board.poll(round, boards.size() == 1));
    opened = round.isLost() ? -1 : talk.opened(); // another supply may be there when it comes back
    return round.poll(
        boards.stream()
            .map(SupplyBoard::told)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  @Override
  public Optional<Controls> controls() {
    return Optional.of(controls);
  }

  @Override
  public void close() {
    guarded.ifPresent(GuardedControls::close);
    leave.run();
  }
}
