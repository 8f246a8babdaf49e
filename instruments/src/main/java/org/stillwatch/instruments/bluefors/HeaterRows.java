package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;

/** The heaters' log: pairs of on (0 or 1) and power in W. A heater that is off gives 0 W. */
final class HeaterRows implements RowFields {

  /** Real logs have two. */
  private static final int MOST_PAIRS = 8;

  private final BlueforsNames names;
  private List<Channel> channels = List.of();

  HeaterRows(BlueforsNames names) {
    this.names = names;
  }

  @Override
  public List<Reading> read(Fields fields, Instant time, int ordinal) throws BadField {
    int pairs = (fields.count() - FIRST) / 2;
    if (pairs < 1 || pairs > MOST_PAIRS || fields.count() % 2 != 0) {
      throw new BadField(
          fields.count()
              + " fields; expected date, time and two fields for each heater, 6 for two heaters");
    }
    var readings = new ArrayList<Reading>(pairs);
    for (int pair = 0; pair < pairs; pair++) {
      int first = FIRST + pair * 2;
      double on = fields.number(first, "0 or 1 for a heater that is off or on");
      if (on != 0 && on != 1) {
        throw new BadField(
            fields.shown(first) + " is no heater state; expected 0 for off or 1 for on");
      }
      double power = fields.number(first + 1, "a heater power in W");
      var channel = pair < channels.size() ? channels.get(pair) : names.heater(pair + 1);
      readings.add(RowFields.reading(channel.id(), time, ordinal, on == 0 ? 0 : power));
    }
    while (channels.size() < pairs) {
      var more = new ArrayList<>(channels);
      more.add(names.heater(channels.size() + 1));
      channels = List.copyOf(more);
    }
    return readings;
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }
}
