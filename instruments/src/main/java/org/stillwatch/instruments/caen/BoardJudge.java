package org.stillwatch.instruments.caen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.instruments.caen.SupplyReply.Values;

/** What of a board's bits a person should know, in plain words. */
record BoardJudge(Board board, int number) {

  /** Bits of BDALARM that are no channel's (N1470 manual). */
  private static final int POWER_FAIL = 1 << 4;

  private static final int OVER_POWER = 1 << 5;
  private static final int CLOCK = 1 << 6;

  /** Bits of BDALARM of the families without addresses that tell of a trip (DT55xxE manual). */
  private static final int DESKTOP_TRIP = 0x80;

  /** Whether the supply tells itself why an output does not arrive. */
  static boolean excuses(int status) {
    return OutputState.cause(status).compareTo(OutputState.RAMPING_DOWN) > 0;
  }

  List<String> outputs(Values bits, SupplyReply limits) {
    var troubles = new ArrayList<String>();
    for (int i = 0; i < board.channels(); i++) {
      int status = (int) bits.number(i);
      var where = "channel " + i + " of board " + number + " ";
      switch (OutputState.cause(status)) {
        case OFF, ON, RAMPING_UP, RAMPING_DOWN, UNDER_VOLTAGE -> {
          // as it should be, or the watch of its ramp says so
        }
        case CURRENT_LIMIT ->
            troubles.add(
                where
                    + "limits its current"
                    + (limits instanceof Values most
                        ? " at " + Numbers.plain(most.number(i)) + " uA"
                        : ""));
        case OVER_VOLTAGE -> troubles.add(where + "has more voltage than it is set to");
        case MAX_VOLTAGE -> troubles.add(where + "is held at its highest voltage (MAXV)");
        case TRIPPED -> troubles.add(where + "tripped: it drew too much current for too long");
        case OVER_POWER -> troubles.add(where + "gives more power than it may");
        case OVER_TEMPERATURE -> troubles.add(where + "is too hot");
        case DISABLED -> troubles.add(where + "is disabled by its switch");
        case KILLED -> troubles.add(where + "is killed by the front panel or the signal");
        case INTERLOCKED -> troubles.add(where + "is interlocked");
        case NOT_CALIBRATED -> troubles.add(where + "has an error of its calibration");
      }
    }
    return troubles;
  }

  /** What happened between the polls, and is known from the latch of the board alone. */
  Optional<String> latched(Values bits, int alarm) {
    var found = new ArrayList<String>();
    if (board.dialect() != Dialect.CHAIN) {
      if ((alarm & DESKTOP_TRIP) != 0 && board.channels() > 0 && noneTripped(bits)) {
        found.add("a channel tripped");
      }
    } else {
      for (int i = 0; i < Math.min(4, board.channels()); i++) {
        if ((alarm & 1 << i) != 0 && !OutputState.TRIPPED.isIn((int) bits.number(i))) {
          found.add("channel " + i + " had an alarm");
        }
      }
      if ((alarm & POWER_FAIL) != 0) {
        found.add("its power failed");
      }
      if ((alarm & OVER_POWER) != 0) {
        found.add("it gave too much power");
      }
      if ((alarm & CLOCK) != 0) {
        found.add("its inner clock is off");
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "board "
                + number
                + " remembers that "
                + String.join(" and ", found)
                + "; board/clear makes it forget");
  }

  private boolean noneTripped(Values bits) {
    for (int i = 0; i < board.channels(); i++) {
      if (OutputState.TRIPPED.isIn((int) bits.number(i))) {
        return false;
      }
    }
    return true;
  }
}
