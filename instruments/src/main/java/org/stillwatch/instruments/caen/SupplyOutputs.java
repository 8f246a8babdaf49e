package org.stillwatch.instruments.caen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.instruments.caen.SupplyReply.Values;
import org.stillwatch.instruments.caen.SupplyTalk.Asking;
import org.stillwatch.link.guard.Outputs;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/** What the guard of a supply knows of its outputs. */
final class SupplyOutputs implements Outputs {

  private final List<Integer> numbers;
  private final Duration timeout;
  private final Map<Integer, Board> known = new ConcurrentHashMap<>();
  private volatile long opened;

  /**
   * @param boards 0 to 31 each
   * @param timeout how long an answer may take
   */
  SupplyOutputs(List<Integer> boards, Duration timeout) {
    this.numbers = List.copyOf(boards);
    this.timeout = timeout;
  }

  @Override
  public Outcome makeSafe(Lane lane) {
    boolean first = opened == 0;
    if (isOpenedAnew(lane)) {
      known.clear();
    }
    var outcome = allOff(lane);
    if (isOpenedAnew(lane) && !first) {
      known.clear();
      outcome = allOff(lane);
    }
    return outcome;
  }

  /** Behind a port that was opened anew there may be another supply, with more outputs. */
  private boolean isOpenedAnew(Lane lane) {
    boolean anew = lane.opened() != opened;
    opened = lane.opened();
    return anew;
  }

  private Outcome allOff(Lane lane) {
    return new AllOff(new SupplyTalk(lane, timeout), numbers, known).carryOut();
  }

  @Override
  public Truth safe(Lane lane) {
    return new SupplyTalk(lane, timeout).converse(Urgency.SAFETY, this::safe);
  }

  private Truth safe(Asking asking) {
    var all = Truth.TRUE;
    for (int number : numbers) {
      var board = known.get(number);
      if (board == null) {
        board = BoardFinder.find(asking, number).board().orElse(null);
      }
      all = all.and(board == null ? Truth.UNKNOWN : safe(asking, board));
    }
    return all;
  }

  private static Truth safe(Asking asking, Board board) {
    var all = Truth.TRUE;
    for (int channel = 0; channel < board.channels(); channel++) {
      var question =
          board.atOnce()
              ? board.askAll(Parameter.STAT, false)
              : board.ask(Parameter.STAT, channel, false);
      if (!(asking.ask(question) instanceof Values values)) {
        return Truth.UNKNOWN;
      }
      for (int i = 0; i < values.texts().size(); i++) {
        all = all.and(Truth.of(AllOff.isSafe(asking, board, channel + i, (int) values.number(i))));
      }
      channel += values.texts().size() - 1;
    }
    return all;
  }

  @Override
  public boolean mayAlwaysPass(byte[] request) {
    var line = new String(request, StandardCharsets.ISO_8859_1) + SupplyTalk.END;
    return PassingRequest.mayAlwaysPass(line.getBytes(StandardCharsets.ISO_8859_1));
  }
}
