package org.stillwatch.instruments.caen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Setting.Touches;

/** What may be set of a channel. */
@SuppressWarnings("ImmutableEnumChecker") // Optional is never changed
enum Knob {
  VSET(Quantity.VSET, Parameter.VMIN, Parameter.VMAX, Touches.OUTPUT, "sets the voltage"),
  ISET(Quantity.ISET, Parameter.IMIN, Parameter.IMAX, Touches.OUTPUT, "sets the highest current"),
  RUP(Quantity.RUP, Parameter.RUPMIN, Parameter.RUPMAX, Touches.OTHER, "sets the ramp up"),
  RDW(Quantity.RDW, Parameter.RDWMIN, Parameter.RDWMAX, Touches.OTHER, "sets the ramp down"),
  MAXV(
      Quantity.MAXV,
      Parameter.MVMIN,
      Parameter.MVMAX,
      Touches.PROTECTION,
      "sets the voltage that the output never exceeds"),
  TRIP(
      Quantity.TRIP,
      Parameter.TRIPMIN,
      Parameter.TRIPMAX,
      Touches.PROTECTION,
      "sets for how long the current may be limited; 1000 s never trips"),
  PDWN(Quantity.PDWN, Touches.PROTECTION, "sets how the output goes down at a trip"),
  IMRANGE(Quantity.IMRANGE, Touches.OTHER, "sets the range in which the current is measured"),
  POWER(Quantity.POWER, Touches.OUTPUT, "switches the high voltage");

  private final Quantity quantity;
  private final Optional<Parameter> least;
  private final Optional<Parameter> most;
  private final Touches touches;
  private final String what;

  Knob(Quantity quantity, Parameter least, Parameter most, Touches touches, String what) {
    this.quantity = quantity;
    this.least = Optional.of(least);
    this.most = Optional.of(most);
    this.touches = touches;
    this.what = what;
  }

  Knob(Quantity quantity, Touches touches, String what) {
    this.quantity = quantity;
    this.least = Optional.empty();
    this.most = Optional.empty();
    this.touches = touches;
    this.what = what;
  }

  Quantity quantity() {
    return quantity;
  }

  Optional<Parameter> least() {
    return least;
  }

  Optional<Parameter> most() {
    return most;
  }

  Touches touches() {
    return touches;
  }

  String what() {
    return what;
  }

  /** The line that sets it. */
  Question question(Board board, int channel, double value, int decimals) {
    var parameter = quantity.parameter();
    return switch (this) {
      case POWER -> value == 1 ? board.on(channel) : board.off(channel);
      case PDWN, IMRANGE -> board.set(parameter, channel, parameter.words().get((int) value));
      case VSET, ISET, RUP, RDW, MAXV, TRIP ->
          board.set(
              parameter,
              channel,
              BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString());
    };
  }

  /** Whether what was read back is what was set: within half a digit of what is shown. */
  boolean agrees(double value, String text) {
    return switch (this) {
      case POWER ->
          value == 1
              ? OutputState.ON.isIn(Integer.parseInt(text))
              : OutputState.isGoingOff(Integer.parseInt(text));
      case PDWN, IMRANGE -> quantity.value(text) == value;
      case VSET, ISET, RUP, RDW, MAXV, TRIP -> {
        int point = text.indexOf('.');
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        yield Math.abs(Double.parseDouble(text) - value) <= 0.5 * Math.pow(10, -decimals) + 1e-9;
      }
    };
  }

  /** Names of what may be switched or chosen; empty for a number. */
  List<String> states() {
    return List.of(quantity.states());
  }
}
