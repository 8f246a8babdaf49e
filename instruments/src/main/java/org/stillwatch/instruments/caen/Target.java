package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * One setting of a supply, and where it leads.
 *
 * @param channel of the board
 * @param knob empty for the latch of the board's alarm
 */
record Target(SupplyBoard supply, Board board, int channel, Optional<Knob> knob, Setting setting) {

  /** The name of the setting that clears the alarm latch. */
  static final String CLEAR = "clear";

  static Target clear(String instrument, SupplyBoard supply, Board board) {
    return new Target(
        supply,
        board,
        0,
        Optional.empty(),
        new Setting(
            ChannelId.of(instrument, supply.own(CLEAR)),
            Unit.STATE,
            List.of(CLEAR),
            Optional.empty(),
            Optional.empty(),
            false,
            Setting.Touches.OTHER,
            "clears what the board remembers of alarms"));
  }

  /**
   * @param latest says whether MAXV is lower than what the board allows
   * @return empty while its range is not known
   */
  static Optional<Target> of(
      String instrument,
      SupplyBoard supply,
      Board board,
      int channel,
      Knob knob,
      Latest latest,
      Duration fresh) {
    var id = ChannelId.of(instrument, supply.channel(channel, knob.quantity().word()));
    if (!knob.states().isEmpty()) {
      var choice =
          new Setting(
              id,
              knob.quantity().unit(),
              knob.states(),
              Optional.empty(),
              knob == Knob.POWER ? Optional.of(0.0) : Optional.empty(),
              knob == Knob.POWER,
              knob.touches(),
              knob.what());
      return Optional.of(new Target(supply, board, channel, Optional.of(knob), choice));
    }
    var least = knob.least().flatMap(parameter -> supply.once(parameter, channel));
    var most = knob.most().flatMap(parameter -> supply.once(parameter, channel));
    if (least.isEmpty() || most.isEmpty() || !(least.get() <= most.get())) {
      return Optional.empty();
    }
    double cap =
        knob == Knob.VSET
            ? latest.of(supply.channel(channel, "maxv"), fresh).orElse(most.get())
            : most.get();
    var number =
        Setting.number(
                id,
                knob.quantity().unit(),
                Optional.of(
                    new Setting.Range(
                        least.get(), Math.max(least.get(), Math.min(most.get(), cap)))),
                knob.what())
            .touching(knob.touches());
    return Optional.of(
        new Target(
            supply,
            board,
            channel,
            Optional.of(knob),
            knob.touches() == Setting.Touches.OUTPUT ? number.safeAt(least.get()) : number));
  }

  /** The line that sets it. */
  Question question(double value) {
    int decimals =
        switch (knob.orElse(Knob.POWER)) {
          case VSET -> supply.once(Parameter.VDEC, channel).orElse(1.0).intValue();
          case ISET -> supply.once(Parameter.ISDEC, channel).orElse(2.0).intValue();
          case RUP, RDW, MAXV, TRIP -> value == Math.rint(value) ? 0 : 1;
          case PDWN, IMRANGE, POWER -> 0;
        };
    return knob.map(each -> each.question(board, channel, value, decimals)).orElseGet(board::clear);
  }

  /** The line that reads it back. */
  Question readBack() {
    return knob.map(
            each -> {
              var parameter = each.quantity().parameter();
              return board.ask(parameter, channel, supply.isWhole(parameter, channel));
            })
        .orElseGet(() -> board.ask(Parameter.BDALARM));
  }

  boolean agrees(double value, String text) {
    return knob.map(each -> each.agrees(value, text)).orElseGet(() -> Integer.parseInt(text) == 0);
  }

  /** The value that a read-back says. */
  double value(String text) {
    return knob.map(each -> each.quantity().value(text)).orElse(0.0);
  }
}
