package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/** What is told of each channel, and where it comes from. */
@SuppressWarnings("ImmutableEnumChecker") // the array is never changed
enum Quantity {
  VSET(Parameter.VSET, "V", "set voltage"),
  VMON(Parameter.VMON, "V", "voltage"),
  ISET(Parameter.ISET, "uA", "current limit"),
  IMON(Parameter.IMON, "uA", "current"),
  IMRANGE(Parameter.IMRANGE, "range of the current", "low", "high"),
  POWER(Parameter.STAT, "power", "off", "on"),
  STATUS(Parameter.STAT, "", "status bits"),
  STATE(Parameter.STAT, "state", OutputState.words()),
  TRIPPED(Parameter.STAT, "tripped", "no", "yes"),
  RUP(Parameter.RUP, "V/s", "ramp up"),
  RDW(Parameter.RDW, "V/s", "ramp down"),
  TRIP(Parameter.TRIP, "s", "time to trip"),
  MAXV(Parameter.MAXV, "V", "highest voltage"),
  PDWN(Parameter.PDWN, "power down", "ramp", "kill"),
  POLARITY(Parameter.POL, "polarity", "+", "-");

  /** Bits and the like. */
  static final Unit PLAIN = Unit.NONE;

  private final Parameter parameter;
  private final Unit unit;
  private final String label;
  private final String[] states;

  Quantity(Parameter parameter, String unit, String label) {
    this.parameter = parameter;
    this.unit = Unit.of(unit);
    this.label = label;
    this.states = new String[0];
  }

  Quantity(Parameter parameter, String label, String... states) {
    this.parameter = parameter;
    this.unit = Unit.STATE;
    this.label = label;
    this.states = states.clone();
  }

  Parameter parameter() {
    return parameter;
  }

  Unit unit() {
    return unit;
  }

  String[] states() {
    return states.clone();
  }

  /** The last part of a channel's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Quantity of(Parameter parameter) {
    return Arrays.stream(values())
        .filter(each -> each.parameter == parameter)
        .findFirst()
        .orElseThrow();
  }

  Channel channel(ChannelId id, String of, Duration period) {
    var text = of + " " + label;
    return states.length == 0
        ? Channel.number(id, unit, text, period)
        : Channel.states(id, text, period, states);
  }

  /** The value of a text that has the shape of the parameter. */
  double value(String text) {
    return switch (this) {
      case IMRANGE, PDWN, POLARITY -> parameter.words().indexOf(text);
      case POWER -> OutputState.ON.isIn(Integer.parseInt(text)) ? 1 : 0;
      case STATE ->
          List.of(OutputState.values()).indexOf(OutputState.gravest(Integer.parseInt(text)));
      case TRIPPED -> OutputState.TRIPPED.isIn(Integer.parseInt(text)) ? 1 : 0;
      case VSET, VMON, ISET, IMON, STATUS, RUP, RDW, TRIP, MAXV -> Double.parseDouble(text);
    };
  }
}
