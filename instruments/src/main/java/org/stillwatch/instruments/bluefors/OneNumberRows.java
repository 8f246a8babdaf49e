package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;

/** Files of one number a row: thermometers and the flow meter. */
final class OneNumberRows implements RowFields {

  private final Channel channel;
  private final List<Channel> channels;
  private final BlueforsFile.Kind kind;
  private final String expected;

  OneNumberRows(BlueforsFile.Kind kind, Channel channel) {
    this.kind = kind;
    this.channel = channel;
    channels = List.of(channel);
    expected =
        switch (kind) {
          case TEMPERATURE -> "a temperature in K";
          case RESISTANCE -> "a resistance in Ohm";
          case EXCITATION -> "an excitation power in W";
          default -> "a flow in mmol/s";
        };
  }

  @Override
  public List<Reading> read(Fields fields, Instant time, int ordinal) throws BadField {
    if (fields.count() != FIRST + 1) {
      throw new BadField(fields.count() + " fields; expected three: date, time and " + expected);
    }
    double value = fields.number(FIRST, expected);
    var absent = absence(value);
    return List.of(
        absent.isEmpty()
            ? RowFields.reading(channel.id(), time, ordinal, value)
            : Reading.missing(channel.id(), time, ordinal, absent));
  }

  /** The software writes 0 K when the sensor is off, over range or not scanned. */
  private String absence(double value) {
    if (kind == BlueforsFile.Kind.TEMPERATURE && value == 0) {
      return "0 K: sensor off or not scanned";
    }
    if (kind == BlueforsFile.Kind.TEMPERATURE && value < 0) {
      return "impossible temperature " + Numbers.plain(value) + " K";
    }
    if (kind == BlueforsFile.Kind.RESISTANCE && value <= 0) {
      return CurveJudge.impossible(value);
    }
    return "";
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }
}
