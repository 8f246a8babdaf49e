package org.stillwatch.core.polling;

import java.util.List;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Reading;

/**
 * What one poll brought.
 *
 * @param readings measured or missing, all of the time of the poll
 * @param answers how many answers came, readable or not
 * @param unreadable answers that could not be read
 * @param health how the device is after it
 */
public record Poll(
    List<Reading> readings, long answers, List<Unreadable> unreadable, Health health) {
  public Poll {
    readings = List.copyOf(readings);
    unreadable = List.copyOf(unreadable);
  }
}
