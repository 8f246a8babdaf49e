package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/**
 * The maxigauge log: groups of six fields: id {@code CHn}, name, on (0 or 1), pressure in mbar,
 * Pfeiffer status, a constant. A gauge that is off keeps a frozen pressure.
 */
final class GaugeRows implements RowFields {

  private static final int GROUP = 6;

  /** A TPG 256 has six gauges. */
  private static final int GAUGES = 6;

  private static final String PRESSURE = "a pressure in mbar";
  private static final String STATUS = "a gauge status from 0 to 6";

  private final BlueforsNames names;
  private final @Nullable Channel[] byNumber = new @Nullable Channel[GAUGES + 1];
  private List<Channel> channels = List.of();

  GaugeRows(BlueforsNames names) {
    this.names = names;
  }

  @Override
  public List<Reading> read(Fields fields, Instant time, int ordinal) throws BadField {
    int groups = (fields.count() - FIRST) / GROUP;
    if (groups < 1 || groups > GAUGES || fields.count() != FIRST + groups * GROUP) {
      throw new BadField(
          fields.count()
              + " fields; expected date, time and six fields for each gauge, 38 for six gauges");
    }
    var readings = new ArrayList<Reading>(groups);
    int last = 0;
    for (int group = 0; group < groups; group++) {
      int first = FIRST + group * GROUP;
      int number = number(fields, first);
      if (number <= last) {
        throw new BadField(fields.shown(first) + " comes after CH" + last + "; expected rising");
      }
      last = number;
      readings.add(gauge(fields, first, number, time, ordinal));
    }
    show(readings.size(), fields);
    return readings;
  }

  private static int number(Fields fields, int field) throws BadField {
    if (fields.length(field) == 3
        && (fields.at(field, 0) | 0x20) == 'c'
        && (fields.at(field, 1) | 0x20) == 'h'
        && fields.at(field, 2) >= '1'
        && fields.at(field, 2) <= '0' + GAUGES) {
      return fields.at(field, 2) - '0';
    }
    throw new BadField(fields.shown(field) + " is no gauge; expected CH1 to CH6");
  }

  private Reading gauge(Fields fields, int first, int number, Instant time, int ordinal)
      throws BadField {
    var known = byNumber[number];
    var id = (known == null ? names.pressure(number) : known).id();
    double on = fields.number(first + 2, "0 or 1 for a gauge that is off or on");
    double pressure = fields.number(first + 3, PRESSURE);
    double status = fields.number(first + 4, STATUS);
    if (status != (int) status || status < 0 || status > 99) {
      throw new BadField(fields.shown(first + 4) + " is no status; expected " + STATUS);
    }
    var absent = absence((int) status, on == 0, fields, first + 3);
    return absent.isEmpty()
        ? RowFields.reading(id, time, ordinal, pressure)
        : Reading.missing(id, time, ordinal, absent);
  }

  /** Meaning of the status: Pfeiffer TPG 256 A, reply to PRn. */
  private static String absence(int status, boolean off, Fields fields, int value) {
    return switch (status) {
      case 0 -> off ? "gauge off" : "";
      case 1 -> "under range (< " + fields.text(value) + " mbar)";
      case 2 -> "over range (> " + fields.text(value) + " mbar)";
      case 3 -> "gauge error";
      case 4 -> "gauge off";
      case 5 -> "no gauge";
      case 6 -> "gauge not identified";
      default -> "gauge status " + status;
    };
  }

  private void show(int groups, Fields fields) throws BadField {
    if (channels.size() == GAUGES) {
      return;
    }
    for (int group = 0; group < groups; group++) {
      int number = number(fields, FIRST + group * GROUP);
      if (byNumber[number] == null) {
        var channel = names.pressure(number);
        byNumber[number] = channel;
        var more = new ArrayList<>(channels);
        more.add(channel);
        channels = List.copyOf(more);
      }
    }
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }
}
