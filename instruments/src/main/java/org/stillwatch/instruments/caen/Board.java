package org.stillwatch.instruments.caen;

import java.util.Optional;

/**
 * One board as far as lines to it must know.
 *
 * @param number 0 to 31
 * @param channels 1 or more
 * @param atOnce whether it answers for all channels at once
 */
record Board(int number, Dialect dialect, int channels, boolean atOnce) {

  /** Before anything is known of it. */
  static Board unknown(int number, Dialect dialect) {
    return new Board(number, dialect, 1, false);
  }

  Board with(int channels) {
    return new Board(number, dialect, channels, dialect != Dialect.SINGLE && channels > 1);
  }

  Board singly() {
    return new Board(number, dialect, channels, false);
  }

  /** {@code board 0}. */
  String name() {
    return "board " + number;
  }

  Question ask(Parameter parameter) {
    return asking("", parameter, 1, parameter + " of " + name(), false);
  }

  Question ask(Parameter parameter, int channel, boolean whole) {
    return asking(
        field(channel), parameter, 1, parameter + " of channel " + channel + ", " + name(), whole);
  }

  /** The number of channels stands for all of them. */
  Question askAll(Parameter parameter, boolean whole) {
    return asking(field(channels), parameter, channels, parameter + " of " + name(), whole);
  }

  private Question asking(
      String field, Parameter parameter, int values, String name, boolean whole) {
    return new Question(
        head() + "CMD:MON," + field + "PAR:" + parameter,
        number,
        name,
        Optional.of(parameter),
        values,
        whole);
  }

  Question set(Parameter parameter, int channel, String value) {
    return setting(
        field(channel) + "PAR:" + parameter + ",VAL:" + value,
        parameter + " to " + channel + " of " + name());
  }

  Question on(int channel) {
    return setting(field(channel) + "PAR:ON", "ON to channel " + channel + " of " + name());
  }

  Question off(int channel) {
    return setting(
        field(channel) + "PAR:OFF",
        "OFF to " + (channel == channels ? "all" : "channel " + channel) + " of " + name());
  }

  Question clear() {
    return setting("PAR:BDCLR", "BDCLR to " + name());
  }

  private Question setting(String rest, String name) {
    return new Question(head() + "CMD:SET," + rest, number, name, Optional.empty(), 0, false);
  }

  private String head() {
    return dialect == Dialect.CHAIN ? "$BD:%02d,".formatted(number) : "$";
  }

  private String field(int channel) {
    return dialect == Dialect.SINGLE ? "" : "CH:" + channel + ",";
  }
}
